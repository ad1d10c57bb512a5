/**
 * How many nodes there are, judged by how densely they lie, and what follows from it: where too many stand together
 * somebody has made them stand there. Ids cost a puzzle each, so whoever wants those beside a key grinds them; but who
 * grinds enough to fill a key's neighbourhood makes it denser than any other place, and then counts for few.
 */
import { gap, gaps, pointOf } from './id.js';

/**
 * Lookups remembered, how many it takes to say anything, and which part of them counts, the densest: a network that grew
 * looked empty before, and so does one whose liars hide their neighbours.
 */
const memory = 9;
const fewest = 2;
const counted = 0.75;

/** A place may hold this many nodes, and so many times what is expected there, before it counts as a crowd. */
const crowd = { base: 6, factor: 3 } as const;

/** In a network smaller than this there are no crowds: everybody is near everything. */
const smallest = 60;

export class Density {
  /** How many nodes were found within which distance, oldest first. */
  readonly #places: { readonly count: number; readonly distance: number }[] = [];
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
   * A lookup found these nodes nearest to a random target, nearest first: all that are there up to the last. Targets that
   * others know before say nothing: beside our own id somebody may have gathered long before we came.
   */
  note(target: Uint8Array, nearest: readonly { readonly nodeId: Uint8Array }[]): void {
    const last = nearest.at(-1);
    const distance = last ? gap(pointOf(target), pointOf(last.nodeId)) % this.space : 0;
    if (distance === 0) return;
    this.#places.push({ count: nearest.length, distance });
    if (this.#places.length > memory) this.#places.shift();
    if (this.#places.length < fewest) return;
    const densest = [...this.#places]
      .sort((a, b) => b.count / b.distance - a.count / a.distance)
      .slice(0, Math.ceil(counted * this.#places.length));
    const nodes = densest.reduce((sum, place) => sum + place.count, 0) - 1;
    const within = densest.reduce((sum, place) => sum + place.distance, 0);
    this.#nodes = (nodes * this.space) / within;
  }

  /** How many nodes are expected nearer than `distance`. */
  expected(distance: number): number {
    return (this.#nodes * (distance % this.space)) / this.space;
  }

  /** Within which distance so many nodes are expected; infinite while nothing is known. */
  radius(count: number): number {
    return this.#nodes === 0 ? Number.POSITIVE_INFINITY : (count / this.#nodes) * this.space;
  }

  /** Whether `sorted` (nearest first, by `gap`) are more than can be by chance. */
  isCrowd(sorted: readonly { readonly gap: number }[]): boolean {
    return this.thin(sorted).length < sorted.length;
  }

  /** Whether there are quite other numbers of nodes now than `before`, an earlier `nodes`. */
  differs(before: number): boolean {
    return Math.max(before, this.#nodes) > 1.5 * Math.min(before, this.#nodes);
  }

  /** Leaves out those of `sorted` (nearest first, by `gap`) that stand in a crowd: the nearest few of it stay. */
  thin<T extends { readonly gap: number }>(sorted: readonly T[]): T[] {
    let kept = 0;
    return sorted.filter((one) => {
      if (!this.hasRoom(kept, one.gap)) return false;
      kept += 1;
      return true;
    });
  }

  /** Whether one at this distance may stand behind `nearer` others without being one too many. */
  hasRoom(nearer: number, distance: number): boolean {
    return this.#nodes < smallest || nearer < crowd.base + crowd.factor * this.expected(distance);
  }
}
