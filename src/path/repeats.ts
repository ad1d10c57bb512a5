import type { Random } from '../crypto/random.js';

/** Slots of the first table; none is made before the first cell. */
const leastSlots = 48;
const growth = 1.5;
/** How full a table gets. Three words of four in use would be quicker and take more room. */
const fullest = 0.8;
const wordsPerSlot = 2;

/**
 * The memory of cells that passed a hop under one key: a cell that comes again is dropped, so that nobody can send one
 * twice and look where it comes out twice. Kept are the first 8 bytes of what comes to the hop, in one typed array
 * with open addressing that grows with the traffic: 10 to 15 bytes for a cell.
 *
 * The owner of a path can choose those bytes. Where they are kept depends on two secret numbers, so that he cannot make
 * them all fall on one place; and of what he sends no more than `most` is kept.
 */
export class Repeats {
  readonly #most: number;
  readonly #factors: readonly [number, number];
  /** Two words for each cell; 0, 0 is a free slot. */
  #slots = new Int32Array(0);
  #size = 0;

  /** @param most cells that are taken; later ones count as repeated */
  constructor(most: number, random: Random) {
    this.#most = most;
    const view = new DataView(random.bytes(8).buffer);
    this.#factors = [view.getUint32(0) | 1, view.getUint32(4) | 1];
  }

  get size(): number {
    return this.#size;
  }

  /** Bytes of memory in use. */
  get bytes(): number {
    return this.#slots.byteLength;
  }

  /** False when a cell that begins with these 8 bytes was here before: drop it. */
  add(body: Uint8Array): boolean {
    if (this.#size === this.#most) return false;
    if (this.#size >= fullest * this.#capacity) this.#grow();
    const high = wordAt(body, 0);
    const low = wordAt(body, 4);
    // A free slot is all zeros, so a cell must not be.
    const fresh = this.#put(high, high === 0 && low === 0 ? 1 : low);
    if (fresh) this.#size += 1;
    return fresh;
  }

  get #capacity(): number {
    return this.#slots.length / wordsPerSlot;
  }

  #put(high: number, low: number): boolean {
    const slots = this.#slots;
    const place = (Math.imul(high, this.#factors[0]) + Math.imul(low, this.#factors[1])) >>> 0;
    let at = wordsPerSlot * Math.floor((place * this.#capacity) / 2 ** 32);
    while (slots[at] !== 0 || slots[at + 1] !== 0) {
      if (slots[at] === high && slots[at + 1] === low) return false;
      at += wordsPerSlot;
      if (at === slots.length) at = 0;
    }
    slots[at] = high;
    slots[at + 1] = low;
    return true;
  }

  #grow(): void {
    const old = this.#slots;
    const enough = Math.ceil(this.#most / fullest) + 1;
    const capacity = Math.min(Math.max(leastSlots, Math.ceil(growth * this.#capacity)), enough);
    this.#slots = new Int32Array(wordsPerSlot * capacity);
    for (let at = 0; at < old.length; at += wordsPerSlot) {
      if (old[at] !== 0 || old[at + 1] !== 0) this.#put(old[at]!, old[at + 1]!);
    }
  }
}

/** Signed, as such a number needs no room on the heap. */
function wordAt(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}
