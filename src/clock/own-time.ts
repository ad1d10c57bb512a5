/**
 * Seconds that this node has lived through: those it ran, and those it was off, of which a start counts a week at most. Lives
 * of guards and of onion keys are measured by it, so that a clock that is wrong, or made wrong, does not end them all at once.
 */
import type { Clock } from './clock.js';

const mostOff = 7 * 86_400;

/** What is kept of it: own seconds, and the machine's date (seconds since 1970) when they were written down. */
export interface TimeMark {
  readonly own: number;
  readonly date: number;
}

export function startOwnTime(clock: Clock, mark: TimeMark | null, date: number): () => number {
  const off = mark ? Math.min(mostOff, Math.max(0, date - mark.date)) : 0;
  const base = (mark?.own ?? 0) + off - clock.now() / 1000;
  return () => base + clock.now() / 1000;
}
