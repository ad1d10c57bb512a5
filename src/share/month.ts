/**
 * The account of a month: what was sent and received in it, and how much may have been by now. Pure; times are milliseconds since 1970,
 * months those of UTC.
 */
import { concat, numberToBytes, Reader } from '../wire/bytes.js';

const version = 1;
/** What may be used ahead of time: a thirtieth, about a day's share. */
const ahead = 1 / 30;
/** Who has stopped begins again when so much is free, about three hours' share: else it would stop and begin every minute. */
const rest = 1 / 240;

export interface Month {
  /** Months since the year 0. */
  readonly name: number;
  /** From when on it is counted: its begin, or the first start of this node. */
  readonly since: number;
  readonly bytes: number;
}

/** What a month may carry until now, when it is over, and whether others get something of it. */
export interface Standing {
  readonly isGiving: boolean;
  /** All of it is used. */
  readonly isUsedUp: boolean;
  readonly endsAt: number;
}

export function monthAt(now: number): Month {
  const date = new Date(now);
  return { name: date.getUTCFullYear() * 12 + date.getUTCMonth(), since: now, bytes: 0 };
}

function begins(name: number): number {
  return Date.UTC(Math.floor(name / 12), name % 12);
}

/**
 * The month with so many more bytes. A new one begins empty when its time has come. Where time went back, since it had been wrong, the
 * account goes on under the month that it is: nothing is forgotten, and nobody waits for a month that is years away.
 */
export function counted(month: Month, bytes: number, now: number): Month {
  const { name } = monthAt(now);
  if (name === month.name) return { ...month, bytes: month.bytes + bytes };
  return { name, since: begins(name), bytes: name < month.name ? month.bytes + bytes : bytes };
}

/**
 * Use is spread over the month, since a relay that is there every day is worth more to others than one for a week.
 * @param limit bytes of a whole month @param wasGiving until now
 */
export function standing(month: Month, limit: number, now: number, wasGiving: boolean): Standing {
  const [from, to] = [begins(month.name), begins(month.name + 1)];
  const share = Math.min(1, Math.max(0, now - Math.max(from, month.since)) / (to - from) + ahead);
  const free = limit * share - month.bytes;
  return {
    isGiving: free > (wasGiving ? 0 : limit * rest),
    isUsedUp: month.bytes >= limit,
    endsAt: to,
  };
}

export function encodeMonth({ name, since, bytes }: Month): Uint8Array {
  return concat(
    Uint8Array.of(version),
    numberToBytes(name, 4),
    numberToBytes(since, 6),
    numberToBytes(bytes, 6),
  );
}

/** Null for what is no account. */
export function decodeMonth(bytes: Uint8Array): Month | null {
  const reader = new Reader(bytes);
  const isKnown = reader.number(1) === version;
  const month = { name: reader.number(4), since: reader.number(6), bytes: reader.number(6) };
  return isKnown && reader.done ? month : null;
}
