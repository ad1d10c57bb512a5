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

/** The days under which a reader looks, one after the other: its clock and the owner's may differ. */
export function daysToRead(address: Uint8Array, now: number): number[] {
  const today = dayOf(address, now);
  return [...new Set([today, ...daysToPublish(address, now)])];
}
