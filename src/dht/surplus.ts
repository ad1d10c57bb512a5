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
  const counted = new PrefixCount();
  return contacts.filter((contact) => {
    if (counted.isFull(contact)) return true;
    counted.add(contact, 1);
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
  for (const { prefix } of bucket) change(counts, prefix, 1);
  const seconds = bucket.filter((one) => counts.get(one.prefix)! > 1);
  return seconds.length === 0 ? null : seconds.reduce((a, b) => (b.since >= a.since ? b : a));
}

/** How many of each prefix there are, in the table and in each bucket. */
export class PrefixCount {
  readonly #inTable = new Map<string, number>();
  readonly #inBucket = new Map<string, number>();

  /** Whether one more would be too many. */
  isFull(contact: Placed): boolean {
    return (
      (this.#inTable.get(contact.prefix) ?? 0) >= prefixLimits.table ||
      (this.#inBucket.get(place(contact)) ?? 0) >= prefixLimits.bucket
    );
  }

  /** @param by 1 for one that comes, -1 for one that goes */
  add(contact: Placed, by: 1 | -1): void {
    change(this.#inTable, contact.prefix, by);
    change(this.#inBucket, place(contact), by);
  }
}

function place({ bucket, prefix }: Placed): string {
  return `${bucket} ${prefix}`;
}

function change(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
