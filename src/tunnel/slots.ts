/** Packets' payloads that wait in queues: one piece of memory for all tunnels, so that a packet in the queue is a number. */
import { maxPayload } from './packet.js';

const chunkSlots = 256;

export class Slots {
  readonly #chunks: Uint8Array[] = [];
  readonly #free: number[] = [];
  #lengths: number[] = [];
  #nextHeaders: number[] = [];

  /** @param most slots at once; more packets are dropped */
  constructor(readonly most: number) {}

  /** How many are in use. */
  get used(): number {
    return this.#lengths.length - this.#free.length;
  }

  /** Keeps a copy of `length` bytes (at most 1240); -1 when all slots are in use. */
  put(nextHeader: number, source: Uint8Array, from: number, length: number): number {
    if (this.#free.length === 0 && !this.#grow()) return -1;
    const slot = this.#free.pop()!;
    this.#lengths[slot] = length;
    this.#nextHeaders[slot] = nextHeader;
    const at = this.offset(slot);
    const memory = this.memory(slot);
    if (length <= 64) for (let i = 0; i < length; i += 1) memory[at + i] = source[from + i]!;
    else memory.set(source.subarray(from, from + length), at);
    return slot;
  }

  /** Where a slot's payload lies. */
  memory(slot: number): Uint8Array {
    return this.#chunks[Math.floor(slot / chunkSlots)]!;
  }

  offset(slot: number): number {
    return (slot % chunkSlots) * maxPayload;
  }

  length(slot: number): number {
    return this.#lengths[slot]!;
  }

  nextHeader(slot: number): number {
    return this.#nextHeaders[slot]!;
  }

  release(slot: number): void {
    this.#free.push(slot);
  }

  #grow(): boolean {
    const first = this.#lengths.length;
    if (first + chunkSlots > this.most) return false;
    this.#chunks.push(new Uint8Array(chunkSlots * maxPayload));
    for (let slot = first + chunkSlots - 1; slot >= first; slot -= 1) this.#free.push(slot);
    this.#lengths = [...this.#lengths, ...new Array<number>(chunkSlots).fill(0)];
    this.#nextHeaders = [...this.#nextHeaders, ...new Array<number>(chunkSlots).fill(0)];
    return true;
  }
}
