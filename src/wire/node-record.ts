/**
 * A node's own word about itself, signed: what others choose it by.
 *
 *     type and version 1, identity pk 32, puzzle nonce 8, onion pk 32, IPv4 endpoint 6, IPv6 endpoint 18 (zeros: none),
 *     reachability 1, offers 1, coarse rate 1, minor version 1, expiry 4, signature 64            = 169 bytes
 *     with two introducers before the signature: (identity pk 32, endpoints 24) twice            = 281 bytes
 */
import type { Endpoint } from '../net/net.js';
import { concat, numberToBytes, Reader } from './bytes.js';
import { encodeEndpointPair, readEndpointPair } from './endpoint-pair.js';

const recordType = 0x11;
const signatureLength = 64;
const lengths = [169, 281] as const;

export interface Introducer {
  readonly identityKey: Uint8Array;
  readonly endpoints: readonly Endpoint[];
}

export interface NodeRecord {
  readonly identityKey: Uint8Array;
  readonly puzzleNonce: Uint8Array;
  /** X25519, 32 bytes. */
  readonly onionKey: Uint8Array;
  /** At most one per family. */
  readonly endpoints: readonly Endpoint[];
  /** Bits of `marks` in standing.ts. */
  readonly reachability: number;
  /** Bit 0: relays for others. */
  readonly offers: number;
  /** Binary logarithm of the bytes per second it offers, rounded down. */
  readonly rate: number;
  /** Highest minor version spoken. */
  readonly minor: number;
  /** Network time in seconds at which the record ends. */
  readonly expiry: number;
  /** None or two, for a node that cannot be reached from outside. */
  readonly introducers: readonly Introducer[];
}

/** A record as it came: its content, the bytes that were signed, and the signature. */
export interface SignedNodeRecord {
  readonly record: NodeRecord;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/** The bytes to sign; the record is these and the signature. */
export function encodeUnsignedNodeRecord(record: NodeRecord): Uint8Array {
  return concat(
    Uint8Array.of(recordType),
    record.identityKey,
    record.puzzleNonce,
    record.onionKey,
    encodeEndpointPair(record.endpoints),
    Uint8Array.of(record.reachability, record.offers, record.rate, record.minor),
    numberToBytes(record.expiry, 4),
    ...record.introducers.flatMap(({ identityKey, endpoints }) => [
      identityKey,
      encodeEndpointPair(endpoints),
    ]),
  );
}

/** Content only: whether signature, puzzle and expiry hold is for nodedb/ to see. */
export function decodeNodeRecord(bytes: Uint8Array): SignedNodeRecord | null {
  if (bytes.length !== lengths[0] && bytes.length !== lengths[1]) return null;
  const reader = new Reader(bytes);
  if (reader.number(1) !== recordType) return null;
  const [identityKey, puzzleNonce, onionKey] = [reader.take(32), reader.take(8), reader.take(32)];
  const endpoints = readEndpointPair(reader);
  const [reachability, offers, rate, minor] = [
    reader.number(1),
    reader.number(1),
    reader.number(1),
    reader.number(1),
  ];
  const expiry = reader.number(4);
  const introducers: Introducer[] = [];
  for (let left = bytes.length === lengths[1] ? 2 : 0; left > 0; left -= 1) {
    const identity = reader.take(32);
    const reached = readEndpointPair(reader);
    if (!reached) return null;
    introducers.push({ identityKey: identity, endpoints: reached });
  }
  if (!endpoints) return null;
  return {
    record: {
      identityKey,
      puzzleNonce,
      onionKey,
      endpoints,
      reachability,
      offers,
      rate,
      minor,
      expiry,
      introducers,
    },
    signed: bytes.slice(0, bytes.length - signatureLength),
    signature: bytes.slice(-signatureLength),
  };
}
