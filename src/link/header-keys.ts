import type { Random } from '../crypto/random.js';
import { headerKeyGrace, headerKeyLife } from './constants.js';

/** Our header keys: one given out, changed daily, and the last one obeyed until no session can use it any more. */
export class HeaderKeys {
  readonly #random: Random;
  #current: { key: Uint8Array; endsAt: number };
  #previous: { key: Uint8Array; endsAt: number } | null = null;

  constructor(random: Random, now: number) {
    this.#random = random;
    // The first change comes at any time of the day, so that nodes started together do not change together.
    this.#current = { key: random.bytes(32), endsAt: now + headerKeyLife * (0.5 + 0.5 * random.next()) };
  }

  /** The key to give to peers. */
  current(now: number): Uint8Array {
    if (now >= this.#current.endsAt) {
      this.#previous = { key: this.#current.key, endsAt: now + headerKeyGrace };
      this.#current = { key: this.#random.bytes(32), endsAt: now + headerKeyLife };
    }
    return this.#current.key;
  }

  /** What to try on a datagram: first (`age` 0) the key given out now, then the one before, null when its time is over. */
  obeyed(age: 0 | 1, now: number): Uint8Array | null {
    const current = this.current(now);
    if (age === 0) return current;
    return this.#previous && now < this.#previous.endsAt ? this.#previous.key : null;
  }
}
