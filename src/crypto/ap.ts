/**
 * AP addresses and what follows from them (docs/protocol.md): the address itself, the day it lives in, the slots of the
 * node database where its record of a day is kept, and its key of a day, blinded so that storing nodes cannot tell
 * whose record they hold.
 */
import sodium from 'sodium-native';
import { concat, numberToBytes } from '../wire/bytes.js';
import { hash } from './hash.js';
import { leadingZeroBits } from './identity.js';

/** Zero bits in front of the hash: work, so that 96 bits of address last. */
export const addressBits = 20;
/** 2001:20::/28 (RFC 7343) and, in the low half of the fourth byte, our algorithm id. */
const prefix = Uint8Array.of(0x20, 0x01, 0x00, 0x25);
const daySeconds = 86_400;
/** Slots of an address per day. */
export const slotCount = 3;

/**
 * The AP address (16 bytes) of a key and its modifier (16 bytes): prefix 28 bits, algorithm id 4, then 96 bits of
 * BLAKE2b-256("phantom ap" ‖ key ‖ modifier) behind its 20 zero bits. Null when the work was not done.
 */
export function apAddressOf(key: Uint8Array, modifier: Uint8Array): Uint8Array | null {
  const digest = hash(32, 'phantom ap', key, modifier);
  if (leadingZeroBits(digest) < addressBits) return null;
  // 20 bits are two and a half bytes: the 96 that follow are taken a nibble late.
  const address = new Uint8Array(16);
  address.set(prefix);
  for (let at = 0; at < 12; at += 1) {
    address[4 + at] = ((digest[2 + at]! & 0x0f) << 4) | (digest[3 + at]! >> 4);
  }
  return address;
}

/**
 * The search for a modifier that makes an address of a key: about a million hashes. It goes on where it stopped, so that
 * whoever runs it can give way to other work.
 */
export class ModifierSearch {
  /** Modifiers tried so far. */
  tries = 0;
  readonly #message: Uint8Array;
  readonly #modifier: Uint8Array;
  readonly #counter: DataView;
  readonly #digest = new Uint8Array(32);

  /** @param start 16 random bytes, so that a modifier does not tell how long it was looked for */
  constructor(key: Uint8Array, start: Uint8Array) {
    this.#message = concat(new TextEncoder().encode('phantom ap'), key, start);
    this.#modifier = this.#message.subarray(-start.length);
    this.#counter = new DataView(this.#message.buffer, this.#message.length - 4);
  }

  /** Tries so many more; the modifier, or null when it is none of these. */
  run(count: number): Uint8Array | null {
    for (let left = count; left > 0; left -= 1) {
      this.tries += 1;
      this.#counter.setUint32(0, (this.#counter.getUint32(0) + 1) >>> 0);
      sodium.crypto_generichash(this.#digest, this.#message);
      if (leadingZeroBits(this.#digest) >= addressBits) return this.#modifier.slice();
    }
    return null;
  }
}

/**
 * The day of an address at a network time (seconds since 1970). Days of different addresses begin at different hours,
 * so that not everybody publishes at once.
 */
export function dayOf(address: Uint8Array, time: number): number {
  return Math.floor((time + offsetOf(address)) / daySeconds);
}

/** The network time in seconds at which a day of an address begins. */
export function dayStart(address: Uint8Array, day: number): number {
  return day * daySeconds - offsetOf(address);
}

function offsetOf(address: Uint8Array): number {
  const digest = hash(16, 'phantom day', address);
  return new DataView(digest.buffer).getUint32(0) % daySeconds;
}

/** Key of a slot in the node database, 32 bytes; `index` is 0 to 2. */
export function slotOf(address: Uint8Array, day: number, channelKey: Uint8Array, index: number): Uint8Array {
  return hash(32, 'phantom slot', address, numberToBytes(day, 4), channelKey, Uint8Array.of(index));
}

/** The key's public form of a day, or null when the key is not a point. Only who knows the key itself can link two days. */
export function blindedKeyOf(key: Uint8Array, day: number, channelKey: Uint8Array): Uint8Array | null {
  if (!sodium.crypto_core_ed25519_is_valid_point(key)) return null;
  const out = new Uint8Array(32);
  sodium.extension_tweak_ed25519_pk(out, key, blindOf(key, day, channelKey));
  return out;
}

/** Signs with the blinded key of a day; `secretKey` is the AP key's, 64 bytes. */
export function signBlinded(
  message: Uint8Array,
  key: Uint8Array,
  secretKey: Uint8Array,
  day: number,
  channelKey: Uint8Array,
): Uint8Array {
  const scalar = sodium.sodium_malloc(32);
  const blinded = sodium.sodium_malloc(32);
  const publicKey = new Uint8Array(32);
  const signature = new Uint8Array(64);
  sodium.extension_tweak_ed25519_sk_to_scalar(scalar, secretKey);
  sodium.extension_tweak_ed25519_keypair(publicKey, blinded, scalar, blindOf(key, day, channelKey));
  sodium.extension_tweak_ed25519_sign_detached(signature, message, blinded, publicKey);
  sodium.sodium_memzero(scalar);
  sodium.sodium_memzero(blinded);
  return signature;
}

function blindOf(key: Uint8Array, day: number, channelKey: Uint8Array): Uint8Array {
  return hash(32, concat(new TextEncoder().encode('phantom blind'), key, numberToBytes(day, 4), channelKey));
}
