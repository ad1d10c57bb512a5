/**
 * What somebody who wants to reach an entry path seals to the entry node, which reads all but the tunnel's message.
 *
 *     payload 1152 = entry id 16, network time 4, work nonce 8, length 2, tunnel's first message, zeros
 */
import { concat, numberToBytes, Reader } from './bytes.js';
import { joinPayloadLength } from './sizes.js';

const headLength = 30;
/** The most bytes the tunnel's first message may have. */
export const maxJoinMessage = joinPayloadLength - headLength;

export interface JoinPayload {
  /** 16 bytes: the entry path that is meant. */
  readonly entryId: Uint8Array;
  /** Network time in seconds. */
  readonly time: number;
  /** 8 bytes that make the join cost something, where the entry path asks for it. */
  readonly workNonce: Uint8Array;
  /** For the path's owner, who alone can read it. */
  readonly message: Uint8Array;
}

export function encodeJoinPayload({ entryId, time, workNonce, message }: JoinPayload): Uint8Array {
  const head = concat(entryId, numberToBytes(time, 4), workNonce, numberToBytes(message.length, 2), message);
  const out = new Uint8Array(joinPayloadLength);
  out.set(head);
  return out;
}

export function decodeJoinPayload(bytes: Uint8Array): JoinPayload | null {
  if (bytes.length !== joinPayloadLength) return null;
  const reader = new Reader(bytes);
  const [entryId, time, workNonce] = [reader.take(16), reader.number(4), reader.take(8)];
  const length = reader.number(2);
  return length <= maxJoinMessage ? { entryId, time, workNonce, message: reader.take(length) } : null;
}
