/**
 * A node's onion keys as kept in the state, file `onion-key`.
 *
 *     version 1, own time 5, the machine's date 5, current: secret 32, until 5; count 1 (0 or 1), the one before likewise
 *     times in seconds: the first two say when this was written down; until: own time
 */
import { concat, numberToBytes, Reader } from './bytes.js';

const version = 1;

export interface KeptOnionKey {
  /** X25519, 32 bytes. */
  readonly secretKey: Uint8Array;
  readonly until: number;
}

export interface KeptOnionKeys {
  readonly own: number;
  readonly date: number;
  /** Told to others until then. */
  readonly current: KeptOnionKey;
  /** Answers until then. */
  readonly previous: KeptOnionKey | null;
}

export function encodeOnionKeys({ own, date, current, previous }: KeptOnionKeys): Uint8Array {
  return concat(
    Uint8Array.of(version),
    time(own),
    time(date),
    encodeKey(current),
    Uint8Array.of(previous ? 1 : 0),
    ...(previous ? [encodeKey(previous)] : []),
  );
}

/** Null when any of it is malformed. */
export function decodeOnionKeys(bytes: Uint8Array): KeptOnionKeys | null {
  const reader = new Reader(bytes);
  if (reader.number(1) !== version) return null;
  const [own, date] = [reader.number(5), reader.number(5)];
  const current = readKey(reader);
  const count = reader.number(1);
  const previous = count === 1 ? readKey(reader) : null;
  return reader.done && count <= 1 ? { own, date, current, previous } : null;
}

function time(seconds: number): Uint8Array {
  return numberToBytes(Math.floor(seconds), 5);
}

function encodeKey({ secretKey, until }: KeptOnionKey): Uint8Array {
  return concat(secretKey, time(until));
}

function readKey(reader: Reader): KeptOnionKey {
  return { secretKey: reader.take(32), until: reader.number(5) };
}
