/** What goes over a host's wire, taken down by tcpdump and read back as IP packets. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, type Host, type Keeper } from './namespaces.js';

/** One IP packet as it was seen; fragments and other protocols than UDP and TCP have no ports. */
export interface Packet {
  readonly from: string;
  readonly to: string;
  /** IP protocol number: 17 is UDP, 6 TCP, 1 and 58 ICMP. */
  readonly protocol: number;
  readonly ports: readonly [number, number] | null;
  /** What UDP carries; of other protocols all behind the IP header. */
  readonly payload: Uint8Array;
}

export interface Capture {
  /** Ends it and returns everything that was seen. */
  stop(): Promise<Packet[]>;
}

/** Takes down every IP packet on a host's interface, both ways, from the moment this returns. */
export async function capture(keeper: Keeper, host: Host, interfaceName = 'eth0'): Promise<Capture> {
  const directory = await mkdtemp(join(tmpdir(), 'phantom-capture-'));
  keeper.teardown(() => rm(directory, { recursive: true, force: true }));
  const file = join(directory, 'packets.pcap');
  const words = [
    '-i',
    interfaceName,
    '--immediate-mode',
    '-U',
    '-s',
    '0',
    '-B',
    '65536',
    '-Z',
    'root',
    '-w',
    file,
    'ip or ip6',
  ];
  const tcpdump = host.start('tcpdump', ...words);
  await eventually('tcpdump listens', 20_000, () => tcpdump.output().includes('listening on'));
  return {
    async stop() {
      await tcpdump.stop('SIGINT');
      return packetsOf(await readFile(file));
    },
  };
}

const fileHeader = 24;
const linkTypeAt = 20;
const rawIp = 101;
const recordHeader = 16;
const ethernetHeader = 14;
const etherTypes = { ipv4: 0x0800, ipv6: 0x86dd } as const;
const udp = 17;
const tcp = 6;

/** The IP packets of a capture file (pcap of an Ethernet or TUN device, as tcpdump writes it on this machine). */
export function packetsOf(file: Buffer): Packet[] {
  const packets: Packet[] = [];
  const isRaw = file.readUInt32LE(linkTypeAt) === rawIp;
  let at = fileHeader;
  while (at + recordHeader <= file.length) {
    const length = file.readUInt32LE(at + 8);
    const frame = file.subarray(at + recordHeader, at + recordHeader + length);
    at += recordHeader + length;
    const type = isRaw ? typeOf(frame) : frame.readUInt16BE(12);
    const packet = isRaw ? frame : frame.subarray(ethernetHeader);
    if (type === etherTypes.ipv4) packets.push(ipv4(packet));
    else if (type === etherTypes.ipv6) packets.push(ipv6(packet));
  }
  return packets;
}

/** As Ethernet would name what begins with an IP header. */
function typeOf(packet: Buffer): number {
  return packet[0]! >> 4 === 4 ? etherTypes.ipv4 : etherTypes.ipv6;
}

function ipv4(packet: Buffer): Packet {
  const header = (packet[0]! & 0x0f) * 4;
  const text = (from: number): string => packet.subarray(from, from + 4).join('.');
  const isFragment = (packet.readUInt16BE(6) & 0x3fff) !== 0;
  return transport(
    text(12),
    text(16),
    packet[9]!,
    packet.subarray(header, packet.readUInt16BE(2)),
    isFragment,
  );
}

function ipv6(packet: Buffer): Packet {
  const text = (from: number): string => {
    const groups = Array.from({ length: 8 }, (_, group) =>
      packet.readUInt16BE(from + 2 * group).toString(16),
    );
    return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
  };
  return transport(text(8), text(24), packet[6]!, packet.subarray(40, 40 + packet.readUInt16BE(4)), false);
}

function transport(from: string, to: string, protocol: number, rest: Buffer, isFragment: boolean): Packet {
  const hasPorts = !isFragment && (protocol === udp || protocol === tcp) && rest.length >= 8;
  return {
    from,
    to,
    protocol,
    ports: hasPorts ? [rest.readUInt16BE(0), rest.readUInt16BE(2)] : null,
    payload: new Uint8Array(hasPorts && protocol === udp ? rest.subarray(8) : rest),
  };
}
