/** Ephemeral keys that were seen: whatever is sealed anew has a new one, so one that comes again is a replay. */
import { textOf } from '../wire/bytes.js';
import { isFull } from './full.js';

/** Bytes of a key by which it is remembered. */
const nameLength = 12;

interface Seen {
  readonly until: number;
  readonly by: string;
}

/** Of the last quarter a neighbour gets this part of its most. */
const shareOfLast = 1 / 8;

/** Bounded in all and per neighbour, so that few cannot fill it for others; full, it takes nothing more. */
export class SeenKeys {
  readonly #seen = new Map<string, Seen>();
  readonly #counts = new Map<string, number>();
  #sweptAt = 0;

  constructor(
    readonly most: number,
    readonly mostPerNeighbour: number,
  ) {}

  get size(): number {
    return this.#seen.size;
  }

  has(key: Uint8Array): boolean {
    return this.#seen.has(nameOf(key));
  }

  /** Remembers a key until `until`, which is later than `now` (same unit, any). False when there is no room. */
  add(key: Uint8Array, by: string, until: number, now: number): boolean {
    if (this.#isFull(by)) this.#sweep(now);
    if (this.#isFull(by)) return false;
    this.#seen.set(nameOf(key), { until, by });
    this.#counts.set(by, (this.#counts.get(by) ?? 0) + 1);
    return true;
  }

  #isFull(by: string): boolean {
    const { most, mostPerNeighbour } = this;
    const count = this.#counts.get(by) ?? 0;
    return isFull(this.size, most, count, mostPerNeighbour, shareOfLast * mostPerNeighbour);
  }

  // Not at every key of a flood: once for every distinct time.
  #sweep(now: number): void {
    if (now === this.#sweptAt) return;
    this.#sweptAt = now;
    for (const [name, { until, by }] of this.#seen) {
      if (until > now) continue;
      this.#seen.delete(name);
      const left = this.#counts.get(by)! - 1;
      if (left > 0) this.#counts.set(by, left);
      else this.#counts.delete(by);
    }
  }
}

function nameOf(key: Uint8Array): string {
  return textOf(key.subarray(0, nameLength));
}
