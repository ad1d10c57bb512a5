/**
 * Ping: are you there, what time is it, and where do you see me? Both say how they can be reached.
 *
 *     request: time 6, standing 25
 *     answer:  time 6, standing 25, endpoint 6 or 18
 *
 * Times are milliseconds since 1970, 0 when the sender has none yet.
 */
import type { Endpoint } from '../net/net.js';
import { concat, numberToBytes, Reader } from './bytes.js';
import { decodeEndpoint, encodeEndpoint } from './endpoint.js';
import { encodeStanding, readStanding, type Standing, standingLength } from './standing.js';

export interface PingRequest {
  /** The asker's network time. */
  readonly time: number;
  readonly standing: Standing;
}

export interface PingAnswer {
  /** The answerer's network time. */
  readonly time: number;
  readonly standing: Standing;
  /** Where the asker's datagrams come from, as the answerer sees it. */
  readonly seenAt: Endpoint;
}

export function encodePingRequest({ time, standing }: PingRequest): Uint8Array {
  return concat(numberToBytes(time, 6), encodeStanding(standing));
}

export function decodePingRequest(bytes: Uint8Array): PingRequest | null {
  const reader = new Reader(bytes);
  const time = reader.number(6);
  const standing = readStanding(reader);
  return reader.done && standing ? { time, standing } : null;
}

export function encodePingAnswer({ time, standing, seenAt }: PingAnswer): Uint8Array {
  return concat(numberToBytes(time, 6), encodeStanding(standing), encodeEndpoint(seenAt));
}

export function decodePingAnswer(bytes: Uint8Array): PingAnswer | null {
  const reader = new Reader(bytes);
  const time = reader.number(6);
  const standing = readStanding(reader);
  const seenAt = decodeEndpoint(bytes.subarray(6 + standingLength));
  return reader.ok && standing && seenAt ? { time, standing, seenAt } : null;
}
