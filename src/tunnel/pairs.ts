/** Pairs by the two addresses of a packet, without making anything to find one. */
import { isBetween } from './packet.js';
import type { Pair } from './pair.js';
import type { OwnAddress } from './types.js';

export class Pairs {
  readonly #buckets = new Map<number, Pair[]>();
  readonly #all = new Set<Pair>();
  readonly #ofStrangers = new Map<OwnAddress, number>();
  #ofPrograms = 0;

  /** How many our programs have made. */
  get ofPrograms(): number {
    return this.#ofPrograms;
  }

  /** How many strangers have made with one of our addresses. */
  ofStrangers(own: OwnAddress): number {
    return this.#ofStrangers.get(own) ?? 0;
  }

  all(): IterableIterator<Pair> {
    return this.#all.values();
  }

  add(pair: Pair): void {
    const key = keyOf(pair.own.address, 0, pair.other, 0);
    const bucket = this.#buckets.get(key);
    if (bucket) bucket.push(pair);
    else this.#buckets.set(key, [pair]);
    this.#all.add(pair);
    this.#count(pair, 1);
  }

  delete(pair: Pair): void {
    const key = keyOf(pair.own.address, 0, pair.other, 0);
    const bucket = this.#buckets.get(key)?.filter((one) => one !== pair) ?? [];
    if (bucket.length > 0) this.#buckets.set(key, bucket);
    else this.#buckets.delete(key);
    if (this.#all.delete(pair)) this.#count(pair, -1);
  }

  /** The pair that a program's packet at `at` belongs to. */
  ofPacket(bytes: Uint8Array, at: number): Pair | null {
    for (const pair of this.#buckets.get(keyOf(bytes, at + 8, bytes, at + 24)) ?? none) {
      if (isBetween(bytes, at, pair.own.address, pair.other)) return pair;
    }
    return null;
  }

  of(own: OwnAddress, other: Uint8Array): Pair | null {
    for (const pair of this.#buckets.get(keyOf(own.address, 0, other, 0)) ?? none) {
      if (isSame(pair.own.address, own.address) && isSame(pair.other, other)) return pair;
    }
    return null;
  }

  #count({ own, isStrangers }: Pair, by: 1 | -1): void {
    if (!isStrangers) {
      this.#ofPrograms += by;
      return;
    }
    const count = this.ofStrangers(own) + by;
    if (count > 0) this.#ofStrangers.set(own, count);
    else this.#ofStrangers.delete(own);
  }
}

const none: readonly Pair[] = [];

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** Addresses are hashes already; who wants to make many alike pays a million hashes for each. */
function keyOf(own: Uint8Array, ownAt: number, other: Uint8Array, otherAt: number): number {
  let key = 0;
  for (let i = 12; i < 16; i += 1) {
    key = (Math.imul(key, 31) + own[ownAt + i]!) | 0;
    key = (Math.imul(key, 37) + other[otherAt + i]!) | 0;
  }
  return key;
}
