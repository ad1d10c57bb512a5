/** Selectors whose join has ended, the latest few: cells of it may still be on their way, and are nobody's forgery. */

/** How many are remembered. */
const most = 256;

export class Bygone {
  readonly #selectors = new Set<number>();

  add(selector: number): void {
    this.#selectors.add(selector);
    const [oldest] = this.#selectors;
    if (this.#selectors.size > most && oldest !== undefined) this.#selectors.delete(oldest);
  }

  has(selector: number): boolean {
    return this.#selectors.has(selector);
  }
}
