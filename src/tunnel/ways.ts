/** The ways that a join may take, and the first cell on one of them. */
import type { Timer } from '../clock/clock.js';
import { sealJoin } from '../path/join-blob.js';
import type { WorkedKey } from '../path/join-work.js';
import { textOf } from '../wire/bytes.js';
import { nextWay, type Way } from './choice.js';
import { failedFor } from './constants.js';
import type { Pair } from './pair.js';
import type { Room } from './room.js';
import { wholeMinutes } from './said-time.js';
import type { EntryPoint, OwnPath } from './types.js';

/** Nothing is under way that could be cancelled. */
export const idle: Timer = { cancel() {} };

/** The selector under which its cells come; null when the blob cannot be sealed or the path is closed. */
export function sendBlob(
  room: Room,
  pair: Pair,
  way: Way,
  message: Uint8Array,
  key: WorkedKey,
): number | null {
  const { channelKey, networkTime, clock } = room.parts;
  const { exit, entry } = way;
  const payload = { entryId: entry.entryId, time: wholeMinutes(networkTime()), message };
  const blob = sealJoin(entry.node.onionKey, channelKey, payload, key);
  if (!blob) pair.failedEntries.set(nameOf(entry), clock.now() + failedFor);
  return blob && exit.open ? exit.join(entry.node, blob) : null;
}

export function wayFor(
  room: Room,
  pair: Pair,
  entries: readonly EntryPoint[],
  used: readonly { readonly exit: OwnPath; readonly entry: string }[],
  now: number,
): Way | null {
  return nextWay(room.carriers.exits(pair.own), alive(room, entries), used, nameOf, failuresOf(pair, now));
}

export function alive(room: Room, entries: readonly EntryPoint[]): EntryPoint[] {
  const time = room.parts.networkTime();
  return entries.filter((entry) => entry.expiry > time);
}

/** How much speaks against a way: what a join goes over that has fallen silent may be gone as well as what has failed. */
export function failuresOf(pair: Pair, now: number): (exit: OwnPath, entry: string) => number {
  const silent = pair.current?.joins.filter((join) => join.isSilent(now)) ?? [];
  const isSilent = (exit: OwnPath): boolean => silent.some((join) => join.path === exit);
  return (exit, entry) =>
    ((pair.failedExits.get(exit) ?? 0) > now || isSilent(exit) ? 1 : 0) +
    ((pair.failedEntries.get(entry) ?? 0) > now || silent.some((join) => join.entry === entry) ? 2 : 0);
}

export function failed(pair: Pair, exit: OwnPath, entry: string, now: number): void {
  pair.failedExits.set(exit, now + failedFor);
  pair.failedEntries.set(entry, now + failedFor);
}

export function nameOf(entry: EntryPoint): string {
  return textOf(entry.entryId);
}

export function endOf(room: Room, { exit, entry }: Way, now: number): number {
  return Math.min(exit.expiresAt, now + (entry.expiry - room.parts.networkTime()) * 1000);
}
