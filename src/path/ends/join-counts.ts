import { maxJoinsInAll, maxJoinsPerLink, shareOfJoins } from '../constants.js';
import { isFull } from '../full.js';

/** How many joins all ends here have, and those of whose paths come from one neighbour. */
export class JoinCounts {
  count = 0;
  readonly #of = new Map<string, number>();

  /** Counts one more; false when there is no room. */
  add(neighbour: string): boolean {
    const own = this.#of.get(neighbour) ?? 0;
    if (isFull(this.count, maxJoinsInAll, own, maxJoinsPerLink, shareOfJoins)) return false;
    this.#of.set(neighbour, own + 1);
    this.count += 1;
    return true;
  }

  remove(neighbour: string): void {
    const left = this.#of.get(neighbour)! - 1;
    if (left > 0) this.#of.set(neighbour, left);
    else this.#of.delete(neighbour);
    this.count -= 1;
  }
}
