/**
 * How many contacts of one network a table may hold, so that whoever rents one cheap block of addresses does not
 * fill it. While everybody known fits into one bucket these limits would only tear a small network apart: they
 * begin to count above that.
 */
import { guarded } from '../guards/guards.js';

/** Contacts of one /16 (IPv4) or /32 (IPv6) in one bucket and in the whole table. */
export const prefixLimits = { bucket: 2, table: 10 } as const;

export interface Placed {
  /** The network of its best endpoint; see net/address.ts. */
  readonly prefix: string;
  /** Shared first bits with our own id. */
  readonly bucket: number;
}

/**
 * Those of `contacts` that are too many, the later ones of each prefix; none as long as there are at most `free`.
 * @param contacts oldest first
 */
export function surplus<T extends Placed>(contacts: readonly T[], free: number): T[] {
  if (contacts.length <= free || !guarded('prefix-caps')) return [];
  const kept: T[] = [];
  return contacts.filter((contact) => {
    if (isFull(kept, contact)) return true;
    kept.push(contact);
    return false;
  });
}

/**
 * Who gives way in a full bucket to the first of another network: the youngest of those whose network has two there; null
 * when each has one. Else who dials all day gets, one after the other, all places of those that die.
 */
export function secondOfItsNetwork<T extends Placed & { readonly since: number }>(
  bucket: readonly T[],
  newcomer: Placed,
): T | null {
  if (!guarded('prefix-caps') || bucket.some((one) => one.prefix === newcomer.prefix)) return null;
  const counts = new Map<string, number>();
  for (const { prefix } of bucket) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  const seconds = bucket.filter((one) => counts.get(one.prefix)! > 1);
  return seconds.length === 0 ? null : seconds.reduce((a, b) => (b.since >= a.since ? b : a));
}

/** Whether one more of this contact's network would be too many beside `others`, in its bucket or in all. */
export function isFull(others: Iterable<Placed>, contact: Placed): boolean {
  let inTable = 0;
  let inBucket = 0;
  for (const other of others) {
    if (other === contact || other.prefix !== contact.prefix) continue;
    inTable += 1;
    if (other.bucket === contact.bucket) inBucket += 1;
  }
  return inTable >= prefixLimits.table || inBucket >= prefixLimits.bucket;
}
