/** Which days of an address count at a time. Times are network time in seconds. */
import { dayOf, dayStart } from '../crypto/ap.js';

/** So long before and after the turn of an address's day the records of both days are kept up. */
export const turnSeconds = 2 * 3600;

/** The days under which the owner publishes: one, near the turn two. */
export function daysToPublish(address: Uint8Array, now: number): number[] {
  return [...new Set([dayOf(address, now - turnSeconds), dayOf(address, now + turnSeconds)])];
}

/** When the answer of `daysToPublish` will be another one. */
export function nextChange(address: Uint8Array, now: number): number {
  const today = dayOf(address, now);
  const changes = [today, today + 1].flatMap((day) => {
    const turn = dayStart(address, day);
    return [turn - turnSeconds, turn + turnSeconds];
  });
  return Math.min(...changes.filter((at) => at > now));
}

/** A day that records are kept up for, and the time that goes with it: that of the keepers and readers of that day. */
export interface Publishing {
  readonly day: number;
  /** Seconds. */
  readonly now: number;
}

/**
 * The days under which the owner publishes; `former`: the time as it was before network time was set anew a while ago. Not all
 * have the new one at the same instant, and who has the old one looks under the old days.
 */
export function allToPublish(address: Uint8Array, now: number, former: number | null): Publishing[] {
  const days = daysToPublish(address, now);
  const old = former === null ? [] : daysToPublish(address, former);
  return [
    ...days.map((day) => ({ day, now })),
    ...old.filter((day) => !days.includes(day)).map((day) => ({ day, now: former! })),
  ];
}

/** The days under which a reader looks, one after the other: its clock and the owner's may differ. */
export function daysToRead(address: Uint8Array, now: number): number[] {
  const today = dayOf(address, now);
  return [...new Set([today, ...daysToPublish(address, now)])];
}
