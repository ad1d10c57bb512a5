/** What part of the cells in one direction of a join gets lost, from their highest counter and how many came. */

/**
 * Judged over at least so many cells and so long, ms, and by the better of two such windows in a row: cells that were overtaken are
 * missing in one, when more go out than before, and come in the next.
 */
const window = 12;
const windowLasts = 250;
/** How much the newest window counts. */
const weight = 0.5;

export class LossMeter {
  /** 0 to 1. */
  loss = 0;
  #highest = -1;
  #received = 0;
  #before = 0;
  #since = Number.NEGATIVE_INFINITY;

  /** `received` may be the low 16 bits only. */
  counted(highest: number, received: number, now: number): void {
    const sent = highest - this.#highest;
    if (sent < window || now - this.#since < windowLasts) return;
    this.#since = now;
    const came = (received - this.#received) & 0xffff;
    this.#highest = highest;
    this.#received = received;
    const missing = Math.max(0, 1 - came / sent);
    this.loss += weight * (Math.min(missing, this.#before) - this.loss);
    this.#before = missing;
  }
}
