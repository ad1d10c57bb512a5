/** What part of the cells in one direction of a join gets lost, from their highest counter and how many came. */

/** Judged over at least so many cells. */
const window = 12;
/** How much the newest window counts. */
const weight = 0.5;

export class LossMeter {
  /** 0 to 1. */
  loss = 0;
  #highest = -1;
  #received = 0;

  /** `received` may be the low 16 bits only. */
  counted(highest: number, received: number): void {
    const sent = highest - this.#highest;
    if (sent < window) return;
    const came = (received - this.#received) & 0xffff;
    this.#highest = highest;
    this.#received = received;
    this.loss += weight * (Math.max(0, 1 - came / sent) - this.loss);
  }
}
