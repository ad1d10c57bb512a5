/** TCP's largest segment (RFC 9293, section 3.7.1): announced so that a whole packet fits a cell, also for a LAN behind this node. */
import { headerLength, maxPayload, nextHeader } from './packet.js';

const tcpHeaderLength = 20;
/** What a segment may hold at most. */
export const maxSegment = maxPayload - tcpHeaderLength;

const syn = 0x02;
const option = { end: 0, none: 1, segment: 2 } as const;

/** Lowers what a SYN announces, and mends its checksum; leaves everything else as it is. */
export function clampSegment(bytes: Uint8Array, at: number, length: number): void {
  if (bytes[at + 6] !== nextHeader.tcp || length < headerLength + tcpHeaderLength) return;
  const tcp = at + headerLength;
  if ((bytes[tcp + 13]! & syn) === 0) return;
  const end = Math.min(tcp + (bytes[tcp + 12]! >> 4) * 4, at + length);
  for (let i = tcp + tcpHeaderLength; i < end; ) {
    const kind = bytes[i]!;
    if (kind === option.end) return;
    if (kind === option.none) {
      i += 1;
      continue;
    }
    const size = i + 1 < end ? bytes[i + 1]! : 0;
    if (size < 2 || i + size > end) return;
    if (kind === option.segment && size === 4) lower(bytes, tcp, i + 2);
    i += size;
  }
}

function lower(bytes: Uint8Array, tcp: number, at: number): void {
  const old = (bytes[at]! << 8) | bytes[at + 1]!;
  if (old <= maxSegment) return;
  bytes[at] = maxSegment >> 8;
  bytes[at + 1] = maxSegment & 0xff;
  // RFC 1624: HC' = ~(~HC + ~m + m'). A number that does not begin at an even place counts with its bytes swapped.
  const isOdd = (at - tcp) % 2 === 1;
  const [was, is] = isOdd ? [swapped(old), swapped(maxSegment)] : [old, maxSegment];
  const check = (bytes[tcp + 16]! << 8) | bytes[tcp + 17]!;
  let sum = (~check & 0xffff) + (~was & 0xffff) + is;
  sum = (sum & 0xffff) + (sum >> 16);
  sum = (sum & 0xffff) + (sum >> 16);
  bytes[tcp + 16] = (~sum >> 8) & 0xff;
  bytes[tcp + 17] = ~sum & 0xff;
}

function swapped(value: number): number {
  return ((value & 0xff) << 8) | (value >> 8);
}
