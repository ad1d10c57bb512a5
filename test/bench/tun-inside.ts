/** What the TUN benchmark does inside its namespace; see tun.ts. */
import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { read, readdirSync, readlinkSync, write, writeFileSync } from 'node:fs';
import { Batch, Device } from 'tuntap2';

/** Microseconds per packet. */
export interface TunRound {
  readonly readBatch: number;
  readonly readFs: number;
  readonly writeBatch: number;
  readonly writeFs: number;
}

export async function measure(rounds: number, packets: number, size: number): Promise<TunRound[]> {
  // A fresh interface speaks IPv6 of itself now and then; here it must not.
  writeFileSync('/proc/sys/net/ipv6/conf/default/disable_ipv6', '1');
  const device = new Device({ name: 'phantom0' });
  device.ipv4 = '10.6.0.1/24';
  device.mtu = size;
  device.isUp = true;
  execFileSync('ip', ['link', 'set', 'phantom0', 'txqueuelen', String(2 * packets)]);
  const fd = Number(readdirSync('/proc/self/fd').find((each) => target(each) === '/dev/net/tun'));
  const batch = new Batch({ slots: 64, slotSize: 1408, headroom: 64 });
  const socket = createSocket('udp4');
  socket.bind(0, '10.6.0.1');
  await once(socket, 'listening');
  const payload = new Uint8Array(size - 28);

  const fill = async () => {
    for (let i = 0; i < packets; i += 1) {
      await new Promise<void>((resolve, reject) => {
        socket.send(payload, 4242, '10.6.0.2', (error) => (error ? reject(error) : resolve()));
      });
    }
  };
  const perPacket = (started: number) => ((performance.now() - started) * 1000) / packets;

  const readBatch = () => {
    const started = performance.now();
    let seen = 0;
    for (let count = -1; count !== 0; seen += count) count = device.read(batch, 0, batch.slots);
    checkCount(seen, packets);
    return perPacket(started);
  };
  const buffer = Buffer.alloc(2048);
  const readFs = async () => {
    const started = performance.now();
    for (let i = 0; i < packets; i += 1) await crossing(read, fd, buffer, buffer.length);
    return perPacket(started);
  };

  // One packet from the other side to our own socket, with valid header and no UDP sum (0 means none in IPv4).
  const packet = ipv4Packet(size, socket.address().port);
  const writeBatch = () => {
    for (let i = 0; i < batch.slots; i += 1) batch.put(i, packet);
    const started = performance.now();
    let taken = 0;
    while (taken < packets) taken += device.write(batch, 0, batch.slots);
    return perPacket(started);
  };
  const writeFs = async () => {
    const started = performance.now();
    for (let i = 0; i < packets; i += 1) await crossing(write, fd, packet, packet.length);
    return perPacket(started);
  };

  const results: TunRound[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await fill();
    const readOne = await readFs();
    await fill();
    const readMany = readBatch();
    results.push({
      readFs: readOne,
      readBatch: readMany,
      writeFs: await writeFs(),
      writeBatch: writeBatch(),
    });
  }
  socket.close();
  device.close();
  return results;
}

type Crossing = (
  fd: number,
  bytes: Buffer,
  offset: number,
  length: number,
  position: null,
  done: (error: Error | null) => void,
) => void;

function crossing(call: Crossing, fd: number, bytes: Buffer, length: number): Promise<void> {
  return new Promise((resolve, reject) => {
    call(fd, bytes, 0, length, null, (error) => (error ? reject(error) : resolve()));
  });
}

function checkCount(seen: number, expected: number): void {
  if (seen !== expected) throw new Error(`${expected} expected, ${seen} came: the figures would be wrong`);
}

function target(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}

/** From 10.6.0.2 to 10.6.0.1, UDP. */
function ipv4Packet(size: number, port: number): Buffer {
  const packet = Buffer.alloc(size);
  packet.set([0x45, 0, size >> 8, size & 255, 0, 0, 0x40, 0, 64, 17, 0, 0, 10, 6, 0, 2, 10, 6, 0, 1]);
  let sum = 0;
  for (let at = 0; at < 20; at += 2) sum += packet.readUInt16BE(at);
  packet.writeUInt16BE(0xffff - ((sum & 0xffff) + (sum >> 16)), 10);
  packet.writeUInt16BE(4242, 20);
  packet.writeUInt16BE(port, 22);
  packet.writeUInt16BE(size - 20, 24);
  return packet;
}
