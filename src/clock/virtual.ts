import type { Clock, Timer } from './clock.js';

interface Pending {
  readonly at: number;
  readonly order: number;
  fn: (() => void) | null;
}

/** Standing time that moves only when told to. Timers due at the same instant run in the order they were set. */
export class VirtualClock implements Clock {
  readonly #queue: Pending[] = [];
  readonly #wallOffset: number;
  #now = 0;
  #order = 0;

  /** @param wallStart what `wall()` shows at the start, in milliseconds since 1970 */
  constructor(wallStart = Date.UTC(2026, 0, 1)) {
    this.#wallOffset = wallStart;
  }

  now(): number {
    return this.#now;
  }

  wall(): number {
    return this.#wallOffset + this.#now;
  }

  after(ms: number, fn: () => void): Timer {
    const entry: Pending = { at: this.#now + Math.max(0, ms), order: this.#order++, fn };
    this.#push(entry);
    return {
      cancel() {
        entry.fn = null;
      },
    };
  }

  /** How many timers are still to run. A stopped node leaves none behind. */
  pending(): number {
    return this.#queue.reduce((count, entry) => count + (entry.fn ? 1 : 0), 0);
  }

  /** Moves time on by `ms`, running each timer at its own instant, those set on the way included. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#queue[0]; next && next.at <= end; next = this.#queue[0]) {
      this.#pop();
      this.#now = next.at;
      const fn = next.fn;
      next.fn = null;
      fn?.();
    }
    this.#now = end;
  }

  /**
   * Like `advance`, but lets promises settle after every timer, so that code that awaits runs in its own instant.
   * `step` bounds how far time moves between two looks at the promise queue.
   */
  async run(ms: number, until: () => boolean = () => false): Promise<void> {
    const end = this.#now + ms;
    await settle();
    while (!until()) {
      const next = this.#queue[0];
      if (!next || next.at > end) break;
      this.#pop();
      this.#now = next.at;
      const fn = next.fn;
      next.fn = null;
      if (!fn) continue;
      fn();
      await settle();
    }
    if (!until()) this.#now = end;
  }

  // A binary heap, earliest first: simulations keep hundreds of thousands of timers.
  #push(entry: Pending): void {
    const queue = this.#queue;
    let at = queue.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, queue[parent]!)) break;
      queue[at] = queue[parent]!;
      at = parent;
    }
    queue[at] = entry;
  }

  #pop(): void {
    const queue = this.#queue;
    const last = queue.pop()!;
    if (queue.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= queue.length) break;
      if (child + 1 < queue.length && before(queue[child + 1]!, queue[child]!)) child += 1;
      if (!before(queue[child]!, last)) break;
      queue[at] = queue[child]!;
      at = child;
    }
    queue[at] = last;
  }
}

function before(a: Pending, b: Pending): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** Lets every promise that can settle now do so: the macrotask runs once the microtask queue is empty. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
