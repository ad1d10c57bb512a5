/** Times in ms; the target is a part of the interval. */
const shortest = { interval: 100, target: 15 } as const;
const targetPart = 0.05;

/**
 * A queue that stays short: CoDel (RFC 8289). Items that waited longer than `target` for longer than `interval` make
 * it drop from the front, ever more often, until the wait is short again. The interval is about the round trip of those who fill
 * the queue, since no sender answers a drop any sooner.
 */
export class CodelQueue<T> {
  /** What waits, and since when; in two lists, so that a number takes no memory of its own. */
  readonly #items: T[] = [];
  readonly #times: number[] = [];
  #head = 0;
  #aboveSince: number | null = null;
  #dropping = false;
  #dropNext = 0;
  #drops = 0;
  #interval: number = shortest.interval;
  #target: number = shortest.target;

  constructor(
    readonly limit: number,
    readonly onDrop: (item: T) => void,
  ) {}

  /** How long a round trip of those who fill it takes, as far as known. */
  set roundTrip(ms: number) {
    this.#interval = Math.max(shortest.interval, ms);
    this.#target = Math.max(shortest.target, targetPart * ms);
  }

  get length(): number {
    return this.#items.length - this.#head;
  }

  /** At the back; when the queue is full, the item is dropped. */
  push(item: T, now: number): void {
    if (this.length >= this.limit) {
      this.onDrop(item);
      return;
    }
    this.#items.push(item);
    this.#times.push(now);
  }

  /** From the front, after what CoDel drops on the way. */
  shift(now: number): T | null {
    let isLong = this.#waitsTooLong(now);
    let item = this.#take();
    if (this.#dropping) {
      if (!isLong) this.#dropping = false;
      while (item !== null && this.#dropping && now >= this.#dropNext) {
        this.onDrop(item);
        this.#drops += 1;
        isLong = this.#waitsTooLong(now);
        item = this.#take();
        if (isLong) this.#dropNext += this.#interval / Math.sqrt(this.#drops);
        else this.#dropping = false;
      }
    } else if (item !== null && isLong) {
      this.onDrop(item);
      this.#waitsTooLong(now);
      item = this.#take();
      this.#dropping = true;
      // Starts where the last episode stopped, if that was a moment ago.
      this.#drops = now - this.#dropNext < 16 * this.#interval && this.#drops > 2 ? this.#drops - 2 : 1;
      this.#dropNext = now + this.#interval / Math.sqrt(this.#drops);
    }
    return item;
  }

  clear(): void {
    this.#items.length = 0;
    this.#times.length = 0;
    this.#head = 0;
    this.#aboveSince = null;
    this.#dropping = false;
  }

  #take(): T | null {
    const item = this.#items[this.#head];
    if (item === undefined) return null;
    this.#head += 1;
    if (this.#head > 64 && this.#head * 2 > this.#items.length) {
      this.#items.splice(0, this.#head);
      this.#times.splice(0, this.#head);
      this.#head = 0;
    }
    return item;
  }

  /** Whether the first has waited too long; the last one left is let go whatever it has waited. */
  #waitsTooLong(now: number): boolean {
    const at = this.#times[this.#head];
    if (at === undefined || now - at < this.#target || this.length === 1) {
      this.#aboveSince = null;
      return false;
    }
    this.#aboveSince ??= now + this.#interval;
    return now >= this.#aboveSince;
  }
}
