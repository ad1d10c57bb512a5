/**
 * Time comes into every room through here, so that thousands of nodes can live in virtual time.
 * Plain functions take `now` (milliseconds); only things that wait take a `Clock`.
 */

/** A pending call that can be taken back. */
export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Milliseconds that only ever grow, also while the machine sleeps; says nothing about the date. For intervals and timeouts. */
  now(): number;
  /** `now()` when the machine woke from sleep last: silence before that was ours. Negative infinity: it never slept. */
  readonly wokeAt: number;
  /** Calls `fn` each time the machine has woken, when `now()` has caught up; what came due in sleep is done after that. */
  onWake(fn: () => void): Timer;
  /** What this machine believes the date is, in milliseconds since 1970. May be years off; see network time. */
  wall(): number;
  /** Calls `fn` once, `ms` milliseconds from now. */
  after(ms: number, fn: () => void): Timer;
}

/** For clocks of machines that never sleep. */
export const neverWakes: Timer = { cancel() {} };

/**
 * Calls `fn` again and again, each time `ms` after the last, varied by ±`jitter` (0 to 1) so that the
 * upkeep of many nodes does not fall on the same instant. `random` gives numbers in [0, 1).
 */
export function every(clock: Clock, ms: number, jitter: number, random: () => number, fn: () => void): Timer {
  const wait = () => ms * (1 + jitter * (2 * random() - 1));
  let timer = clock.after(wait(), tick);
  let stopped = false;
  function tick(): void {
    fn();
    if (!stopped) timer = clock.after(wait(), tick);
  }
  return {
    cancel() {
      stopped = true;
      timer.cancel();
    },
  };
}
