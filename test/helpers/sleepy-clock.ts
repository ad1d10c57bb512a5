/** The clock of a machine that can be put to sleep: what comes due meanwhile is done when it wakes, in its order, and late. */
import type { Clock, Timer } from '../../src/clock/clock.js';

interface Waiting {
  readonly fn: () => void;
  timer: Timer | null;
  isOver: boolean;
}

export class SleepyClock implements Clock {
  wokeAt = Number.NEGATIVE_INFINITY;
  #missed: Waiting[] | null = null;
  readonly #sleepers = new Set<() => void>();

  constructor(private readonly inner: Clock) {}

  now(): number {
    return this.inner.now();
  }

  wall(): number {
    return this.inner.wall();
  }

  after(ms: number, fn: () => void): Timer {
    const waiting: Waiting = { fn, timer: null, isOver: false };
    waiting.timer = this.inner.after(ms, () => this.#run(waiting));
    return {
      cancel() {
        waiting.isOver = true;
        waiting.timer?.cancel();
      },
    };
  }

  onWake(fn: () => void): Timer {
    this.#sleepers.add(fn);
    return { cancel: () => void this.#sleepers.delete(fn) };
  }

  sleep(): void {
    this.#missed ??= [];
  }

  wake(): void {
    const missed = this.#missed ?? [];
    this.#missed = null;
    this.wokeAt = this.now();
    for (const waiting of missed) {
      if (!waiting.isOver) waiting.timer = this.inner.after(0, () => this.#run(waiting));
    }
    for (const fn of [...this.#sleepers]) fn();
  }

  #run(waiting: Waiting): void {
    if (this.#missed) this.#missed.push(waiting);
    else waiting.fn();
  }
}
