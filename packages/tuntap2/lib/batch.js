import binding from '../binding.js';

/** Fields of a descriptor, in order; slot i's begin at `i * fields`. */
export const OFFSET = 0;
export const LENGTH = 1;
export const SEGMENT = 2;
export const PEER = 3;
export const FIELDS = 4;

/**
 * Memory for packets, registered once with the addon: `slots` slots of `slotSize` bytes. Packets are read to
 * `headroom` bytes after the start of a slot, so that something can be put before them in place. Any number of
 * devices may read into and write from one batch.
 */
export class Batch {
  #views;

  constructor({ slots = 64, slotSize = 2048, headroom = 64 } = {}) {
    const whole = (value, least) => Number.isInteger(value) && value >= least;
    if (
      !whole(slots, 1) ||
      !whole(headroom, 0) ||
      !whole(slotSize, headroom + 1) ||
      slots * slotSize > 2 ** 30
    ) {
      throw new RangeError(
        `a batch needs whole numbers of slots, slot size and headroom, at most 1 GiB together, got ${slots}, ${slotSize}, ${headroom}`,
      );
    }
    this.slots = slots;
    this.slotSize = slotSize;
    this.headroom = headroom;
    this.arena = new Uint8Array(slots * slotSize);
    this.descriptors = new Int32Array(slots * FIELDS);
    this.#views = Array.from({ length: slots }, (_, i) =>
      this.arena.subarray(i * slotSize, (i + 1) * slotSize),
    );
    this.id = binding.register(this.arena, this.descriptors, slotSize, headroom);
  }

  /** The whole slot, headroom included; always the same object. */
  slot(index) {
    return this.#views[index];
  }

  /** The packet that slot `index`'s descriptor names: a new view, so not for the hot path. */
  packet(index) {
    const offset = this.descriptors[index * FIELDS + OFFSET];
    return this.arena.subarray(offset, offset + this.descriptors[index * FIELDS + LENGTH]);
  }

  /** Copies `bytes` into slot `index` and describes them; false when they are too long for it. */
  put(index, bytes) {
    if (bytes.length > this.slotSize - this.headroom) return false;
    const offset = index * this.slotSize + this.headroom;
    this.arena.set(bytes, offset);
    const at = index * FIELDS;
    this.descriptors[at + OFFSET] = offset;
    this.descriptors[at + LENGTH] = bytes.length;
    this.descriptors[at + SEGMENT] = 0;
    this.descriptors[at + PEER] = 0;
    return true;
  }

  /** Gives the memory back to the garbage collector; the batch is of no use afterwards. */
  release() {
    if (this.id >= 0) binding.release(this.id);
    this.id = -1;
  }
}
