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
  const inTable = new Map<string, number>();
  const inBucket = new Map<string, number>();
  return contacts.filter((contact) => {
    const { prefix } = contact;
    const place = `${contact.bucket} ${prefix}`;
    const table = inTable.get(prefix) ?? 0;
    const bucket = inBucket.get(place) ?? 0;
    if (table >= prefixLimits.table || bucket >= prefixLimits.bucket) return true;
    inTable.set(prefix, table + 1);
    inBucket.set(place, bucket + 1);
    return false;
  });
}
