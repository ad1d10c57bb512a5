/**
 * How many nodes there are, judged by how densely they lie, and what follows from it: where too many stand together
 * somebody has made them stand there. Ids cost a puzzle each, so whoever wants those beside a key grinds them; but who
 * grinds enough to fill a key's neighbourhood makes it denser than any other place, and then counts for few.
 */
import { gap, gaps, pointOf } from './id.js';

/** Estimates kept, and which of them counts: rather a high one, since a network that grew has low ones from before. */
const memory = 9;
const rank = 0.7;

/** A place may hold this many nodes, and so many times what is expected there, before it counts as a crowd. */
const crowd = { base: 6, factor: 3 } as const;

/** In a network smaller than this there are no crowds: everybody is near everything. */
const smallest = 60;

export class Density {
  /** Nodes in the network, one estimate per lookup, oldest first. */
  readonly #estimates: number[] = [];
  /** As many distances as there can be between nodes: ids begin with the puzzle's zeros. */
  readonly space: number;
  #nodes = 0;

  constructor(puzzleBits: number) {
    this.space = gaps / 2 ** puzzleBits;
  }

  /** About how many nodes there are; 0 while unknown. */
  get nodes(): number {
    return this.#nodes;
  }

  /**
   * A lookup found these nodes nearest to a target, nearest first: all that are there up to the last.
   * Far from each other the estimates are taken, so a lie near one target is one bad estimate.
   */
  note(target: Uint8Array, nearest: readonly { readonly nodeId: Uint8Array }[]): void {
    const last = nearest.at(-1);
    if (!last || nearest.length < 3) return;
    const distance = gap(pointOf(target), pointOf(last.nodeId)) % this.space;
    if (distance === 0) return;
    this.#estimates.push((nearest.length - 1) / (distance / this.space));
    if (this.#estimates.length > memory) this.#estimates.shift();
    const sorted = [...this.#estimates].sort((a, b) => a - b);
    this.#nodes = sorted[Math.floor(rank * sorted.length)]!;
  }

  /** How many nodes are expected nearer than `distance`. */
  expected(distance: number): number {
    return (this.#nodes * (distance % this.space)) / this.space;
  }

  /** Within which distance so many nodes are expected; infinite while nothing is known. */
  radius(count: number): number {
    return this.#nodes === 0 ? Number.POSITIVE_INFINITY : (count / this.#nodes) * this.space;
  }

  /** Leaves out those of `sorted` (nearest first, by `gap`) that stand in a crowd: the nearest few of it stay. */
  thin<T extends { readonly gap: number }>(sorted: readonly T[]): T[] {
    if (this.#nodes < smallest) return [...sorted];
    let counted = 0;
    return sorted.filter((one) => {
      if (counted >= crowd.base + crowd.factor * this.expected(one.gap)) return false;
      counted += 1;
      return true;
    });
  }
}
