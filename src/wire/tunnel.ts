/**
 * What the two ends of a tunnel say to each other while it or one of its joins begins (tunnel/handshake.ts):
 *
 *     open 1026    = version 1, AP pk 32, modifier 16, network time 4, zeros                     in Noise IK's message 1 (1122)
 *     answer 1252  = AP pk 32, modifier 16, signature 64, entry points, zeros                    in Noise IK's message 2 (1300)
 *     further 1058 = challenge 16, network time 4, zeros                     sealed, behind a key and a proof of 16 bytes, also 1122 long
 */
import { concat, numberToBytes, Reader } from './bytes.js';
import { type EntryPoint, encodeEntryPoints, readEntryPoints } from './entry-point.js';
import { maxJoinMessage } from './join.js';
import { restLength } from './sizes.js';

const openVersion = 0;
/** Noise IK: ephemeral 32, static 48, tag 16. */
export const openLength = maxJoinMessage - 96;
/** Noise IK: ephemeral 32, tag 16. */
export const answerLength = restLength - 48;
/** Key 32, proof 16, tag 16. */
export const furtherLength = maxJoinMessage - 64;

export interface TunnelOpen {
  /** Ed25519, 32 bytes. */
  readonly apKey: Uint8Array;
  readonly modifier: Uint8Array;
  /** Seconds. */
  readonly time: number;
}

export interface TunnelAnswer {
  readonly apKey: Uint8Array;
  readonly modifier: Uint8Array;
  /** By the AP key, over what was heard so far. */
  readonly signature: Uint8Array;
  /** Where the answering end is reached now. */
  readonly entries: readonly EntryPoint[];
}

export interface FurtherJoin {
  /** 16 bytes that the other end shall show to know. */
  readonly challenge: Uint8Array;
  readonly time: number;
}

export function encodeTunnelOpen({ apKey, modifier, time }: TunnelOpen): Uint8Array {
  return padded(concat(Uint8Array.of(openVersion), apKey, modifier, numberToBytes(time, 4)), openLength);
}

export function decodeTunnelOpen(bytes: Uint8Array): TunnelOpen | null {
  if (bytes.length !== openLength) return null;
  const reader = new Reader(bytes);
  if (reader.number(1) !== openVersion) return null;
  return { apKey: reader.take(32), modifier: reader.take(16), time: reader.number(4) };
}

export function encodeTunnelAnswer({ apKey, modifier, signature, entries }: TunnelAnswer): Uint8Array {
  return padded(concat(apKey, modifier, signature, encodeEntryPoints(entries)), answerLength);
}

export function decodeTunnelAnswer(bytes: Uint8Array): TunnelAnswer | null {
  if (bytes.length !== answerLength) return null;
  const reader = new Reader(bytes);
  const [apKey, modifier, signature] = [reader.take(32), reader.take(16), reader.take(64)];
  const entries = readEntryPoints(reader);
  return entries && { apKey, modifier, signature, entries };
}

export function encodeFurtherJoin({ challenge, time }: FurtherJoin): Uint8Array {
  return padded(concat(challenge, numberToBytes(time, 4)), furtherLength);
}

export function decodeFurtherJoin(bytes: Uint8Array): FurtherJoin | null {
  if (bytes.length !== furtherLength) return null;
  const reader = new Reader(bytes);
  return { challenge: reader.take(16), time: reader.number(4) };
}

function padded(bytes: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  out.set(bytes);
  return out;
}
