import { compareDistance } from '../../dht/id.js';

/**
 * Many nodes by id: the nearest to a target without looking at all of them. Ids that share first bits with the target
 * stand side by side in sorted order, so the search narrows a range bit by bit.
 */
export class IdIndex<T extends { readonly nodeId: Uint8Array }> {
  /** Sorted by id. */
  #all: T[] = [];
  /** Not sorted in yet. */
  #fresh: T[] = [];

  get size(): number {
    return this.#all.length + this.#fresh.length;
  }

  add(one: T): void {
    this.#fresh.push(one);
  }

  remove(one: T): void {
    this.#sort();
    const at = this.#all.indexOf(one);
    if (at >= 0) this.#all.splice(at, 1);
  }

  get all(): readonly T[] {
    this.#sort();
    return this.#all;
  }

  /** The `count` nearest to `target` (32 bytes) by XOR, nearest first. */
  nearest(target: Uint8Array, count: number): T[] {
    this.#sort();
    let from = 0;
    let to = this.#all.length;
    for (let bit = 0; bit < 8 * target.length && to - from > count; bit += 1) {
      const middle = this.#firstWithBit(from, to, bit);
      const [left, right] = bitOf(target, bit) ? [middle, to] : [from, middle];
      if (right - left < count) break;
      [from, to] = [left, right];
    }
    return this.#all
      .slice(from, to)
      .sort((a, b) => compareDistance(target, a.nodeId, b.nodeId))
      .slice(0, count);
  }

  /** In a range whose ids share the bits before `bit`: where those begin that have it set. */
  #firstWithBit(from: number, to: number, bit: number): number {
    let [low, high] = [from, to];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bitOf(this.#all[middle]!.nodeId, bit)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #sort(): void {
    if (this.#fresh.length === 0) return;
    this.#all = [...this.#all, ...this.#fresh].sort((a, b) => Buffer.compare(a.nodeId, b.nodeId));
    this.#fresh = [];
  }
}

function bitOf(id: Uint8Array, bit: number): number {
  return (id[bit >> 3]! >> (7 - (bit & 7))) & 1;
}
