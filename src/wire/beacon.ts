/**
 * What a node calls out on its LAN, encrypted under a key of the channel: to outsiders 128 random bytes.
 *
 *     salt 24, sealed (version 1, identity pk 32, port 2, time 6, zeros 47), tag 16
 *
 * A key of its own for every beacon, BLAKE2b-256 keyed by the channel key over "phantom beacon" and the salt, makes
 * random salts safe.
 */
import { open, seal, tagLength } from '../crypto/aead.js';
import { keyedHash } from '../crypto/hash.js';
import { concat, numberToBytes, Reader } from './bytes.js';

export interface Beacon {
  /** Ed25519, 32 bytes. */
  readonly identityKey: Uint8Array;
  /** UDP port of the node's links; its address is where the beacon came from. */
  readonly port: number;
  /** The sender's clock in milliseconds since 1970; grows from beacon to beacon, so that an old one is told from a new one. */
  readonly time: number;
}

/** Every beacon has this many bytes. */
export const beaconLength = 128;

const version = 1;
export const saltLength = 24;
const plainLength = beaconLength - saltLength - tagLength;

/**
 * @param channelKey 32 bytes
 * @param salt 24 random bytes, never used twice
 */
export function encodeBeacon(beacon: Beacon, channelKey: Uint8Array, salt: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(beaconLength);
  bytes.set(salt);
  const sealed = bytes.subarray(saltLength);
  sealed.set(
    concat(
      Uint8Array.of(version),
      beacon.identityKey,
      numberToBytes(beacon.port, 2),
      numberToBytes(beacon.time, 6),
    ),
  );
  seal(sealed, sealed.subarray(0, plainLength), null, 0, beaconKey(channelKey, salt));
  return bytes;
}

/** Null for what was not sealed under this channel's key, and for versions we do not know. */
export function decodeBeacon(bytes: Uint8Array, channelKey: Uint8Array): Beacon | null {
  if (bytes.length !== beaconLength) return null;
  const plain = new Uint8Array(plainLength);
  const key = beaconKey(channelKey, bytes.subarray(0, saltLength));
  if (!open(plain, bytes.subarray(saltLength), null, 0, key)) return null;
  const reader = new Reader(plain);
  const isKnown = reader.number(1) === version;
  const identityKey = reader.take(32);
  const port = reader.number(2);
  const time = reader.number(6);
  return isKnown && port > 0 ? { identityKey, port, time } : null;
}

function beaconKey(channelKey: Uint8Array, salt: Uint8Array): Uint8Array {
  return keyedHash(32, channelKey, 'phantom beacon', salt);
}
