import { lonely } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';

netTest('ping is answered through a stream, over IPv4 and IPv6', async (t) => {
  const host = await lonely(t);
  const seen = await host.evaluate(async () => {
    const { Tun } = await import('tuntap2');
    const { execFile } = await import('node:child_process');
    const { promisify } = await import('node:util');
    const ping = (address: string, size: string) =>
      promisify(execFile)('ping', ['-n', '-c', '5', '-i', '0.05', '-W', '5', '-s', size, address]);
    const tun = new Tun({ ipv4: '10.5.0.1/24', ipv6: 'fd05::1/64', isUp: true });
    tun.on('data', (packet: Buffer) => {
      // Swapping the ends and turning request into reply leaves IPv4's header sum valid; ICMP's is adjusted by hand.
      const six = packet[0]! >> 4 === 6;
      const [from, to, size] = six ? [8, 24, 16] : [12, 16, 4];
      const at = six ? 40 : 20;
      if (packet[six ? 6 : 9] !== (six ? 58 : 1) || packet[at] !== (six ? 128 : 8)) return;
      const source = Buffer.from(packet.subarray(from, from + size));
      packet.copyWithin(from, to, to + size);
      source.copy(packet, to);
      packet[at] = six ? 129 : 0;
      const sum = packet.readUInt16BE(at + 2) + (six ? -0x0100 : 0x0800);
      packet.writeUInt16BE(sum < 0 ? sum + 0xffff : sum > 0xffff ? sum - 0xffff : sum, at + 2);
      tun.write(packet);
    });
    const results = await Promise.all([
      ping('10.5.0.2', '56'),
      ping('10.5.0.77', '1400'),
      ping('fd05::2', '56'),
      ping('fd05::77', '1400'),
    ]);
    tun.release();
    return results.map(({ stdout }) => /(\d+) received/.exec(stdout)?.[1]);
  });
  t.deepEqual(seen, ['5', '5', '5', '5']);
});

netTest('every packet is a chunk of its own, even when the reader is slow', async (t) => {
  const host = await lonely(t);
  const seen = await host.evaluate(async () => {
    const { Tun } = await import('tuntap2');
    const { createSocket } = await import('node:dgram');
    const tun = new Tun({ ipv4: '10.5.0.1/24', isUp: true });
    const socket = createSocket('udp4');
    for (let i = 1; i <= 50; i += 1) {
      await new Promise((sent) => socket.send(Buffer.alloc(i, i), 9, '10.5.0.2', sent));
    }
    socket.close();
    const lengths = [];
    for await (const packet of tun as AsyncIterable<Buffer>) {
      if (packet[0] === 0x45 && packet[9] === 17) lengths.push(packet.length - 28);
      if (lengths.length === 50) break;
    }
    return lengths;
  });
  t.deepEqual(
    seen,
    Array.from({ length: 50 }, (_, i) => i + 1),
  );
});

netTest('what the system does not take is dropped and counted, and the device lives on', async (t) => {
  const host = await lonely(t);
  const seen = await host.evaluate(async () => {
    const { Tun } = await import('tuntap2');
    const tun = new Tun({ ipv4: '10.5.0.1/24' });
    const write = (bytes: Buffer) => new Promise((done) => tun.write(bytes, done));
    const packet = Buffer.alloc(28);
    packet[0] = 0x45;
    await write(packet);
    const down = tun.dropped.out;
    tun.isUp = true;
    await write(Buffer.from('\0 not a packet'));
    await write(Buffer.alloc(70_000));
    const garbage = tun.dropped.out;
    await write(packet);
    const fine = tun.dropped.out;
    const alive = !tun.destroyed;
    tun.release();
    return { down, garbage, fine, alive };
  });
  t.deepEqual(seen, { down: 1, garbage: 3, fine: 3, alive: true });
});

netTest('a batch echoes packets in place, and one too long for a slot is dropped and counted', async (t) => {
  const host = await lonely(t);
  const seen = await host.evaluate(async () => {
    const { Batch, Device, FIELDS, OFFSET } = await import('tuntap2');
    const { createSocket } = await import('node:dgram');
    const device = new Device();
    device.ipv4 = '10.5.0.1/24';
    device.mtu = 1500;
    device.isUp = true;
    const batch = new Batch({ slots: 8, slotSize: 1064, headroom: 64 });
    const offsets = new Set<number>();
    device.onReadable = () => {
      const count = device.read(batch, 0, batch.slots);
      for (let i = 0; i < count; i += 1) {
        const offset = batch.descriptors[i * FIELDS + OFFSET]!;
        offsets.add(offset % batch.slotSize);
        // Source and destination change places, addresses and ports alike: all sums stay valid.
        const slot = batch.slot(i);
        const at = batch.headroom;
        for (const [one, other, size] of [
          [12, 16, 4],
          [20, 22, 2],
        ] as const) {
          const kept = slot.slice(at + one, at + one + size);
          slot.copyWithin(at + one, at + other, at + other + size);
          slot.set(kept, at + other);
        }
      }
      device.write(batch, 0, count);
    };
    device.watch(true);
    const socket = createSocket('udp4');
    const echoes: number[] = [];
    const all = new Promise<void>((resolve) => {
      socket.on('message', (data, from) => {
        if (
          from.address === '10.5.0.9' &&
          from.port === 9999 &&
          data.every((byte) => byte === data.length % 256)
        ) {
          echoes.push(data.length);
        }
        if (echoes.length === 102) resolve();
      });
    });
    for (let i = 1; i <= 100; i += 1) socket.send(Buffer.alloc(i, i), 9999, '10.5.0.9');
    // 28 bytes of headers: 999 bytes in all just fit into the slot, 1000 could be a cut packet.
    socket.send(Buffer.alloc(971, 971 % 256), 9999, '10.5.0.9');
    socket.send(Buffer.alloc(972, 972 % 256), 9999, '10.5.0.9');
    socket.send(Buffer.alloc(500, 500 % 256), 9999, '10.5.0.9');
    await all;
    const dropped = device.dropped;
    socket.close();
    device.close();
    batch.release();
    return { echoes: echoes.sort((a, b) => a - b), offsets: [...offsets], dropped };
  });
  t.deepEqual(seen.echoes, [...Array.from({ length: 100 }, (_, i) => i + 1), 500, 971]);
  t.deepEqual(seen.offsets, [64]);
  t.deepEqual(seen.dropped, { in: 1, out: 0 });
});

netTest('a batch refuses slots, descriptors and memory that are not there', async (t) => {
  const host = await lonely(t);
  const seen = await host.evaluate(async () => {
    const { Batch, Device } = await import('tuntap2');
    const device = new Device();
    device.isUp = true;
    const batch = new Batch({ slots: 4, slotSize: 128, headroom: 0 });
    const messages: string[] = [];
    const attempt = (work: () => unknown) => {
      try {
        messages.push(`no error but ${work()}`);
      } catch (error) {
        messages.push((error as Error).message);
      }
    };
    attempt(() => device.read(batch, 0, 5));
    attempt(() => device.read(batch, -1, 1));
    attempt(() => device.read(batch, 2 ** 31 - 1, 2 ** 31 - 1));
    batch.put(0, new Uint8Array(20));
    batch.descriptors[0] = 500;
    attempt(() => device.write(batch, 0, 1));
    batch.descriptors[0] = -1;
    attempt(() => device.write(batch, 0, 1));
    structuredClone(batch.arena.buffer, { transfer: [batch.arena.buffer as ArrayBuffer] });
    attempt(() => device.read(batch, 0, 1));
    batch.release();
    attempt(() => device.read(batch, 0, 1));
    attempt(() => new Batch({ slots: 0 }));
    attempt(() => new Batch({ slotSize: 64, headroom: 64 }));
    device.close();
    attempt(() => device.watch(true));
    return messages;
  });
  t.deepEqual(seen.slice(0, 3), Array(3).fill('the batch has no such slots'));
  t.deepEqual(seen.slice(3, 5), Array(2).fill('a descriptor points outside the arena'));
  t.is(seen[5], 'the batch has no such slots');
  t.is(seen[6], 'the arena is not registered');
  t.regex(seen[7]!, /^a batch needs whole numbers/);
  t.regex(seen[8]!, /^a batch needs whole numbers/);
  t.regex(seen[9]!, /^watching of tun0 failed: the device was released$/);
});

netTest('an IPv6 address receives from the very first packet on', async (t) => {
  const host = await lonely(t);
  const received = await host.evaluate(async () => {
    const { Batch, Device } = await import('tuntap2');
    const { createSocket } = await import('node:dgram');
    const { setTimeout: sleep } = await import('node:timers/promises');
    // UDP from 2001:2f::2 to 2001:2f::1 port 4242, empty, with its sum.
    const ends = '2001002f0000000000000000000000022001002f000000000000000000000001';
    const datagram = Buffer.from(`6000000000081140${ends}1092109200080000`, 'hex');
    let sum = 8 + 17;
    for (let at = 8; at < 48; at += 2) sum += datagram.readUInt16BE(at);
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
    datagram.writeUInt16BE(0xffff - sum, 46);
    const batch = new Batch();
    let received = 0;
    for (let round = 0; round < 100 && received === round; round += 1) {
      const socket = createSocket('udp6');
      const device = new Device();
      device.isUp = true;
      device.ipv6 = '2001:2f::1/28';
      await new Promise<void>((resolve) => socket.bind(4242, '2001:2f::1', resolve));
      socket.on('message', () => {
        received += 1;
      });
      batch.put(0, datagram);
      device.write(batch, 0, 1);
      for (let wait = 0; received <= round && wait < 200; wait += 1) await sleep(5);
      socket.close();
      device.close();
    }
    return received;
  });
  t.is(received, 100);
});
