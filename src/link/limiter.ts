import { addressToBytes, classOf } from '../net/address.js';
import type { Endpoint } from '../net/net.js';

export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** As few keys as these are kept, needed or not. */
const leastSwept = 32;

/** Token buckets by key. Buckets that have filled up again are forgotten, so memory follows what is going on. */
export class Limiter {
  readonly #buckets = new Map<string, Bucket>();
  #sweptAt = 0;
  /** So many keys are looked through for those that are no more needed. */
  #sweepFrom: number;

  constructor(
    readonly rate: Rate,
    readonly maxKeys = 10_000,
  ) {
    this.#sweepFrom = Math.min(leastSwept, maxKeys);
  }

  /** Takes one token of `key` at `now` (ms); false when there is none, or when too many keys are in use. */
  take(key: string, now: number): boolean {
    const bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= this.#sweepFrom) this.#sweep(now);
      if (this.#buckets.size >= this.maxKeys) return false;
      this.#buckets.set(key, { tokens: this.rate.burst - 1, at: now });
      return true;
    }
    bucket.tokens = Math.min(
      this.rate.burst,
      bucket.tokens + ((now - bucket.at) / 1000) * this.rate.perSecond,
    );
    bucket.at = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  // At most once a second: a flood from ever new keys must not make each datagram cost a walk over all buckets.
  #sweep(now: number): void {
    if (now - this.#sweptAt < 1000) return;
    this.#sweptAt = now;
    const full = (this.rate.burst / this.rate.perSecond) * 1000;
    for (const [key, bucket] of this.#buckets) if (now - bucket.at >= full) this.#buckets.delete(key);
    this.#sweepFrom = Math.min(this.maxKeys, Math.max(leastSwept, 2 * this.#buckets.size));
  }
}

/**
 * The part of an address that one sender surely holds whole, as a key: /24 of IPv4, /56 of IPv6. On a local network
 * every address stands for itself.
 */
export function senderKey(endpoint: Endpoint): string {
  if (classOf(endpoint) !== 'public') return endpoint.address;
  return `${endpoint.family}:${addressToBytes(endpoint)
    .subarray(0, endpoint.family === 4 ? 3 : 7)
    .join('.')}`;
}
