/**
 * What waits to leave for one tunnel: a CoDel queue per inner flow, served in turn by bytes, those that only just began
 * first (RFC 8290). So a download does not keep a keystroke waiting. Items are slots (slots.ts).
 */
import { CodelQueue } from '../link/codel.js';
import type { Slots } from './slots.js';

/** Flows are told apart by so many; a power of two. */
const lanes = 64;
/** Bytes a flow may send per turn: one full packet. */
const quantum = 1280;
/** Packets that one flow may have waiting, and all together. */
const maxPerFlow = 256;
export const maxPerTunnel = 1024;

interface Lane {
  readonly queue: CodelQueue<number>;
  credit: number;
  isWaiting: boolean;
}

export class FairQueue {
  readonly #lanes: (Lane | null)[] = new Array<Lane | null>(lanes).fill(null);
  /** Lanes in the order of their turns. */
  #fresh: Lane[] = [];
  #old: Lane[] = [];
  #length = 0;
  /** What `peek` took out and nobody fetched yet; -1: nothing. */
  #next = -1;
  /** Round trip of what leaves from here, ms. */
  roundTrip = 0;

  constructor(
    readonly slots: Slots,
    readonly onDrop: () => void,
  ) {}

  /** Packets waiting. */
  get length(): number {
    return this.#length + (this.#next === -1 ? 0 : 1);
  }

  push(slot: number, flow: number, now: number): void {
    if (this.length >= maxPerTunnel) {
      this.#drop(slot);
      return;
    }
    const lane = this.#lane(flow & (lanes - 1));
    this.#length += 1;
    lane.queue.push(slot, now);
    if (lane.isWaiting) return;
    lane.isWaiting = true;
    lane.credit = quantum;
    this.#fresh.push(lane);
  }

  /** The next slot, which stays the next until `shift`; -1 when nothing waits. */
  peek(now: number): number {
    if (this.#next === -1) this.#next = this.#take(now);
    return this.#next;
  }

  /** Takes out what `peek` gave; it is the caller's to release. */
  shift(): void {
    this.#next = -1;
  }

  clear(): void {
    if (this.#next !== -1) this.slots.release(this.#next);
    this.#next = -1;
    for (const lane of this.#lanes) {
      if (!lane) continue;
      // With a clock that stands still CoDel lets everything out.
      for (let slot = lane.queue.shift(0); slot !== null; slot = lane.queue.shift(0))
        this.slots.release(slot);
      lane.isWaiting = false;
    }
    this.#fresh = [];
    this.#old = [];
    this.#length = 0;
  }

  #take(now: number): number {
    for (;;) {
      const isFresh = this.#fresh.length > 0;
      const list = isFresh ? this.#fresh : this.#old;
      const lane = list[0];
      if (!lane) return -1;
      if (lane.credit <= 0) {
        lane.credit += quantum;
        list.shift();
        this.#old.push(lane);
        continue;
      }
      lane.queue.roundTrip = this.roundTrip;
      const slot = lane.queue.shift(now);
      if (slot !== null) {
        this.#length -= 1;
        lane.credit -= this.slots.length(slot);
        return slot;
      }
      list.shift();
      // A fresh one that ran dry stays among the old for a turn, so that it cannot be fresh again at once.
      if (isFresh) this.#old.push(lane);
      else lane.isWaiting = false;
    }
  }

  #lane(index: number): Lane {
    const known = this.#lanes[index];
    if (known) return known;
    const queue = new CodelQueue<number>(maxPerFlow, (slot) => {
      this.#length -= 1;
      this.#drop(slot);
    });
    const lane = { queue, credit: 0, isWaiting: false };
    this.#lanes[index] = lane;
    return lane;
  }

  #drop(slot: number): void {
    this.slots.release(slot);
    this.onDrop();
  }
}
