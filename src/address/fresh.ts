/**
 * The fresh address that a start goes out with, so that nobody links one start with the next. It is made while the last
 * start runs, and kept; whoever takes it takes it out of the state first.
 */
import { wipe } from '../crypto/hash.js';
import type { State } from '../state/state.js';
import { concat } from '../wire/bytes.js';
import { addressOf, type Origin } from './make.js';
import type { OwnAddress } from './types.js';

const stateName = 'next-address';
const seedLength = 32;
const keptLength = 48;

export function freshOf(origin: Origin): OwnAddress | null {
  return addressOf(origin, { isLasting: false, label: '' });
}

/** The address made for this start, or null. It is gone from the state: two starts with one address would be linked. */
export async function takeNext(state: State): Promise<OwnAddress | null> {
  const kept = await state.read(stateName);
  if (kept?.length !== keptLength) return null;
  await state.write(stateName, new Uint8Array(0));
  const own = freshOf({ seed: kept.subarray(0, seedLength), modifier: kept.slice(seedLength) });
  wipe(kept);
  return own;
}

/** Keeps an address for the next start. */
export async function keepNext(state: State, { seed, modifier }: Origin): Promise<void> {
  const bytes = concat(seed, modifier);
  try {
    await state.write(stateName, bytes);
  } finally {
    wipe(bytes);
  }
}
