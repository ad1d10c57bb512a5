/**
 * Forged cells at an end of a path: a few are the weather, many are somebody's work. Where they are too many of so many cells
 * the path is closed, at a moment that tells nobody which of them it was.
 */
import type { Clock, Timer } from '../clock/clock.js';
import type { Random } from '../crypto/random.js';
import { failureDelay, failureSpan, maxFailures } from './constants.js';

export class Failures {
  #cells = 0;
  #failed = 0;
  #before = 0;
  #closing: Timer | null = null;

  constructor(
    readonly parts: {
      readonly clock: Clock;
      readonly random: Random;
      readonly drop: (reason: string) => void;
    },
    readonly onTooMany: () => void,
  ) {}

  good(): void {
    this.#count();
  }

  bad(reason: string): void {
    const { clock, random, drop } = this.parts;
    drop(reason);
    this.#failed += 1;
    this.#count();
    if (this.#failed + this.#before < maxFailures || this.#closing) return;
    const [least, most] = failureDelay;
    this.#closing = clock.after(least + random.next() * (most - least), this.onTooMany);
  }

  /** The path is closed. */
  end(): void {
    this.#closing?.cancel();
  }

  // Two halves of the span, so that what straddles its end counts, too.
  #count(): void {
    this.#cells += 1;
    if (this.#cells < failureSpan / 2) return;
    this.#cells = 0;
    this.#before = this.#failed;
    this.#failed = 0;
  }
}
