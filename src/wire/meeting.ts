/**
 * How nodes of a channel meet in somebody else's DHT. All that outsiders see changes every hour and looks random:
 *
 *     info hash of an hour   BLAKE2b keyed by the channel key over "phantom meeting" and the hour 4, the first 20 bytes
 *     key of its cards       Ed25519, seed likewise over "phantom card key"
 *     card, 128 bytes        salt 24, sealed (version 1, identity pk 32, port 2, zeros 53), tag 16
 *
 * The hour counts from 1970. A card is sealed under BLAKE2b keyed by the channel key over "phantom card", the hour and
 * the salt, so that yesterday's is worth nothing. Its address is where it came from.
 */
import { open, seal, tagLength } from '../crypto/aead.js';
import { keyedHash } from '../crypto/hash.js';
import { concat, numberToBytes, Reader } from './bytes.js';

export interface Card {
  /** Ed25519, 32 bytes. */
  readonly identityKey: Uint8Array;
  /** UDP port of the node's links. */
  readonly port: number;
}

export const cardLength = 128;
export const cardSaltLength = 24;

const version = 1;
const plainLength = cardLength - cardSaltLength - tagLength;

/** The hour of a network time in milliseconds. */
export const hourOf = (networkTime: number): number => Math.floor(networkTime / 3_600_000);

/** 20 bytes, under which nodes of the channel announce themselves in that hour. */
export function meetingHash(channelKey: Uint8Array, hour: number): Uint8Array {
  return keyedHash(32, channelKey, 'phantom meeting', numberToBytes(hour, 4)).slice(0, 20);
}

/** Seed of the Ed25519 key under which cards are asked for in that hour: everybody in the channel has it. */
export function cardSeed(channelKey: Uint8Array, hour: number): Uint8Array {
  return keyedHash(32, channelKey, 'phantom card key', numberToBytes(hour, 4));
}

/** @param salt 24 random bytes, never used twice */
export function encodeCard(card: Card, channelKey: Uint8Array, hour: number, salt: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(cardLength);
  bytes.set(salt);
  const sealed = bytes.subarray(cardSaltLength);
  sealed.set(concat(Uint8Array.of(version), card.identityKey, numberToBytes(card.port, 2)));
  seal(sealed, sealed.subarray(0, plainLength), null, 0, cardKey(channelKey, hour, salt));
  return bytes;
}

/** Null for what was not sealed in this channel for this hour, and for versions we do not know. */
export function decodeCard(bytes: Uint8Array, channelKey: Uint8Array, hour: number): Card | null {
  if (bytes.length !== cardLength) return null;
  const plain = new Uint8Array(plainLength);
  const key = cardKey(channelKey, hour, bytes.subarray(0, cardSaltLength));
  if (!open(plain, bytes.subarray(cardSaltLength), null, 0, key)) return null;
  const reader = new Reader(plain);
  const isKnown = reader.number(1) === version;
  const identityKey = reader.take(32);
  const port = reader.number(2);
  return isKnown && port > 0 ? { identityKey, port } : null;
}

function cardKey(channelKey: Uint8Array, hour: number, salt: Uint8Array): Uint8Array {
  return keyedHash(32, channelKey, 'phantom card', numberToBytes(hour, 4), salt);
}
