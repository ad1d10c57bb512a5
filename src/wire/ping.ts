/**
 * Ping: are you there, what time is it, and where do you see me?
 *
 *     request: time 6
 *     answer:  time 6, endpoint 6 or 18
 *
 * Times are milliseconds since 1970, 0 when the sender has none yet.
 */
import type { Endpoint } from '../net/net.js';
import { concat, numberToBytes, Reader } from './bytes.js';
import { decodeEndpoint, encodeEndpoint } from './endpoint.js';

export interface PingRequest {
  /** The asker's network time. */
  readonly time: number;
}

export interface PingAnswer {
  /** The answerer's network time. */
  readonly time: number;
  /** Where the asker's datagrams come from, as the answerer sees it. */
  readonly seenAt: Endpoint;
}

export function encodePingRequest(request: PingRequest): Uint8Array {
  return numberToBytes(request.time, 6);
}

export function decodePingRequest(bytes: Uint8Array): PingRequest | null {
  const reader = new Reader(bytes);
  const time = reader.number(6);
  return reader.done ? { time } : null;
}

export function encodePingAnswer(answer: PingAnswer): Uint8Array {
  return concat(numberToBytes(answer.time, 6), encodeEndpoint(answer.seenAt));
}

export function decodePingAnswer(bytes: Uint8Array): PingAnswer | null {
  const reader = new Reader(bytes);
  const time = reader.number(6);
  const seenAt = decodeEndpoint(bytes.subarray(6));
  return reader.ok && seenAt ? { time, seenAt } : null;
}
