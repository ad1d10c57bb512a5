import sodium from 'sodium-native';

/** Randomness as a part that is handed in, so that a simulation with a seed repeats byte for byte. */
export interface Random {
  bytes(length: number): Uint8Array;
  /** A number in [0, 1). For jitter and choices, not for keys. */
  next(): number;
}

/** libsodium's generator. */
export const systemRandom: Random = {
  bytes(length) {
    const out = new Uint8Array(length);
    sodium.randombytes_buf(out);
    return out;
  },
  next: () => toUnit(systemRandom.bytes(6)),
};

/** ChaCha20's stream under a seed: for simulations and tests only. */
export function seededRandom(seed: number | string): Random {
  const key = new Uint8Array(32);
  sodium.crypto_generichash(key, new TextEncoder().encode(`phantom seed ${seed}`));
  const block = new Uint8Array(4096);
  const nonce = new Uint8Array(12);
  let used = block.length;
  const bytes = (length: number): Uint8Array => {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; ) {
      if (used === block.length) {
        increment(nonce);
        sodium.crypto_stream_chacha20_ietf(block, nonce, key);
        used = 0;
      }
      const count = Math.min(length - at, block.length - used);
      out.set(block.subarray(used, used + count), at);
      used += count;
      at += count;
    }
    return out;
  };
  return { bytes, next: () => toUnit(bytes(6)) };
}

function toUnit(six: Uint8Array): number {
  let value = 0;
  for (const byte of six) value = value * 256 + byte;
  return value / 2 ** 48;
}

function increment(counter: Uint8Array): void {
  for (let at = 0; at < counter.length; at += 1) {
    counter[at] = (counter[at]! + 1) & 0xff;
    if (counter[at] !== 0) return;
  }
}
