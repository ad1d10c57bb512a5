/** Whole IPv6 packets as the system behind a TUN device makes and reads them: UDP, TCP, and errors about what was sent. */
import {
  destinationOf,
  headerLength,
  nextHeader,
  sourceOf,
  transportSum,
  writeHeader,
} from '../../tunnel/packet.js';

const udpLength = 8;
const tcpLength = 20;
/** Where in a transport's header its checksum lies. */
const sumAt = { [nextHeader.udp]: 6, [nextHeader.tcp]: 16 } as const;

export const tcpFlag = { syn: 2, push: 8, ack: 16 } as const;

/** Where programs talk from, and to. */
export interface Socket {
  readonly address: Uint8Array;
  readonly port: number;
}

export interface Segment {
  readonly from: Socket;
  readonly to: Socket;
  readonly payload: Uint8Array;
  /** Of TCP; 0 of UDP. */
  readonly flags: number;
}

export function udpPacket(from: Socket, to: Socket, payload: Uint8Array): Uint8Array {
  const packet = framed(from, to, nextHeader.udp, udpLength, payload);
  new DataView(packet.buffer).setUint16(headerLength + 4, udpLength + payload.length);
  return summed(packet, nextHeader.udp);
}

/** Without options, and with numbers that nobody reads: enough for a firewall that follows connections. */
export function tcpPacket(from: Socket, to: Socket, flags: number, payload: Uint8Array): Uint8Array {
  const packet = framed(from, to, nextHeader.tcp, tcpLength, payload);
  packet[headerLength + 12] = (tcpLength / 4) << 4;
  packet[headerLength + 13] = flags;
  return summed(packet, nextHeader.tcp);
}

/** What programs read of a packet of that protocol; null: it is none, or not as it was sent. */
export function readSegment(packet: Uint8Array, protocol: keyof typeof sumAt): Segment | null {
  const head = protocol === nextHeader.udp ? udpLength : tcpLength;
  if (packet.length < headerLength + head || packet[6] !== protocol) return null;
  if (transportSum(packet, 0, packet.length) !== 0) return null;
  const { from, to } = socketsOf(packet, 0);
  const flags = protocol === nextHeader.tcp ? packet[headerLength + 13]! : 0;
  return { from, to, payload: packet.subarray(headerLength + head), flags };
}

/** Between whom that went which an ICMPv6 error is about; null: it is no error. */
export function readError(packet: Uint8Array): Pick<Segment, 'from' | 'to'> | null {
  const quoted = headerLength + 8;
  if (packet[6] !== nextHeader.icmp || packet.length < quoted + headerLength + 4) return null;
  return packet[headerLength]! < 128 ? socketsOf(packet, quoted) : null;
}

function framed(from: Socket, to: Socket, protocol: number, head: number, payload: Uint8Array): Uint8Array {
  const packet = new Uint8Array(headerLength + head + payload.length);
  writeHeader(packet, 0, head + payload.length, protocol, from.address, to.address);
  const view = new DataView(packet.buffer);
  view.setUint16(headerLength, from.port);
  view.setUint16(headerLength + 2, to.port);
  packet.set(payload, headerLength + head);
  return packet;
}

function summed(packet: Uint8Array, protocol: keyof typeof sumAt): Uint8Array {
  const at = headerLength + sumAt[protocol]!;
  new DataView(packet.buffer).setUint16(at, transportSum(packet, 0, packet.length));
  return packet;
}

function socketsOf(packet: Uint8Array, at: number): Pick<Segment, 'from' | 'to'> {
  const view = new DataView(packet.buffer, packet.byteOffset);
  return {
    from: { address: sourceOf(packet, at), port: view.getUint16(at + headerLength) },
    to: { address: destinationOf(packet, at), port: view.getUint16(at + headerLength + 2) },
  };
}
