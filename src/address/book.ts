/** The lasting addresses as they are kept in the state, and as values that are never changed. */
import { wipe } from '../crypto/hash.js';
import { seedOf } from '../crypto/seed.js';
import { decodeAddressBook, encodeAddressBook, type KeptAddress } from '../wire/address-book.js';
import { addressOf } from './make.js';
import type { OwnAddress } from './types.js';

export interface Book {
  readonly lasting: readonly OwnAddress[];
  /** The one of them chosen for going out; null: a fresh one. */
  readonly chosen: OwnAddress | null;
}

/** Bytes with all secrets, to be wiped after use. */
export function bookToBytes({ lasting, chosen }: Book): Uint8Array {
  const kept: KeptAddress[] = lasting.map((one) => ({
    seed: seedOf(one.secret),
    modifier: one.modifier,
    isDefault: one === chosen,
    label: one.label,
  }));
  const bytes = encodeAddressBook(kept);
  for (const { seed } of kept) wipe(seed);
  return bytes;
}

/** Null when they are no addresses. The bytes are wiped. */
export function bookFromBytes(bytes: Uint8Array): Book | null {
  const kept = decodeAddressBook(bytes);
  wipe(bytes);
  if (!kept) return null;
  const read = kept.map((one) => addressOf(one, { isLasting: true, label: one.label }));
  for (const { seed } of kept) wipe(seed);
  const lasting = read.filter((one) => one !== null);
  if (lasting.length < read.length) {
    wipeAll(lasting);
    return null;
  }
  return { lasting, chosen: lasting.find((_, at) => kept[at]!.isDefault) ?? null };
}

export function wipeAll(addresses: readonly OwnAddress[]): void {
  for (const { secret } of addresses) wipe(secret);
}
