/**
 * IPv6 packets where they lie: `at` is where one begins in `bytes`. Pure, and nothing is allocated. What leaves a tunnel has
 * a header made from the pair of addresses alone, so that traffic class, flow label and hop limit of the sender's machine
 * tell nothing.
 */
import { textOf } from '../wire/bytes.js';

export const headerLength = 40;
/** The TUN device's MTU: every IPv6 link must carry it, and a cell carries no more. */
export const tunMtu = 1280;
export const maxPayload = tunMtu - headerLength;
/** All AP addresses begin so (RFC 7343 and our algorithm id): the route to the TUN device. */
export const apPrefix = { cidrLength: 32, text: '2001:25::/32' } as const;

export const nextHeader = { tcp: 6, udp: 17, fragment: 44, icmp: 58 } as const;

/** What programs count as a packet's way; nothing of it is the sender's own. */
const hopLimit = 64;
const sourceAt = 8;
const destinationAt = 24;

/** `cut`: shorter or longer than it says. */
export type Verdict = 'ok' | 'not-ipv6' | 'cut' | 'multicast' | 'too-long' | 'elsewhere';

/** What a program sent: a whole IPv6 packet, from and to AP addresses? Whose is not asked here. */
export function examine(bytes: Uint8Array, at: number, length: number): Verdict {
  if (length < headerLength || bytes[at]! >> 4 !== 6) return 'not-ipv6';
  if (payloadLength(bytes, at) + headerLength !== length) return 'cut';
  if (bytes[at + destinationAt] === 0xff) return 'multicast';
  if (!isApAddress(bytes, at + destinationAt) || !isApAddress(bytes, at + sourceAt)) return 'elsewhere';
  return length > tunMtu ? 'too-long' : 'ok';
}

export function isApAddress(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x20 && bytes[at + 1] === 0x01 && bytes[at + 2] === 0x00 && bytes[at + 3] === 0x25;
}

export function payloadLength(bytes: Uint8Array, at: number): number {
  return (bytes[at + 4]! << 8) | bytes[at + 5]!;
}

export function sourceOf(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.slice(at + sourceAt, at + sourceAt + 16);
}

export function destinationOf(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.slice(at + destinationAt, at + destinationAt + 16);
}

/** Whether that address stands there. */
export function addressAt(bytes: Uint8Array, at: number, address: Uint8Array): boolean {
  for (let i = 15; i >= 0; i -= 1) if (bytes[at + i] !== address[i]) return false;
  return true;
}

export function setSource(bytes: Uint8Array, at: number, address: Uint8Array): void {
  for (let i = 0; i < 16; i += 1) bytes[at + sourceAt + i] = address[i]!;
}

export function setDestination(bytes: Uint8Array, at: number, address: Uint8Array): void {
  for (let i = 0; i < 16; i += 1) bytes[at + destinationAt + i] = address[i]!;
}

/** Bytes of a fragment header, which stands at `at` below. */
export const fragmentLength = 8;

export function isFirstFragment(bytes: Uint8Array, at: number): boolean {
  return (((bytes[at + 2]! << 8) | bytes[at + 3]!) & 0xfff8) === 0;
}

/** By which the fragments of one packet know each other. */
export function fragmentIdOf(bytes: Uint8Array, at: number): number {
  return (bytes[at + 4]! << 24) | (bytes[at + 5]! << 16) | (bytes[at + 6]! << 8) | bytes[at + 7]!;
}

/** Whether the packet goes from one to the other. */
export function isBetween(
  bytes: Uint8Array,
  at: number,
  source: Uint8Array,
  destination: Uint8Array,
): boolean {
  return addressAt(bytes, at + sourceAt, source) && addressAt(bytes, at + destinationAt, destination);
}

/** Writes the header of a packet whose payload lies behind it already. */
export function writeHeader(
  bytes: Uint8Array,
  at: number,
  length: number,
  next: number,
  source: Uint8Array,
  destination: Uint8Array,
): void {
  bytes[at] = 0x60;
  bytes[at + 1] = 0;
  bytes[at + 2] = 0;
  bytes[at + 3] = 0;
  bytes[at + 4] = length >> 8;
  bytes[at + 5] = length & 0xff;
  bytes[at + 6] = next;
  bytes[at + 7] = hopLimit;
  for (let i = 0; i < 16; i += 1) {
    bytes[at + sourceAt + i] = source[i]!;
    bytes[at + destinationAt + i] = destination[i]!;
  }
}

/** A number for the inner flow (protocol and ports); packets of one flow keep their order. */
export function flowOf(bytes: Uint8Array, at: number, length: number): number {
  const next = bytes[at + 6]!;
  if ((next !== nextHeader.tcp && next !== nextHeader.udp) || length < headerLength + 4) return next;
  const ports = at + headerLength;
  let mixed = Math.imul((bytes[ports]! << 8) | bytes[ports + 1]!, 0x9e37) ^ next;
  mixed = Math.imul(mixed ^ ((bytes[ports + 2]! << 8) | bytes[ports + 3]!), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** The one's complement sum of TCP, UDP and ICMPv6 (RFC 8200, section 8.1) over a packet's pseudo header and payload. */
export function transportSum(bytes: Uint8Array, at: number, length: number): number {
  const payload = length - headerLength;
  let sum = payload + bytes[at + 6]!;
  for (let i = sourceAt; i < headerLength; i += 2) sum += (bytes[at + i]! << 8) | bytes[at + i + 1]!;
  const end = at + length;
  for (let i = at + headerLength; i < end; i += 2)
    sum += (bytes[i]! << 8) | (i + 1 < end ? bytes[i + 1]! : 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}

/** The pair of addresses of a packet as a map's key. */
export function pairName(own: Uint8Array, other: Uint8Array): string {
  return textOf(own) + textOf(other);
}
