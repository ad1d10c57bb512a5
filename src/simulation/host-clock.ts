import { type Clock, neverWakes, type Timer } from '../clock/clock.js';
import type { TimerOwner, VirtualClock } from '../clock/virtual.js';

/** What is wrong with a host's clock. */
export interface ClockError {
  /** How far its date is ahead, ms. */
  readonly ahead: number;
  /** How much faster it goes, as a part of 1. */
  readonly drift: number;
}

/** One host's clock: wrong in its own way, and silent for good once the host is gone. */
export class HostClock implements Clock, TimerOwner {
  isGone = false;
  readonly wokeAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly clock: VirtualClock,
    private readonly error: ClockError,
  ) {}

  now(): number {
    return this.clock.now() * (1 + this.error.drift);
  }

  onWake(): Timer {
    return neverWakes;
  }

  wall(): number {
    return this.clock.wall() + this.clock.now() * this.error.drift + this.error.ahead;
  }

  after(ms: number, fn: () => void): Timer {
    return this.clock.after(ms / (1 + this.error.drift), fn, this);
  }
}
