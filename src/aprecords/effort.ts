/**
 * How much work an address asks of joins, in its record. Entry nodes pass on so many joins a second and no more, and of those
 * that come too many the ones that show most work first; so what counts is how many come that show what is asked: when they alone
 * fill a path, more is asked, and when fewer would do, less. Those that show less tell nothing: they only fill what is left.
 */
import { maxJoinBits } from '../path/join-work.js';
import type { OwnPath } from '../path/types.js';

/** What is asked for, in bits: less than the second step is done before it is noticed. A step is four times as much. */
export const efforts = [0, 8, 10, 12, 14, maxJoinBits] as const;
/** How often to look, ms. */
export const lookEvery = 10_000;
/** Joins on one entry path between two looks: from so many on it is full (100 pass in the long run), below the other it has room. */
const crowded = 80;
const calm = 40;
/** Looks in a row at which less would do, before less is asked. */
const patience = 30;

export class JoinEffort {
  #step = 0;
  #calmLooks = 0;
  /** What had come over each path at the last look. */
  #seen = new WeakMap<OwnPath, readonly number[]>();

  /** Bits that joins are to show. */
  get bits(): number {
    return efforts[this.#step]!;
  }

  /** To be called every `lookEvery` with the entry paths; whether another effort is asked for from now on. */
  look(paths: readonly OwnPath[]): boolean {
    const fresh = paths.map((path) => this.#fresh(path));
    const most = (bits: number): number => Math.max(0, ...fresh.map((counts) => showing(counts, bits)));
    if (most(this.bits) >= crowded && this.#step + 1 < efforts.length) return this.#take(this.#step + 1);
    const less = this.#step - 1;
    if (less < 0) return false;
    this.#calmLooks = most(efforts[less]!) < calm ? this.#calmLooks + 1 : 0;
    return this.#calmLooks >= patience && this.#take(less);
  }

  #take(step: number): true {
    this.#step = step;
    this.#calmLooks = 0;
    return true;
  }

  /** How many came since the last look, by work. */
  #fresh(path: OwnPath): number[] {
    const before = this.#seen.get(path);
    const now = [...path.joinsByWork];
    this.#seen.set(path, now);
    return now.map((count, bits) => count - (before?.[bits] ?? 0));
  }
}

/** How many show so many bits or more. */
function showing(counts: readonly number[], bits: number): number {
  return counts.slice(bits).reduce((sum, count) => sum + count, 0);
}
