/**
 * What the choice of hops keeps: relays chosen for a while and what was seen of all others. `Chosen` is the state file
 * `chosen`; kept guards travel alone in the backup of an address.
 *
 *     relay    = node id 32, identity key 32, onion key 32, IPv4 endpoint 6, IPv6 endpoint 18 (zeros: none)      = 120
 *     member   = relay, seen 5, until 5           guard = member, unreachable since 5 (0: reachable)
 *     guards   = version 1, count 1, members whose times are the seconds left (seen is 0)        (the backup)
 *     chosen   = version 1, own time 5, date 5, best level 1, stable since 5, reference 2, levels 1, since 5 each (0: not),
 *                firm 1, tokens in thousandths 2, tokens at 5, guards: count 1 and each, second layer: count 1 and each,
 *                address sets: count 2, of each: name 16, kind 1, count 1, members;
 *                ledger: count 2, of each: name 16, since 5, seen 5, tries 2, failures in hundredths 2
 *     times are own seconds, one later than they are, so that 0 is left for none
 */
import type { Endpoint } from '../net/net.js';
import { concat, numberToBytes, Reader } from './bytes.js';
import { encodeEndpointPair, readEndpointPair } from './endpoint-pair.js';

export interface KeptRelay {
  readonly nodeId: Uint8Array;
  readonly identityKey: Uint8Array;
  readonly onionKey: Uint8Array;
  /** At most one per family, one at least. */
  readonly endpoints: readonly Endpoint[];
}

export interface KeptMember {
  readonly relay: KeptRelay;
  readonly seen: number;
  readonly until: number;
}

export interface KeptGuard extends KeptMember {
  readonly unreachableSince: number | null;
}

export interface KeptEnds {
  /** 16 bytes. */
  readonly owner: Uint8Array;
  readonly kind: 'exit' | 'entry';
  readonly members: readonly KeptMember[];
}

export interface KeptEvidence {
  /** The first 16 bytes of the node id. */
  readonly name: Uint8Array;
  readonly since: number;
  readonly seen: number;
  readonly tries: number;
  readonly failures: number;
}

export interface Chosen {
  readonly own: number;
  readonly date: number;
  /** Index of the best level. */
  readonly best: number;
  readonly stableSince: number;
  readonly reference: number;
  readonly since: readonly (number | null)[];
  readonly isFirm: boolean;
  readonly tokens: number;
  readonly tokensAt: number;
  readonly guards: readonly KeptGuard[];
  readonly layer2: readonly KeptMember[];
  readonly ends: readonly KeptEnds[];
  readonly ledger: readonly KeptEvidence[];
}

const version = 1;
const kinds = ['exit', 'entry'] as const;

/** At most 255 guards and members of a set, 65535 sets and relays in the ledger. */
export function encodeChosen(chosen: Chosen): Uint8Array {
  const { guards, layer2, ends, ledger } = chosen;
  return concat(
    Uint8Array.of(version),
    time(chosen.own),
    time(chosen.date),
    Uint8Array.of(chosen.best),
    time(chosen.stableSince),
    numberToBytes(chosen.reference, 2),
    Uint8Array.of(chosen.since.length),
    ...chosen.since.map(time),
    Uint8Array.of(chosen.isFirm ? 1 : 0),
    numberToBytes(Math.floor(chosen.tokens * 1000), 2),
    time(chosen.tokensAt),
    Uint8Array.of(guards.length),
    ...guards.flatMap((guard) => [encodeMember(guard), time(guard.unreachableSince)]),
    encodeMembers(layer2),
    numberToBytes(ends.length, 2),
    ...ends.flatMap(({ owner, kind, members }) => [
      owner,
      Uint8Array.of(kinds.indexOf(kind)),
      encodeMembers(members),
    ]),
    numberToBytes(ledger.length, 2),
    ...ledger.flatMap(({ name, since, seen, tries, failures }) => [
      name,
      time(since),
      time(seen),
      numberToBytes(Math.floor(tries), 2),
      numberToBytes(Math.floor(failures * 100), 2),
    ]),
  );
}

/** Null when any of it is malformed: then all is chosen anew. */
export function decodeChosen(bytes: Uint8Array): Chosen | null {
  const reader = new Reader(bytes);
  if (reader.number(1) !== version) return null;
  const [own, date, best] = [readTime(reader), readTime(reader), reader.number(1)];
  const [stableSince, reference] = [readTime(reader), reader.number(2)];
  const since = readMany(reader, 1, (): number | null => readTime(reader));
  const isFirm = reader.number(1) === 1;
  const tokens = reader.number(2) / 1000;
  const tokensAt = readTime(reader);
  const guards = readMany(reader, 1, () => {
    const member = readMember(reader);
    return member && { ...member, unreachableSince: readTime(reader) };
  });
  const layer2 = readMany(reader, 1, () => readMember(reader));
  const ends = readMany(reader, 2, (): KeptEnds | null => {
    const [owner, kind] = [reader.take(16), kinds[reader.number(1)]];
    const members = readMany(reader, 1, () => readMember(reader));
    return kind && members && areWhole(members) ? { owner, kind, members } : null;
  });
  const ledger = readMany(reader, 2, () => ({
    name: reader.take(16),
    since: readTime(reader) ?? 0,
    seen: readTime(reader) ?? 0,
    tries: reader.number(2),
    failures: reader.number(2) / 100,
  }));
  if (own === null || date === null || stableSince === null || tokensAt === null || !reader.done) return null;
  if (!since || !guards || !layer2 || !ends || !ledger) return null;
  if (!areWhole(guards) || !areWhole(layer2) || !areWhole(ends)) return null;
  return {
    own,
    date,
    best,
    stableSince,
    reference,
    since,
    isFirm,
    tokens,
    tokensAt,
    guards,
    layer2,
    ends,
    ledger,
  };
}

/** For a backup: `until` is the seconds that a guard has left. */
export function encodeGuards(guards: readonly { relay: KeptRelay; left: number }[]): Uint8Array {
  return concat(
    Uint8Array.of(version),
    encodeMembers(guards.map(({ relay, left }) => ({ relay, seen: 0, until: left }))),
  );
}

/** Null when any of it is malformed. */
export function decodeGuards(bytes: Uint8Array): { relay: KeptRelay; left: number }[] | null {
  const reader = new Reader(bytes);
  if (reader.number(1) !== version) return null;
  const members = readMany(reader, 1, () => readMember(reader));
  if (!members || !areWhole(members) || !reader.done) return null;
  return members.map(({ relay, until }) => ({ relay, left: until }));
}

function time(seconds: number | null): Uint8Array {
  return numberToBytes(seconds === null ? 0 : Math.floor(seconds) + 1, 5);
}

function readTime(reader: Reader): number | null {
  const value = reader.number(5);
  return value === 0 ? null : value - 1;
}

function encodeMembers(members: readonly KeptMember[]): Uint8Array {
  return concat(Uint8Array.of(members.length), ...members.map(encodeMember));
}

function encodeMember({ relay, seen, until }: KeptMember): Uint8Array {
  const { nodeId, identityKey, onionKey, endpoints } = relay;
  return concat(nodeId, identityKey, onionKey, encodeEndpointPair(endpoints), time(seen), time(until));
}

function readMember(reader: Reader): KeptMember | null {
  const [nodeId, identityKey, onionKey] = [reader.take(32), reader.take(32), reader.take(32)];
  const endpoints = readEndpointPair(reader);
  const [seen, until] = [readTime(reader), readTime(reader)];
  if (!endpoints || endpoints.length === 0 || seen === null || until === null) return null;
  return { relay: { nodeId, identityKey, onionKey, endpoints }, seen, until };
}

/** A count of `size` bytes, then as many; null when they are not all there. */
function readMany<T>(reader: Reader, size: number, read: () => T): T[] | null {
  const count = reader.number(size);
  const all: T[] = [];
  for (let at = 0; at < count && reader.ok; at += 1) all.push(read());
  return reader.ok ? all : null;
}

function areWhole<T>(all: readonly (T | null)[]): all is T[] {
  return all.every((one) => one !== null);
}
