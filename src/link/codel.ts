/**
 * A queue that stays short: CoDel (RFC 8289). Items that waited longer than `target` for longer than `interval` make
 * it drop from the front, ever more often, until the wait is short again. Times in ms.
 */
export class CodelQueue<T> {
  readonly #items: { item: T; at: number }[] = [];
  #head = 0;
  #aboveSince: number | null = null;
  #dropping = false;
  #dropNext = 0;
  #drops = 0;

  constructor(
    readonly limit: number,
    readonly onDrop: () => void,
    readonly target = 15,
    readonly interval = 100,
  ) {}

  get length(): number {
    return this.#items.length - this.#head;
  }

  /** At the back; when the queue is full, the item is dropped. */
  push(item: T, now: number): void {
    if (this.length >= this.limit) this.onDrop();
    else this.#items.push({ item, at: now });
  }

  /** From the front, after what CoDel drops on the way. */
  shift(now: number): T | null {
    let entry = this.#take();
    let ok = this.#waitsTooLong(entry, now);
    if (this.#dropping) {
      if (!ok) this.#dropping = false;
      while (entry && this.#dropping && now >= this.#dropNext) {
        this.onDrop();
        this.#drops += 1;
        entry = this.#take();
        ok = this.#waitsTooLong(entry, now);
        if (ok) this.#dropNext += this.interval / Math.sqrt(this.#drops);
        else this.#dropping = false;
      }
    } else if (entry && ok) {
      this.onDrop();
      entry = this.#take();
      this.#waitsTooLong(entry, now);
      this.#dropping = true;
      // Starts where the last episode stopped, if that was a moment ago.
      this.#drops = now - this.#dropNext < 16 * this.interval && this.#drops > 2 ? this.#drops - 2 : 1;
      this.#dropNext = now + this.interval / Math.sqrt(this.#drops);
    }
    return entry?.item ?? null;
  }

  clear(): void {
    this.#items.length = 0;
    this.#head = 0;
    this.#aboveSince = null;
    this.#dropping = false;
  }

  #take(): { item: T; at: number } | null {
    const entry = this.#items[this.#head];
    if (!entry) return null;
    this.#head += 1;
    if (this.#head > 64 && this.#head * 2 > this.#items.length) {
      this.#items.splice(0, this.#head);
      this.#head = 0;
    }
    return entry;
  }

  #waitsTooLong(entry: { at: number } | null, now: number): boolean {
    if (!entry || now - entry.at < this.target || this.length === 0) {
      this.#aboveSince = null;
      return false;
    }
    this.#aboveSince ??= now + this.interval;
    return now >= this.#aboveSince;
  }
}
