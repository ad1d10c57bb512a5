import { maxJoinsInAll, maxJoinsPerLink, shareOfJoins } from '../constants.js';
import { isFull } from '../full.js';

/** How many joins all ends here have, and those of whose paths come from one neighbour. */
export class JoinCounts {
  count = 0;
  readonly #of = new Map<string, number>();

  hasRoom(neighbour: string): boolean {
    return !isFull(this.count, maxJoinsInAll, this.#own(neighbour), maxJoinsPerLink, shareOfJoins);
  }

  add(neighbour: string): void {
    this.#of.set(neighbour, this.#own(neighbour) + 1);
    this.count += 1;
  }

  remove(neighbour: string): void {
    const left = this.#own(neighbour) - 1;
    if (left > 0) this.#of.set(neighbour, left);
    else this.#of.delete(neighbour);
    this.count -= 1;
  }

  #own(neighbour: string): number {
    return this.#of.get(neighbour) ?? 0;
  }
}
