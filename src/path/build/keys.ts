/**
 * The keys that an owner and one hop get from the hop's slot: masks after message 1 of Noise NK, data keys after
 * message 2. Both sides derive them here.
 */

import { streamXor } from '../../crypto/aead.js';
import { hash, hashInto, wipe } from '../../crypto/hash.js';
import type { KeyPair } from '../../crypto/noise.js';
import { NoiseHandshake, patterns } from '../../crypto/noise.js';
import { concat } from '../../wire/bytes.js';
import { bodyLength } from '../../wire/sizes.js';

export const tagLength = 8;
export const ephemeralLength = 32;

/** What one hop and the owner share once the path stands; 32 bytes each. Forward is away from the owner. */
export interface HopKeys {
  readonly forward: Uint8Array;
  readonly back: Uint8Array;
  readonly forwardControl: Uint8Array;
  readonly backControl: Uint8Array;
}

/** What a hop adds to all slots: 1304 bytes each, to XOR. */
export interface Masks {
  readonly forward: Uint8Array;
  readonly back: Uint8Array;
}

const encoder = new TextEncoder();

/** The start of a Noise handshake that is sealed to a node's onion key, for one purpose in one channel. */
export function prologueOf(purpose: string, channelKey: Uint8Array): Uint8Array {
  return concat(encoder.encode(purpose), hash(16, 'phantom channel id', channelKey));
}

export function ownerSide(prologue: Uint8Array, onionKey: Uint8Array): NoiseHandshake {
  return new NoiseHandshake(patterns.NK, true, prologue, { remoteStatic: onionKey });
}

export function hopSide(prologue: Uint8Array, onionKey: KeyPair): NoiseHandshake {
  return new NoiseHandshake(patterns.NK, false, prologue, { static: onionKey });
}

/** By which a node finds what is sealed to its onion key. */
export function trialTag(purpose: string, onionKey: Uint8Array, ephemeral: Uint8Array): Uint8Array {
  return hash(16, purpose, onionKey, ephemeral).subarray(0, tagLength);
}

/**
 * Looks at tags for one onion key. Every cell that stands for nothing is looked at several times, by whoever sends it, so this
 * costs one short hash and allocates nothing.
 */
export class TagTester {
  /** What is hashed: all but its end is always the same. */
  readonly #input: Uint8Array;
  readonly #ephemeral: Uint8Array;
  readonly #tag = new Uint8Array(16);

  constructor(purpose: string, onionKey: Uint8Array) {
    this.#input = concat(encoder.encode(purpose), onionKey, new Uint8Array(ephemeralLength));
    this.#ephemeral = this.#input.subarray(-ephemeralLength);
  }

  /** Whether what begins at `from` is a tag and an ephemeral key of ours. */
  matches(bytes: Uint8Array, from: number): boolean {
    for (let at = 0; at < ephemeralLength; at += 1) this.#ephemeral[at] = bytes[from + tagLength + at]!;
    hashInto(this.#tag, this.#input);
    for (let at = 0; at < tagLength; at += 1) if (this.#tag[at] !== bytes[from + at]) return false;
    return true;
  }
}

/** After message 1. */
export function masksOf(noise: NoiseHandshake): Masks {
  const mask = (purpose: string): Uint8Array => {
    const key = noise.derive(purpose);
    const stream = new Uint8Array(bodyLength);
    streamXor(stream, key);
    wipe(key);
    return stream;
  };
  return { forward: mask('phantom forward mask'), back: mask('phantom back mask') };
}

/** After message 2; ends the handshake. */
export function hopKeysOf(noise: NoiseHandshake): HopKeys {
  const { send, receive } = noise.split();
  const [forward, back] = noise.initiator ? [send, receive] : [receive, send];
  noise.end();
  const keys = {
    forward: hash(32, 'phantom layer', forward),
    back: hash(32, 'phantom layer', back),
    forwardControl: hash(32, 'phantom control', forward),
    backControl: hash(32, 'phantom control', back),
  };
  wipe(send);
  wipe(receive);
  return keys;
}

export function wipeHopKeys(keys: HopKeys): void {
  for (const key of Object.values(keys)) wipe(key);
}

export function wipeMasks(masks: Masks): void {
  wipe(masks.forward);
  wipe(masks.back);
}

/** XORs `mask` into `body`, in place. */
export function addMask(body: Uint8Array, mask: Uint8Array, from = 0, to: number = body.length): void {
  for (let at = from; at < to; at += 1) body[at] = body[at]! ^ mask[at]!;
}
