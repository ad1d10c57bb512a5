/**
 * ICMPv6 (RFC 4443) that this node answers programs with itself, so that they fail at once instead of waiting. The packet in
 * question becomes the error in place; the error comes from whom the packet was meant for.
 */
import { headerLength, nextHeader, transportSum, tunMtu, writeHeader } from './packet.js';

export const unreachable = {
  type: 1,
  /** Nobody has that address. */
  noRoute: 0,
  /** We do not carry that. */
  prohibited: 1,
  /** Somebody has it, or had, but does not answer. */
  address: 3,
} as const;
export const tooBig = { type: 2, code: 0 } as const;

/** In front of the packet goes another IPv6 header, and the error's own. */
export const errorHeadLength = headerLength + 8;

/** ICMPv6 errors, and echo; the only types that go through tunnels. */
export const icmpType = { echo: 128, reply: 129 } as const;

/** Whether a packet is an ICMPv6 error, to which there must be none. */
export function isError(bytes: Uint8Array, at: number, length: number): boolean {
  return bytes[at + 6] === nextHeader.icmp && (length <= headerLength || bytes[at + headerLength]! < 128);
}

/**
 * Makes the packet at `at` the body of an error to its sender: the error begins `errorHeadLength` before `at`, where room
 * must be. Gives the error's whole length. `value` is the MTU for `tooBig`, else 0.
 */
export function makeError(
  bytes: Uint8Array,
  at: number,
  length: number,
  type: number,
  code: number,
  value: number,
): number {
  const start = at - errorHeadLength;
  const body = Math.min(length, tunMtu - errorHeadLength);
  const source = bytes.slice(at + 24, at + 40);
  const destination = bytes.slice(at + 8, at + 24);
  writeHeader(bytes, start, body + 8, nextHeader.icmp, source, destination);
  const head = start + headerLength;
  bytes[head] = type;
  bytes[head + 1] = code;
  bytes[head + 2] = 0;
  bytes[head + 3] = 0;
  bytes[head + 4] = value >>> 24;
  bytes[head + 5] = (value >> 16) & 0xff;
  bytes[head + 6] = (value >> 8) & 0xff;
  bytes[head + 7] = value & 0xff;
  const sum = transportSum(bytes, start, errorHeadLength + body);
  bytes[head + 2] = sum >> 8;
  bytes[head + 3] = sum & 0xff;
  return errorHeadLength + body;
}
