/** How many cells per second may go out for one purpose; a second's worth may go at once. */
export class Cap {
  #left: number;
  #at: number;

  constructor(
    readonly perSecond: number,
    now: number,
  ) {
    this.#left = perSecond;
    this.#at = now;
  }

  /** Takes one cell's turn at `now` (ms); false when there is none. */
  take(now: number): boolean {
    if (now > this.#at) {
      this.#left = Math.min(this.perSecond, this.#left + ((now - this.#at) / 1000) * this.perSecond);
      this.#at = now;
    }
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
