/**
 * The inside of an AP record, which only who knows the address can read. Always of one length, so that nobody counts the
 * entry points.
 *
 *     AP pk 32, modifier 16, session key of the day 32, join effort 1, entry points (entry-point.ts; 1 to 4), zeros
 */
import { concat, Reader } from './bytes.js';
import {
  type EntryPoint,
  encodeEntryPoints,
  entryPointLength,
  maxEntryPoints,
  readEntryPoints,
} from './entry-point.js';

export const apInsideLength = 82 + maxEntryPoints * entryPointLength;

export interface ApInside {
  /** The AP key, Ed25519, 32 bytes. */
  readonly key: Uint8Array;
  /** 16 bytes. */
  readonly modifier: Uint8Array;
  /** X25519, 32 bytes: tunnels to the address begin with it. */
  readonly sessionKey: Uint8Array;
  /** Bits of work that a join must show; 0: none. */
  readonly effort: number;
  /** 1 to 4. */
  readonly entries: readonly EntryPoint[];
}

export function encodeApInside({ key, modifier, sessionKey, effort, entries }: ApInside): Uint8Array {
  const out = new Uint8Array(apInsideLength);
  out.set(concat(key, modifier, sessionKey, Uint8Array.of(effort), encodeEntryPoints(entries)));
  return out;
}

/** Content only: whether the key leads to the address is for aprecords/ to see. */
export function decodeApInside(bytes: Uint8Array): ApInside | null {
  if (bytes.length !== apInsideLength) return null;
  const reader = new Reader(bytes);
  const [key, modifier, sessionKey] = [reader.take(32), reader.take(16), reader.take(32)];
  const effort = reader.number(1);
  const entries = readEntryPoints(reader);
  return entries && entries.length > 0 ? { key, modifier, sessionKey, effort, entries } : null;
}
