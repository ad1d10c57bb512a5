/** Forged cells at an end of a path: a few are the weather, many are somebody's work. Counted per so many cells. */
import { failureSpan, maxFailures } from './constants.js';

export class Failures {
  #cells = 0;
  #failed = 0;
  #before = 0;

  good(): void {
    this.#count();
  }

  /** True when these are too many. */
  bad(): boolean {
    this.#failed += 1;
    this.#count();
    return this.#failed + this.#before >= maxFailures;
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
