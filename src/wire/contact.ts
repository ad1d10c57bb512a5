/**
 * A node as others speak of it.
 *
 *     identity pk 32, puzzle nonce 8, count 1, endpoints 6 or 18 each
 *     count: top bit: hidden; then 3 bits: how many IPv4, low half: how many IPv6 endpoints
 */
import type { Endpoint } from '../net/net.js';
import { concat, Reader } from './bytes.js';
import { decodeEndpoint, encodeEndpoint, endpointLength } from './endpoint.js';

export interface Contact {
  /** Ed25519, 32 bytes. */
  readonly identityKey: Uint8Array;
  /** 8 bytes. */
  readonly puzzleNonce: Uint8Array;
  /** 1 to `maxEndpoints`, IPv4 first. */
  readonly endpoints: readonly Endpoint[];
  /** Strangers do not get through to it; whoever names it is its neighbour and introduces. */
  readonly isHidden?: true;
}

const hiddenBit = 0x80;

/** More than one per family helps nobody and lets a liar aim many dials with one contact. */
export const maxEndpoints = 4;

/** Takes the first `maxEndpoints` endpoints. */
export function encodeContact(contact: Contact): Uint8Array {
  const endpoints = contact.endpoints.slice(0, maxEndpoints);
  const v4 = endpoints.filter((endpoint) => endpoint.family === 4);
  const v6 = endpoints.filter((endpoint) => endpoint.family === 6);
  const count = Uint8Array.of((contact.isHidden ? hiddenBit : 0) | (v4.length << 4) | v6.length);
  return concat(contact.identityKey, contact.puzzleNonce, count, ...[...v4, ...v6].map(encodeEndpoint));
}

/** The next contact of a longer message; null when it is malformed. */
export function readContact(reader: Reader): Contact | null {
  const identityKey = reader.take(32);
  const puzzleNonce = reader.take(8);
  const count = reader.number(1);
  const v4 = (count & ~hiddenBit) >> 4;
  const v6 = count & 15;
  if (!reader.ok || v4 + v6 === 0 || v4 + v6 > maxEndpoints) return null;
  const endpoints = new Array<Endpoint>(v4 + v6);
  for (let at = 0; at < v4 + v6; at += 1) {
    const endpoint = decodeEndpoint(reader.take(at < v4 ? endpointLength[4] : endpointLength[6]));
    if (!endpoint) return null;
    endpoints[at] = endpoint;
  }
  if (!reader.ok) return null;
  const contact = { identityKey, puzzleNonce, endpoints };
  return (count & hiddenBit) === 0 ? contact : { ...contact, isHidden: true };
}

export function decodeContact(bytes: Uint8Array): Contact | null {
  const reader = new Reader(bytes);
  const contact = readContact(reader);
  return reader.done ? contact : null;
}
