const wordBits = 32;
const leastWords = 4;

/**
 * Which counters of a session were seen: a sliding window over the last `size` of them (RFC 6479). Call `check`
 * before opening a datagram, since it costs nothing, and `mark` only after it proved genuine: otherwise a forger
 * could move the window. Most sessions see a few dozen cells in their life, so the bits take room as counters come.
 */
export class ReplayWindow {
  /** A ring of 32 bits each, as long as all that was seen needs. */
  #words: number[] = new Array(leastWords).fill(0);
  readonly #maxWords: number;
  readonly #size: number;
  #lowest = Number.POSITIVE_INFINITY;
  #highest = -1;

  /** @param size a multiple of 32 */
  constructor(size = 8192) {
    this.#size = size;
    // One word more than the window, so that the word being entered never holds live bits.
    this.#maxWords = size / wordBits + 1;
  }

  /** Whether the counter is new and not older than the window. */
  check(counter: number): boolean {
    if (counter > this.#highest) return true;
    if (counter + this.#size <= this.#highest) return false;
    return counter < this.#lowest || !this.#has(counter);
  }

  /** True when the counter is higher than all before. */
  mark(counter: number): boolean {
    const newest = counter > this.#highest;
    this.#cover(Math.min(counter, this.#lowest), Math.max(counter, this.#highest));
    const slot = this.#slot(counter);
    this.#words[slot] = this.#words[slot]! | (1 << (counter % wordBits));
    return newest;
  }

  /** Makes room for all counters from `lowest` to `highest`, or for the window's size of the highest. */
  #cover(lowest: number, highest: number): void {
    const from = Math.max(lowest, highest - this.#size + 1);
    const needed = wordOf(highest) - wordOf(from) + 1;
    if (needed > this.#words.length) this.#grow(needed);
    const entered = Math.min(wordOf(highest) - wordOf(Math.max(this.#highest, 0)), this.#words.length);
    for (let step = 0; step < entered; step += 1) {
      this.#words[(wordOf(highest) - step) % this.#words.length] = 0;
    }
    this.#lowest = from;
    this.#highest = highest;
  }

  #grow(needed: number): void {
    const old = this.#words;
    const length = Math.min(Math.max(needed, 2 * old.length), this.#maxWords);
    this.#words = new Array(length).fill(0);
    const last = wordOf(Math.max(this.#highest, 0));
    for (let word = last; word >= 0 && word > last - old.length; word -= 1) {
      this.#words[word % length] = old[word % old.length]!;
    }
  }

  #has(counter: number): boolean {
    return (this.#words[this.#slot(counter)]! & (1 << (counter % wordBits))) !== 0;
  }

  #slot(counter: number): number {
    return wordOf(counter) % this.#words.length;
  }
}

function wordOf(counter: number): number {
  return Math.floor(counter / wordBits);
}
