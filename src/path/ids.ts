/**
 * Path ids, 4 bytes in every cell of a link: the key phase, whose end of the link chose the id, and 30 random bits. As
 * each end marks its own, ids chosen by both never meet.
 */
import type { Random } from '../crypto/random.js';

/** Under which of two keys the cell is. */
export type PhaseBit = 0 | 1;

const greaterBit = 0x40000000;
const idBits = 0x3fffffff;

/** A new id on the link between two, as its end `chooser` would choose it; phase 0. */
export function choosePathId(chooser: Uint8Array, other: Uint8Array, random: Random): number {
  for (;;) {
    const bytes = random.bytes(4);
    const id = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) & idBits;
    if (id !== 0) return isGreater(chooser, other) ? id | greaterBit : id;
  }
}

/** Whether `id` (without phase) is one that `chooser` may choose on its link with `other`. */
export function mayChoose(chooser: Uint8Array, other: Uint8Array, id: number): boolean {
  if (id >>> 31 !== 0 || (id & idBits) === 0) return false;
  return ((id & greaterBit) !== 0) === isGreater(chooser, other);
}

export function phaseOf(pathId: number): PhaseBit {
  return (pathId >>> 31) as PhaseBit;
}

export function idOf(pathId: number): number {
  return pathId & ~(1 << 31);
}

export function withPhase(id: number, phase: PhaseBit): number {
  return (id | (phase << 31)) >>> 0;
}

function isGreater(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) > 0;
}
