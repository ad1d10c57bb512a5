/**
 * What a tunnel's cell holds inside (1276 bytes): the delivery report of its join, then frames, then zeros.
 *
 *     plain = report 8 ‖ frames ‖ zeros
 *     frame = type 1, length 2, next header 1, payload
 *
 * Written and read in place: these are the hot path's, and nothing is allocated for a packet.
 */
import { reportLength } from './report.js';
import { controlPlainLength } from './sizes.js';

export const frameType = {
  /** A packet without its IPv6 header, which follows from the pair of addresses; at most 1240 bytes. */
  packet: 1,
  /** Empty: please send a cell back on this join at once. */
  ask: 2,
  /** Where the sender is reached now, as in wire/entry-point.ts. */
  entries: 3,
  /** The answerer's proof for a further join 16, and its challenge 16. */
  proof: 4,
  /** The opener's proof for that challenge, 16. */
  counterproof: 5,
  /** Empty: the tunnel is over. */
  close: 6,
} as const;

export const framesAt = reportLength;
export const frameHeadLength = 4;
export const tunnelPlainLength = controlPlainLength;
/** The longest payload that any frame can have. */
export const maxFramePayload = tunnelPlainLength - framesAt - frameHeadLength;

/** Where the next frame can begin after one was put at `at`; -1 when it does not fit, and then nothing was written. */
export function putFrame(
  plain: Uint8Array,
  at: number,
  type: number,
  nextHeader: number,
  source: Uint8Array,
  from: number,
  length: number,
): number {
  const end = at + frameHeadLength + length;
  if (end > tunnelPlainLength) return -1;
  plain[at] = type;
  plain[at + 1] = length >> 8;
  plain[at + 2] = length & 0xff;
  plain[at + 3] = nextHeader;
  const payload = at + frameHeadLength;
  // Short ones by hand: a view costs more than the copy.
  if (length <= 64) for (let i = 0; i < length; i += 1) plain[payload + i] = source[from + i]!;
  else plain.set(source.subarray(from, from + length), payload);
  return end;
}

/** Nothing but zeros behind the last frame. */
export function endFrames(plain: Uint8Array, at: number): void {
  plain.fill(0, at, tunnelPlainLength);
}

/** Whether every frame is whole; ask before walking. */
export function framesHold(plain: Uint8Array): boolean {
  for (let at = framesAt; at < tunnelPlainLength && plain[at] !== 0; ) {
    if (at + frameHeadLength > tunnelPlainLength) return false;
    at += frameHeadLength + frameLength(plain, at);
    if (at > tunnelPlainLength) return false;
  }
  return true;
}

/** Whether a frame begins at `at`, and not the end. */
export function isFrame(plain: Uint8Array, at: number): boolean {
  return at + frameHeadLength <= tunnelPlainLength && plain[at] !== 0;
}

/** Bytes of the payload of the frame at `at`. */
export function frameLength(plain: Uint8Array, at: number): number {
  return (plain[at + 1]! << 8) | plain[at + 2]!;
}
