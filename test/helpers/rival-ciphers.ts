/**
 * What the layer cipher was chosen over, in libsodium's calls: for the benchmark, and for tests that show what it is
 * better at. All of them work in place on 1304 bytes under 128 bytes of keys.
 */
import sodium from 'sodium-native';
import { bodyLength } from '../../src/wire/sizes.js';

export interface Rival {
  encipher(body: Uint8Array): void;
  decipher(body: Uint8Array): void;
}

const work = new Uint8Array(bodyLength);
const left = work.subarray(0, 32);
const right = work.subarray(32);
const key = new Uint8Array(32);
const digest = new Uint8Array(32);
const zeroNonce = new Uint8Array(12);

/** right ^= ChaCha20 under `own` ^ left: every call another key, so the nonce is always zero. */
function maskRight(own: Uint8Array): void {
  for (let at = 0; at < 32; at += 1) key[at] = own[at]! ^ left[at]!;
  sodium.crypto_stream_chacha20_ietf_xor(right, right, zeroNonce, key);
}

function xorLeft(mask: Uint8Array): void {
  for (let at = 0; at < 32; at += 1) left[at]! ^= mask[at]!;
}

function onWork(body: Uint8Array, steps: () => void): void {
  work.set(body);
  steps();
  body.set(work);
}

/** A stream under a key that is another for every cell: here always the same, as for the clock it makes no difference. */
export function bareStream(keys: Uint8Array): Rival {
  const own = keys.slice(0, 32);
  const mask = (body: Uint8Array) => sodium.crypto_stream_chacha20_ietf_xor(body, body, zeroNonce, own);
  return { encipher: mask, decipher: mask };
}

/** LIONESS (Anderson and Biham 1996) of ChaCha20 and keyed BLAKE2b: stream, hash, stream, hash. */
export function lioness(keys: Uint8Array): Rival {
  const [k1, k2, k3, k4] = [0, 32, 64, 96].map((at) => keys.slice(at, at + 32)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const hashLeft = (own: Uint8Array) => {
    sodium.crypto_generichash(digest, right, own);
    xorLeft(digest);
  };
  return {
    encipher: (body) =>
      onWork(body, () => {
        maskRight(k1);
        hashLeft(k2);
        maskRight(k3);
        hashLeft(k4);
      }),
    decipher: (body) =>
      onWork(body, () => {
        hashLeft(k4);
        maskRight(k3);
        hashLeft(k2);
        maskRight(k1);
      }),
  };
}

/**
 * Three rounds, hash, stream, hash: the hashes are Poly1305 and then a block of ChaCha20 to hide it. Like every Feistel
 * network of three rounds it is no strong permutation (`threeQuestions`).
 */
export function threeRounds(keys: Uint8Array): Rival {
  const polys = [0, 16].map((at) => {
    const poly = new Uint8Array(32);
    poly.set(keys.subarray(at, at + 16));
    return poly;
  });
  const blocks = [32, 64].map((at) => keys.slice(at, at + 32));
  const streamKey = keys.slice(96, 128);
  const tag = new Uint8Array(16);
  const view = new DataView(tag.buffer);
  const nonce = tag.subarray(4);
  const hashLeft = (which: 0 | 1) => {
    sodium.crypto_onetimeauth(tag, right, polys[which]!);
    sodium.crypto_stream_chacha20_ietf_xor_ic(left, left, nonce, view.getUint32(0, true), blocks[which]!);
  };
  return {
    encipher: (body) =>
      onWork(body, () => {
        hashLeft(0);
        maskRight(streamKey);
        hashLeft(1);
      }),
    decipher: (body) =>
      onWork(body, () => {
        hashLeft(1);
        maskRight(streamKey);
        hashLeft(0);
      }),
  };
}

/**
 * Whether three questions tell the cipher from a random permutation: two bodies that differ in the left part only are
 * enciphered, and of the two results a third one is made and deciphered, whose right part is then known beforehand.
 */
export function threeQuestions(cipher: Rival, a: Uint8Array, leftOfB: Uint8Array): boolean {
  const b = a.slice();
  b.set(leftOfB);
  const [outA, outB] = [a.slice(), b.slice()];
  cipher.encipher(outA);
  cipher.encipher(outB);
  const third = outB.slice();
  for (let at = 0; at < 32; at += 1) third[at]! ^= a[at]! ^ b[at]!;
  cipher.decipher(third);
  for (let at = 32; at < bodyLength; at += 1) {
    if (third[at] !== (outB[at]! ^ outA[at]! ^ a[at]!)) return false;
  }
  return true;
}
