import sodium from 'sodium-native';

export const tagLength = 16;

/*
 * Nonces are counters (RFC 7539 with Noise's layout: 32 zero bits, then the counter, little-endian). One scratch
 * nonce serves every call, since no call waits.
 */
const nonce = new Uint8Array(12);
const nonceView = new DataView(nonce.buffer);

function setNonce(counter: number): void {
  nonceView.setUint32(4, counter >>> 0, true);
  nonceView.setUint32(8, Math.floor(counter / 2 ** 32), true);
}

/**
 * ChaCha20-Poly1305 (RFC 8439). `out` takes the ciphertext and the 16-byte tag; it may be the same memory as
 * `message`. `counter` is below 2^53 and never used twice under one key.
 */
export function seal(
  out: Uint8Array,
  message: Uint8Array,
  associated: Uint8Array | null,
  counter: number,
  key: Uint8Array,
): void {
  setNonce(counter);
  sodium.crypto_aead_chacha20poly1305_ietf_encrypt(out, message, associated, null, nonce, key);
}

/** Opens what `seal` made into `out` (16 bytes shorter, or the same memory). False when it was not made under this key. */
export function open(
  out: Uint8Array,
  sealed: Uint8Array,
  associated: Uint8Array | null,
  counter: number,
  key: Uint8Array,
): boolean {
  setNonce(counter);
  try {
    sodium.crypto_aead_chacha20poly1305_ietf_decrypt(out, null, sealed, associated, nonce, key);
    return true;
  } catch {
    // sodium-native throws on a forgery; to us that is an ordinary event.
    return false;
  }
}

const zeroNonce = new Uint8Array(12);

/** XORs `bytes` in place with ChaCha20's stream under a key that is used for this one purpose and message only. */
export function streamXor(bytes: Uint8Array, key: Uint8Array): void {
  sodium.crypto_stream_chacha20_ietf_xor(bytes, bytes, zeroNonce, key);
}

/**
 * XORs `header` (at most 64 bytes) in place with a mask drawn from `key` and a sample of ciphertext, which begins
 * `sample` with 16 bytes: the first 4 are ChaCha20's block counter, the other 12 its nonce (RFC 9001, section 5.4.4).
 */
export function maskHeader(header: Uint8Array, sample: Uint8Array, key: Uint8Array): void {
  const counter = sample[0]! + sample[1]! * 0x100 + sample[2]! * 0x10000 + sample[3]! * 0x1000000;
  sodium.crypto_stream_chacha20_ietf_xor_ic(header, header, sample.subarray(4, 16), counter, key);
}
