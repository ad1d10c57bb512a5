import sodium from 'sodium-native';

const encoder = new TextEncoder();

/** BLAKE2b (RFC 7693) of the parts joined, `length` bytes (16 to 64). Text parts count as UTF-8. */
export function hash(length: number, ...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const out = new Uint8Array(length);
  sodium.crypto_generichash_batch(out, parts.map(bytesOf));
  return out;
}

/** Keyed BLAKE2b; `key` is 16 to 64 bytes. */
export function keyedHash(
  length: number,
  key: Uint8Array,
  ...parts: readonly (Uint8Array | string)[]
): Uint8Array {
  const out = new Uint8Array(length);
  sodium.crypto_generichash_batch(out, parts.map(bytesOf), key);
  return out;
}

const blockLength = 128;
// One block serves every call, since no call waits. HKDF makes thousands of these per second in a busy node.
const block = new Uint8Array(blockLength);
const inner = new Uint8Array(64);

/** HMAC-BLAKE2b-512 (RFC 2104 over RFC 7693), 64 bytes: what Noise's HKDF is made of. Keys of at most 128 bytes. */
export function hmac(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(64);
  padBlock(key, 0x36);
  sodium.crypto_generichash_batch(inner, [block, ...parts]);
  padBlock(key, 0x5c);
  sodium.crypto_generichash_batch(out, [block, inner]);
  wipe(block);
  return out;
}

function padBlock(key: Uint8Array, pad: number): void {
  block.fill(pad);
  for (let at = 0; at < key.length; at += 1) block[at] = pad ^ key[at]!;
}

/** Overwrites key material once it is no longer needed. */
export function wipe(bytes: Uint8Array): void {
  sodium.sodium_memzero(bytes);
}

/** Compares in constant time; different lengths are unequal. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && sodium.sodium_memcmp(a, b);
}

function bytesOf(part: Uint8Array | string): Uint8Array {
  return typeof part === 'string' ? encoder.encode(part) : part;
}
