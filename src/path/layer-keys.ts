/**
 * The keys of one direction of one hop as they age. A key serves 2^15 cells, one *phase*; the next one is its hash, so
 * whoever takes a node over cannot open what passed it before. The lowest bit of a phase's number goes with each cell in its
 * path id, since cells get lost and overtake each other. Where a cell begins its way (at the owner, or on the way back at
 * the end hop) the phase is decided: OutgoingLayer. Everywhere else the cell says it: IncomingLayer.
 */
import { hash, wipe } from '../crypto/hash.js';
import { createLayer, type Layer } from '../crypto/layer.js';
import type { Random } from '../crypto/random.js';
import { Repeats } from './repeats.js';

/** Protocol: how many cells one key serves. */
export const cellsPerPhase = 2 ** 15;
/**
 * Protocol: a phase ends no sooner, seen from a hop: a quarter of its cells must have come. The phase bit is the one
 * thing about a cell that a hop can change and the next but one can see, so changes of it must be rare.
 */
export const leastCellsPerPhase = cellsPerPhase / 4;
/** Our own: for how many cells after a new phase's first one those of the old phase may still come. */
export const stragglingCells = 1024;

/** One key's life. */
export class Phase {
  readonly layer: Layer;
  /** Cells that came under this key, for a hop; null at the owner, whose tunnels and control cells are numbered. */
  readonly repeats: Repeats | null;
  cells = 0;

  /** @param bit what the path id of its cells says, 0 or 1 */
  constructor(
    readonly bit: number,
    key: Uint8Array,
    random: Random | null,
  ) {
    this.layer = createLayer(key);
    this.repeats = random && new Repeats(cellsPerPhase, random);
  }
}

/** The newest phase's key, and from it the next phase. */
class Ratchet {
  #key: Uint8Array;
  #bit = 0;

  /** @param random for the memory of repeats, which a hop has; null at the owner */
  constructor(
    key: Uint8Array,
    readonly random: Random | null,
  ) {
    this.#key = key.slice();
  }

  first(): Phase {
    return new Phase(0, this.#key, this.random);
  }

  next(): Phase {
    const key = hash(32, 'phantom ratchet', this.#key);
    wipe(this.#key);
    this.#key = key;
    this.#bit ^= 1;
    return new Phase(this.#bit, key, this.random);
  }

  wipe(): void {
    wipe(this.#key);
  }
}

/** Where cells begin their way. */
export class OutgoingLayer {
  readonly #ratchet: Ratchet;
  #phase: Phase;

  constructor(key: Uint8Array, random: Random | null) {
    this.#ratchet = new Ratchet(key, random);
    this.#phase = this.#ratchet.first();
  }

  /** The phase of the next cell; call it once for each. */
  next(): Phase {
    const phase = this.#current();
    phase.cells += 1;
    return phase;
  }

  /**
   * The same at an end hop, where others send what goes back. @param sample 8 bytes of the cell that no other has
   * Null when a cell with them went out under this key before: drop it. It does not count, or who repeats cells would end the
   * phase before the next hops have seen enough of it.
   */
  nextFresh(sample: Uint8Array): Phase | null {
    const phase = this.#current();
    if (!phase.repeats!.add(sample)) return null;
    phase.cells += 1;
    return phase;
  }

  #current(): Phase {
    if (this.#phase.cells === cellsPerPhase) {
      this.#phase.layer.wipe();
      this.#phase = this.#ratchet.next();
    }
    return this.#phase;
  }

  wipe(): void {
    this.#ratchet.wipe();
    this.#phase.layer.wipe();
  }
}

/** Where cells come by or end their way. */
export class IncomingLayer {
  readonly #ratchet: Ratchet;
  #phase: Phase;
  #previous: Phase | null = null;
  #cellsSinceTurn = 0;

  constructor(key: Uint8Array, random: Random | null) {
    this.#ratchet = new Ratchet(key, random);
    this.#phase = this.#ratchet.first();
  }

  /**
   * The phase of a cell that came with this bit; call it once for each. Null when no phase can have it, or when the
   * phase has had all its cells: drop the cell.
   */
  at(bit: number): Phase | null {
    if (this.#cellsSinceTurn === stragglingCells) this.#forgetPrevious();
    this.#cellsSinceTurn += 1;
    const phase = this.#find(bit);
    if (!phase || phase.cells === cellsPerPhase) return null;
    phase.cells += 1;
    return phase;
  }

  #find(bit: number): Phase | null {
    if (bit === this.#phase.bit) return this.#phase;
    if (this.#previous) return this.#previous;
    if (this.#phase.cells < leastCellsPerPhase) return null;
    this.#previous = this.#phase;
    this.#phase = this.#ratchet.next();
    this.#cellsSinceTurn = 0;
    return this.#phase;
  }

  #forgetPrevious(): void {
    this.#previous?.layer.wipe();
    this.#previous = null;
  }

  wipe(): void {
    this.#ratchet.wipe();
    this.#phase.layer.wipe();
    this.#forgetPrevious();
  }
}
