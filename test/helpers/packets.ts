/** IPv6 packets as programs make them, with true checksums; and a look into those they receive. */
import { transportSum } from '../../src/tunnel/packet.js';

export interface PacketOptions {
  readonly trafficClass?: number;
  readonly flowLabel?: number;
  readonly hopLimit?: number;
}

/** Any packet; `sumAt` is where its transport's checksum goes, counted from the payload's start. */
export function ipv6(
  source: Uint8Array,
  destination: Uint8Array,
  next: number,
  payload: Uint8Array,
  sumAt: number | null,
  { trafficClass = 0, flowLabel = 0, hopLimit = 64 }: PacketOptions = {},
): Uint8Array {
  const packet = Buffer.alloc(40 + payload.length);
  packet.writeUInt32BE(((6 << 28) | (trafficClass << 20) | flowLabel) >>> 0, 0);
  packet.writeUInt16BE(payload.length, 4);
  packet[6] = next;
  packet[7] = hopLimit;
  packet.set(source, 8);
  packet.set(destination, 24);
  packet.set(payload, 40);
  if (sumAt !== null) packet.writeUInt16BE(transportSum(packet, 0, packet.length), 40 + sumAt);
  return new Uint8Array(packet);
}

export function udp(
  source: Uint8Array,
  destination: Uint8Array,
  [from, to]: readonly [number, number],
  data: Uint8Array,
  options?: PacketOptions,
): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(from, 0);
  head.writeUInt16BE(to, 2);
  head.writeUInt16BE(8 + data.length, 4);
  return ipv6(source, destination, 17, Buffer.concat([head, data]), 6, options);
}

export const tcpFlag = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 } as const;

export interface Segment {
  readonly ports: readonly [number, number];
  readonly flags: number;
  readonly sequence?: number;
  readonly acknowledged?: number;
  readonly options?: Uint8Array;
  readonly data?: Uint8Array;
}

export function tcp(source: Uint8Array, destination: Uint8Array, segment: Segment): Uint8Array {
  const { ports, flags, sequence = 0, acknowledged = 0, options = new Uint8Array(0) } = segment;
  const head = Buffer.alloc(20);
  head.writeUInt16BE(ports[0], 0);
  head.writeUInt16BE(ports[1], 2);
  head.writeUInt32BE(sequence >>> 0, 4);
  head.writeUInt32BE(acknowledged >>> 0, 8);
  head[12] = ((20 + options.length) / 4) << 4;
  head[13] = flags;
  head.writeUInt16BE(65_535, 14);
  return ipv6(source, destination, 6, Buffer.concat([head, options, segment.data ?? new Uint8Array(0)]), 16);
}

export function echo(
  source: Uint8Array,
  destination: Uint8Array,
  type: 128 | 129,
  [id, sequence]: readonly [number, number],
  data = new Uint8Array(56),
): Uint8Array {
  const head = Buffer.alloc(8);
  head[0] = type;
  head.writeUInt16BE(id, 4);
  head.writeUInt16BE(sequence, 6);
  return ipv6(source, destination, 58, Buffer.concat([head, data]), 2);
}

/** Whether the checksum that stands in a packet is the true one. */
export function sumHolds(packet: Uint8Array): boolean {
  // The sum over a packet with its own checksum inside is zero.
  return transportSum(packet, 0, packet.length) === 0;
}
