/**
 * Joins that wait at one entry id because more come than are passed on: who shows most work goes first, of equals who came
 * first. So a flood costs its maker as much for each join as honest ones pay for theirs, or is passed by. Pure.
 */
import { maxJoinBits } from '../join-work.js';

interface Waiter<T> {
  readonly name: string;
  readonly item: T;
  readonly work: number;
  readonly since: number;
}

export class Waiting<T> {
  /** The best first. */
  #waiters: Waiter<T>[] = [];

  /** @param patience how long one waits at most, ms */
  constructor(
    readonly most: number,
    readonly patience: number,
  ) {}

  get size(): number {
    return this.#waiters.length;
  }

  has(name: string): boolean {
    return this.#waiters.some((waiter) => waiter.name === name);
  }

  /**
   * Takes one in; false when there is no place for it. One that shows less work gives its own up. More work than an address may
   * ask for counts no more than that: nobody who keeps to it could pay against it.
   */
  add(name: string, item: T, bits: number, now: number): boolean {
    const work = Math.min(bits, maxJoinBits);
    if (this.#waiters.length >= this.most && this.#waiters.at(-1)!.work >= work) return false;
    const place = this.#waiters.findIndex((waiter) => waiter.work < work);
    this.#waiters.splice(place < 0 ? this.#waiters.length : place, 0, { name, item, work, since: now });
    this.#waiters = this.#waiters.slice(0, this.most);
    return true;
  }

  /** The next one; null when nobody waits. */
  take(): T | null {
    return this.#waiters.shift()?.item ?? null;
  }

  /** Forgets who has waited for too long: whoever it is tries other ways by now. How many they were. */
  expire(now: number): number {
    const before = this.#waiters.length;
    this.#waiters = this.#waiters.filter(({ since }) => now - since < this.patience);
    return before - this.#waiters.length;
  }
}
