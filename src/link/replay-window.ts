const wordBits = 32;

/**
 * Which counters of a session were seen: a sliding window over the last `size` of them (RFC 6479). Call `check`
 * before opening a datagram, since it costs nothing, and `mark` only after it proved genuine: otherwise a forger
 * could move the window.
 */
export class ReplayWindow {
  readonly #words: Uint32Array;
  readonly #size: number;
  #highest = -1;

  /** @param size a multiple of 32 */
  constructor(size = 8192) {
    this.#size = size;
    // One word more than the window, so that the word being entered never holds live bits.
    this.#words = new Uint32Array(size / wordBits + 1);
  }

  /** Whether the counter is new and not older than the window. */
  check(counter: number): boolean {
    if (counter > this.#highest) return true;
    if (counter + this.#size <= this.#highest) return false;
    return (this.#words[this.#slot(counter)]! & (1 << (counter % wordBits))) === 0;
  }

  /** True when the counter is higher than all before. */
  mark(counter: number): boolean {
    const newest = counter > this.#highest;
    if (newest) {
      const from = Math.floor(Math.max(this.#highest, 0) / wordBits);
      const steps = Math.min(Math.floor(counter / wordBits) - from, this.#words.length);
      for (let step = 1; step <= steps; step += 1) this.#words[(from + step) % this.#words.length] = 0;
      this.#highest = counter;
    }
    const slot = this.#slot(counter);
    this.#words[slot] = this.#words[slot]! | (1 << (counter % wordBits));
    return newest;
  }

  #slot(counter: number): number {
    return Math.floor(counter / wordBits) % this.#words.length;
  }
}
