/**
 * Time for simulations and tests: it stands still until told to move, and then moves from timer to timer. Hundreds of
 * thousands of timers wait at once and most are cancelled, so setting and cancelling must cost next to nothing:
 *
 *     far: lists of 8 s each  ->  near: lists of 1 ms each  ->  due: a heap, earliest first
 *
 * Only what is due is in order; in the lists a cancelled timer gives its place to the last.
 */
import { type Clock, neverWakes, type Timer } from './clock.js';

/** Whose timer it is; when the owner is gone its timers never run. */
export interface TimerOwner {
  readonly isGone: boolean;
}

/** Lists of 1 ms; a power of two. */
const nearSlots = 8192;

/** Immediates queued at once; each runs one timer, and Node lets promises settle in between. */
const largestBatch = 512;

class Pending implements Timer {
  /** Where it waits; null in the heap, and once it is over. */
  list: Pending[] | null = null;
  place = 0;

  constructor(
    readonly at: number,
    readonly order: number,
    /** Null once it ran or was cancelled. */
    public fn: (() => void) | null,
    readonly owner: TimerOwner | null,
    private readonly count: { live: number },
  ) {}

  cancel(): void {
    if (!this.fn) return;
    this.fn = null;
    this.count.live -= 1;
    this.leave();
  }

  enter(list: Pending[]): void {
    this.list = list;
    this.place = list.length;
    list.push(this);
  }

  leave(): void {
    const { list } = this;
    if (!list) return;
    this.list = null;
    const last = list.pop()!;
    if (last === this) return;
    last.place = this.place;
    list[this.place] = last;
  }

  /** Takes what is to be done now, null when there is nothing any more. */
  take(): (() => void) | null {
    const { fn } = this;
    if (!fn) return null;
    this.fn = null;
    this.count.live -= 1;
    return this.owner?.isGone ? null : fn;
  }
}

/** Standing time that moves only when told to. Timers due at the same instant run in the order they were set. */
export class VirtualClock implements Clock {
  readonly wokeAt = Number.NEGATIVE_INFINITY;
  readonly #wallOffset: number;
  readonly #count = { live: 0 };
  #now = 0;
  #order = 0;
  /** Everything up to this millisecond, included, is in the heap. */
  #slot = 0;
  #due: Pending[] = [];
  /** The milliseconds after `#slot` in the same 8 s, by their number modulo `nearSlots`. */
  readonly #near: Pending[][] = Array.from({ length: nearSlots }, () => []);
  /** Later ones, by the number of their 8 s. */
  readonly #far = new Map<number, Pending[]>();

  /** @param wallStart what `wall()` shows at the start, in milliseconds since 1970 */
  constructor(wallStart = Date.UTC(2026, 0, 1)) {
    this.#wallOffset = wallStart;
  }

  now(): number {
    return this.#now;
  }

  onWake(): Timer {
    return neverWakes;
  }

  wall(): number {
    return this.#wallOffset + this.#now;
  }

  after(ms: number, fn: () => void, owner: TimerOwner | null = null): Timer {
    const entry = new Pending(this.#now + Math.max(0, ms), this.#order++, fn, owner, this.#count);
    this.#count.live += 1;
    const slot = Math.floor(entry.at);
    if (slot <= this.#slot) push(this.#due, entry);
    else if (spanOf(slot) === spanOf(this.#slot)) entry.enter(this.#near[slot % nearSlots]!);
    else this.#enterFar(spanOf(slot), entry);
    return entry;
  }

  /** How many timers are still to run. A stopped node leaves none behind. */
  pending(): number {
    return this.#count.live;
  }

  /** Lets go of all timers whose owners are gone, and so of everything they hold. Costs a look at every timer. */
  sweep(): void {
    for (const list of [this.#due.slice(), ...this.#near, ...this.#far.values()]) {
      for (let at = list.length - 1; at >= 0; at -= 1) if (list[at]!.owner?.isGone) list[at]!.cancel();
    }
  }

  /** Moves time on by `ms`, running each timer at its own instant, those set on the way included. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#now = next.at;
      next.take()?.();
    }
    this.#now = end;
  }

  /**
   * Like `advance`, but lets promises settle after every timer, so that code that awaits runs in its own instant. Ends
   * early when `until`, asked before every timer, says so. Rejects with what a timer throws.
   */
  run(ms: number, until: () => boolean = () => false): Promise<void> {
    const end = this.#now + ms;
    return new Promise((resolve, reject) => {
      let isOver = false;
      const over = (settle: () => void): void => {
        isOver = true;
        settle();
      };
      const turn = (): void => {
        if (isOver) return;
        try {
          if (until()) {
            over(resolve);
            return;
          }
          const next = this.#next(end);
          this.#now = next ? next.at : end;
          if (next) next.take()?.();
          else over(resolve);
        } catch (error) {
          over(() => reject(error));
        }
      };
      let size = 4;
      const batch = (): void => {
        if (isOver) return;
        for (let at = 0; at < size; at += 1) setImmediate(turn);
        setImmediate(batch);
        size = Math.min(2 * size, largestBatch);
      };
      setImmediate(batch);
    });
  }

  /** The earliest timer that is due by `end`, taken out; null when there is none. */
  #next(end: number): Pending | null {
    for (;;) {
      const first = this.#due[0];
      if (!first) {
        if (!this.#refill(Math.floor(end))) return null;
      } else if (!first.fn) pop(this.#due);
      else if (first.at > end) return null;
      else return pop(this.#due);
    }
  }

  /** Makes the next millisecond with timers due, if it is not later than `last`. */
  #refill(last: number): boolean {
    while (this.#slot < last) {
      const span = spanOf(this.#slot);
      const end = Math.min((span + 1) * nearSlots - 1, last);
      while (this.#slot < end) {
        this.#slot += 1;
        const list = this.#near[this.#slot % nearSlots]!;
        if (list.length === 0) continue;
        this.#near[this.#slot % nearSlots] = this.#due;
        this.#due = list;
        for (const entry of list) entry.list = null;
        // What is in order is a heap, too.
        list.sort(compare);
        return true;
      }
      if (this.#slot === last) return false;
      const next = Math.min(...this.#far.keys(), spanOf(last));
      const list = this.#far.get(next) ?? [];
      this.#far.delete(next);
      // The first millisecond of the 8 s is due by this; whatever it has goes into the heap.
      this.#slot = next * nearSlots;
      for (const entry of list) {
        const slot = Math.floor(entry.at);
        entry.list = null;
        if (slot === this.#slot) push(this.#due, entry);
        else entry.enter(this.#near[slot % nearSlots]!);
      }
      if (this.#due.length > 0) return true;
    }
    return false;
  }

  #enterFar(span: number, entry: Pending): void {
    let list = this.#far.get(span);
    if (!list) {
      list = [];
      this.#far.set(span, list);
    }
    entry.enter(list);
  }
}

function spanOf(slot: number): number {
  return Math.floor(slot / nearSlots);
}

function compare(a: Pending, b: Pending): number {
  return a.at - b.at || a.order - b.order;
}

function push(heap: Pending[], entry: Pending): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (compare(entry, heap[parent]!) >= 0) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = entry;
}

/** The earliest, taken out of a heap that is not empty. */
function pop(heap: Pending[]): Pending {
  const first = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && compare(heap[child + 1]!, heap[child]!) < 0) child += 1;
    if (compare(heap[child]!, last) >= 0) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return first;
}
