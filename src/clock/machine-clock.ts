/**
 * The machine's clock, which goes on while the machine sleeps. Timers and `performance.now()` stand still as long as it is suspended (a
 * laptop is closed), while everybody else's time goes on: links, paths, sessions, records and what is remembered of replays would be
 * taken for fresh. So the time that was slept through is added as soon as it is noticed, and everything that
 * came due in the meantime is done then, in its order: late, as after any pause of the process.
 *
 * How long a sleep was is told by the time since boot, which counts it: not by the date, which users and other programs set.
 */
import { uptime } from 'node:os';
import type { Clock, Timer } from './clock.js';

/** What the machine offers. */
export interface Machine {
  /** Milliseconds that only ever grow, and stand still in sleep. */
  steady(): number;
  /** Milliseconds since boot, sleep included; exact to a second. */
  sinceBoot(): number;
  wall(): number;
  after(ms: number, fn: () => void): Timer;
}

/** How often is it looked whether there was a sleep, ms? */
const lookEvery = 1_000;
/** A shorter one may be what the two times differ by from one look to the next, ms. */
const shortest = 3_000;

interface Waiting {
  readonly at: number;
  readonly fn: () => void;
  timer: Timer;
}

export class MachineClock implements Clock {
  wokeAt = Number.NEGATIVE_INFINITY;
  readonly #waiting = new Set<Waiting>();
  readonly #sleepers = new Set<() => void>();
  /** Slept through so far, ms. */
  #slept = 0;
  /** By how much the time since boot was ahead of ours when they were compared first. */
  readonly #ahead: number;

  constructor(private readonly machine: Machine) {
    this.#ahead = machine.sinceBoot() - machine.steady();
  }

  now(): number {
    return this.machine.steady() + this.#slept;
  }

  wall(): number {
    return this.machine.wall();
  }

  after(ms: number, fn: () => void): Timer {
    const waiting: Waiting = { at: this.now() + ms, fn, timer: this.#arm(ms, () => waiting) };
    this.#waiting.add(waiting);
    return {
      cancel: () => {
        this.#waiting.delete(waiting);
        waiting.timer.cancel();
      },
    };
  }

  onWake(fn: () => void): Timer {
    // Its own, so that the same function may be there twice.
    const call = (): void => fn();
    this.#sleepers.add(call);
    return { cancel: () => void this.#sleepers.delete(call) };
  }

  /** Notices sleep from now on; `told` hears how long it was, ms. Whoever starts it cancels it. */
  watch(told: (ms: number) => void): Timer {
    let timer: Timer;
    const look = (): void => {
      timer = this.machine.after(lookEvery, look);
      const slept = this.machine.sinceBoot() - this.#ahead - this.now();
      if (slept < shortest) return;
      this.#woke(slept);
      told(slept);
    };
    timer = this.machine.after(lookEvery, look);
    return { cancel: () => timer.cancel() };
  }

  #woke(slept: number): void {
    this.#slept += slept;
    const now = this.now();
    this.wokeAt = now;
    for (const waiting of [...this.#waiting].sort((a, b) => a.at - b.at)) {
      waiting.timer.cancel();
      waiting.timer = this.#arm(Math.max(0, waiting.at - now), () => waiting);
    }
    for (const call of [...this.#sleepers]) call();
  }

  #arm(ms: number, waiting: () => Waiting): Timer {
    return this.machine.after(ms, () => {
      const one = waiting();
      this.#waiting.delete(one);
      one.fn();
    });
  }
}

/** The machine's own clock. Its timers keep the process alive, so whoever starts one cancels it. */
export const systemClock = new MachineClock({
  steady: () => performance.now(),
  sinceBoot: () => uptime() * 1000,
  wall: () => Date.now(),
  after(ms, fn) {
    const handle = setTimeout(fn, ms);
    return { cancel: () => clearTimeout(handle) };
  },
});
