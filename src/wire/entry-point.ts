/**
 * Where an AP address is reached: the end of one of its entry paths. Told in AP records and inside tunnels.
 *
 *     entry points = count 1, then each: entry node's identity pk 32, onion pk 32, endpoints 24, entry id 16, expiry 4
 */
import type { Endpoint } from '../net/net.js';
import { concat, numberToBytes, Reader } from './bytes.js';
import { encodeEndpointPair, endpointPairLength, readEndpointPair } from './endpoint-pair.js';

/** How many are told at most. */
export const maxEntryPoints = 4;
/** Bytes of one. */
export const entryPointLength = 32 + 32 + endpointPairLength + 16 + 4;

export interface EntryPoint {
  readonly node: {
    readonly identityKey: Uint8Array;
    readonly onionKey: Uint8Array;
    readonly endpoints: readonly Endpoint[];
  };
  /** By which the entry node knows the path, 16 bytes. */
  readonly entryId: Uint8Array;
  /** Network time in seconds at which the path ends. */
  readonly expiry: number;
}

/** The first four of them. */
export function encodeEntryPoints(entries: readonly EntryPoint[]): Uint8Array {
  const told = entries.slice(0, maxEntryPoints);
  return concat(
    Uint8Array.of(told.length),
    ...told.flatMap(({ node, entryId, expiry }) => [
      node.identityKey,
      node.onionKey,
      encodeEndpointPair(node.endpoints),
      entryId,
      numberToBytes(expiry, 4),
    ]),
  );
}

/** Null when the count is too high, or what it announces is not there, or more is. */
export function decodeEntryPoints(bytes: Uint8Array): EntryPoint[] | null {
  const reader = new Reader(bytes);
  const entries = readEntryPoints(reader);
  return reader.done ? entries : null;
}

/** The same as the next part of a longer message. */
export function readEntryPoints(reader: Reader): EntryPoint[] | null {
  const count = reader.number(1);
  if (count > maxEntryPoints) return null;
  const entries: EntryPoint[] = [];
  for (let left = count; left > 0; left -= 1) {
    const [identityKey, onionKey] = [reader.take(32), reader.take(32)];
    const endpoints = readEndpointPair(reader);
    const [entryId, expiry] = [reader.take(16), reader.number(4)];
    if (!endpoints) return null;
    entries.push({ node: { identityKey, onionKey, endpoints }, entryId, expiry });
  }
  return reader.ok ? entries : null;
}
