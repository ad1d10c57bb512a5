/**
 * The layer cipher in libsodium's calls: the reference, and what works where the addon does not. With the body as words
 * x, y of 16 bytes and the rest r:
 *
 *   1. x += H1(y ‖ r)            H: Poly1305 without its final key, added modulo 2^128
 *   2. y ^= F(x)                 F: one block of ChaCha20 with x as counter and nonce
 *   3. x ‖ r ^= S(y)             S: the stream of XChaCha20 with y as nonce
 *   4. y += H2(x ‖ r)            and the body is then y ‖ x ‖ r
 */
import sodium from 'sodium-native';
import { bodyLength } from '../wire/sizes.js';
import { wipe } from './hash.js';
import type { Layer } from './layer.js';

const wordLength = 16;

/*
 * No call waits, so one set of buffers with their views serves every layer, and nothing is allocated per cell. A hash's
 * key has room for a word behind it: Poly1305 adds what stands there to its result.
 */
const work = new Uint8Array(bodyLength);
const first = work.subarray(0, wordLength);
const second = work.subarray(wordLength, 2 * wordLength);
const afterFirst = work.subarray(wordLength);
const keys = new Uint8Array(4 * 32);
const hashKeys = [keys.subarray(0, 32), keys.subarray(32, 64)] as const;
const wordKey = keys.subarray(64, 96);
const streamKey = keys.subarray(96, 128);
const x = new Uint8Array(wordLength);
const xView = new DataView(x.buffer);
const xNonce = x.subarray(4);
const streamNonce = new Uint8Array(24);

export class SodiumLayer implements Layer {
  readonly #keys: Uint8Array;

  /** @param own as `layerKeys` makes them; wiped with the layer */
  constructor(own: Uint8Array) {
    this.#keys = own;
  }

  encipher(body: Uint8Array): void {
    work.set(body);
    keys.set(this.#keys);
    addHash(x, first, 0);
    maskWord(first, second);
    second.set(x);
    maskStream();
    addHash(first, first, 1);
    body.set(work);
  }

  decipher(body: Uint8Array): void {
    work.set(body);
    keys.set(this.#keys);
    subtractHash(first, first, 1);
    maskStream();
    x.set(second);
    maskWord(second, first);
    subtractHash(first, x, 0);
    body.set(work);
  }

  wipe(): void {
    wipe(this.#keys);
    wipe(keys);
  }
}

/** out = word + H(everything after the first word), modulo 2^128. */
function addHash(out: Uint8Array, word: Uint8Array, which: 0 | 1): void {
  const key = hashKeys[which];
  key.set(word, wordLength);
  sodium.crypto_onetimeauth(out, afterFirst, key);
}

/** out = word - H(everything after the first word): as ~(~word + H), since ~w is -1 - w. */
function subtractHash(out: Uint8Array, word: Uint8Array, which: 0 | 1): void {
  const key = hashKeys[which];
  for (let at = 0; at < wordLength; at += 1) key[wordLength + at] = ~word[at]!;
  sodium.crypto_onetimeauth(out, afterFirst, key);
  for (let at = 0; at < wordLength; at += 1) out[at] = ~out[at]!;
}

/** out = word ^ F(x): the first 16 bytes of one block, with x as block counter and nonce (RFC 8439, section 2.3). */
function maskWord(out: Uint8Array, word: Uint8Array): void {
  sodium.crypto_stream_chacha20_ietf_xor_ic(out, word, xNonce, xView.getUint32(0, true), wordKey);
}

/** Everything after the first word ^= S(the first word): XChaCha20, the nonce filled up with zeros. */
function maskStream(): void {
  streamNonce.set(first);
  sodium.crypto_stream_xchacha20_xor(afterFirst, afterFirst, streamNonce, streamKey);
}
