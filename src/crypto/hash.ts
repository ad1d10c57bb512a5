import sodium from 'sodium-native';

const encoder = new TextEncoder();

/** BLAKE2b (RFC 7693) of the parts joined, `length` bytes (16 to 64). Text parts count as UTF-8. */
export function hash(length: number, ...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const out = new Uint8Array(length);
  const used = gather(parts);
  if (used === null) sodium.crypto_generichash_batch(out, parts.map(bytesOf));
  else {
    sodium.crypto_generichash(out, gathered.subarray(0, used));
    gathered.fill(0, 0, used);
  }
  return out;
}

/** BLAKE2b of one piece into `out` (16 to 64 bytes): for what is hashed thousands of times a second. */
export function hashInto(out: Uint8Array, piece: Uint8Array): void {
  sodium.crypto_generichash(out, piece);
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

/*
 * Most of what is hashed is short and in several parts: one buffer serves every call, since no call waits, and one
 * piece costs the library half of what a list does. It is wiped after use, as keys are among the parts.
 */
const gathered = new Uint8Array(512);

/** Puts the parts one behind the other into `gathered`; null when they are too long for it. */
function gather(parts: readonly (Uint8Array | string)[]): number | null {
  let used = 0;
  for (const part of parts) {
    if (used + part.length > gathered.length) return null;
    if (typeof part !== 'string') gathered.set(part, used);
    else {
      for (let at = 0; at < part.length; at += 1) {
        const code = part.charCodeAt(at);
        if (code >= 0x80) return null;
        gathered[used + at] = code;
      }
    }
    used += part.length;
  }
  return used;
}

const blockLength = 128;
const digestLength = 64;
// One block with what follows it serves every call, likewise. HKDF makes thousands of these per second in a busy node.
const inner = new Uint8Array(blockLength + 2 * digestLength);
const outer = new Uint8Array(blockLength + digestLength);
const innerDigest = outer.subarray(blockLength);
const innerInput = inner.subarray(blockLength);

/**
 * HMAC-BLAKE2b-512 (RFC 2104 over RFC 7693), 64 bytes: what Noise's HKDF is made of. The key is at most 128 bytes, the
 * parts together too.
 */
export function hmac(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(digestLength);
  for (let at = 0; at < key.length; at += 1) {
    inner[at] = 0x36 ^ key[at]!;
    outer[at] = 0x5c ^ key[at]!;
  }
  inner.fill(0x36, key.length, blockLength);
  outer.fill(0x5c, key.length, blockLength);
  let used = 0;
  for (const part of parts) {
    innerInput.set(part, used);
    used += part.length;
  }
  sodium.crypto_generichash(innerDigest, inner.subarray(0, blockLength + used));
  sodium.crypto_generichash(out, outer);
  wipe(inner);
  wipe(outer);
  return out;
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
