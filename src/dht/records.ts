/**
 * Records in the network: finding one, leaving one with the k nodes nearest to its key, and repair. A record is on its
 * owner to renew; between renewals, whoever holds it hands it on to nodes that turn up nearer to its key.
 */

import { equal } from '../crypto/hash.js';
import { type Link, requestKinds } from '../link/types.js';
import { checkNodeRecord } from '../nodedb/node-records.js';
import type { Contact } from '../wire/contact.js';
import { decodeGetAnswer, encodeGetRequest, type GetAnswer, recordKinds } from '../wire/get.js';
import { decodeStoreAnswer, encodeStoreRequest } from '../wire/store.js';
import type { Holding, Holdings } from './holdings.js';
import { compareDistance, gap, pointOf } from './id.js';
import { type Asked, type Found, type SearchParts, search } from './search.js';
import { k, type NodeContact } from './table.js';

/** A record is looked for until so many have answered on each strand. */
const patient = 12;
/** So many questions at the same time on each strand, where somebody waits for the result. */
export const hasty = 3;
/** Who is in a hurry leaves its record at once with whoever is among so many that seem nearest by then. */
const early = 8;
/** Only so many holders of a record hand it to a newcomer, or it would be offered k times. */
const handersOn = 2;
/** The most records handed to one newcomer; the rest comes with their owners' renewals. */
const maxHandedOn = 200;

/** What a node answered that was asked for a record: the one it has, and what it takes to leave one there. */
type Kept = Pick<GetAnswer, 'token' | 'record'>;

export interface RecordParts extends SearchParts {
  readonly holdings: Holdings;
  /** Network time in seconds. */
  readonly seconds: () => number;
}

/** The true record of a node id, from the first who gives one, or null; and how the search went. */
export async function findNodeRecord(
  parts: RecordParts,
  nodeId: Uint8Array,
  alpha: number = hasty,
): Promise<{ found: Found<Uint8Array> | null; asked: Asked[] }> {
  const { found, asked } = await search(parts, nodeId, {
    kind: requestKinds.get,
    body: encodeGetRequest({ kind: recordKinds.node, key: nodeId, rank: 0 }),
    read(body) {
      const answer = decodeGetAnswer(body);
      return answer && { contacts: answer.contacts, value: trueRecord(parts, nodeId, answer) };
    },
    enough: (values) => values.length > 0,
    wantEach: patient,
    alpha,
  });
  return { found: found[0] ?? null, asked };
}

/**
 * Leaves a record with the k nodes nearest to its key that do not have it: which of those that answered keep it now.
 * @param record asked for when there is somebody to leave it with
 * @param alpha more than 1: somebody is in a hurry, and the first who seem near enough get the record before the others
 *   are found
 */
export async function publish(
  parts: RecordParts,
  where: Pick<Holding, 'kind' | 'key'>,
  record: () => Uint8Array,
  alpha = 1,
): Promise<{ kept: NodeContact[]; answered: number }> {
  const left = new Map<NodeContact, { readonly record: Uint8Array; readonly isKept: Promise<boolean> }>();

  /** Leaves it there, unless just that was done before. */
  function bring({ contact, value }: Found<Kept>): Promise<boolean> {
    const holding = { ...where, record: record() };
    const before = left.get(contact);
    if (before && isSame(before.record, holding.record)) return before.isKept;
    const isKept = keep(parts, contact, holding, value);
    left.set(contact, { record: holding.record, isKept });
    return isKept;
  }

  const { nearest, found } = await search<Kept>(parts, where.key, {
    kind: requestKinds.get,
    body: encodeGetRequest({ ...where, rank: 0 }),
    read(body) {
      const answer = decodeGetAnswer(body);
      if (!answer) return null;
      const { token, record: kept, contacts } = answer;
      return { contacts, value: { token, record: kept } };
    },
    enough: () => false,
    heard(one, nearer) {
      if (alpha > 1 && nearer < early) void bring(one);
    },
    alpha,
  });
  const keepers = found.filter(({ contact }) => nearest.includes(contact));
  const kept = await Promise.all(keepers.map(bring));
  return {
    kept: keepers.filter((_keeper, at) => kept[at]).map(({ contact }) => contact),
    answered: nearest.length,
  };
}

/** Whether that node keeps the record, by its answer or from now on. */
async function keep(
  parts: RecordParts,
  contact: NodeContact,
  holding: Holding,
  answer: Kept,
): Promise<boolean> {
  if (isSame(answer.record, holding.record)) return true;
  const link = parts.links.find(contact.identityKey) ?? (await parts.dialer.reach(contact, 'met', []));
  return link !== null && (await leave(parts, link, holding, answer.token));
}

/** Hands a node that turned up what it is now among the nearest for, when we are among the nearest that know. */
export async function handOn(parts: RecordParts, newcomer: Link): Promise<void> {
  // We hold what is near us. Whoever is much farther from us than our neighbours is near none of it.
  if (gap(pointOf(parts.ownId), pointOf(newcomer.nodeId)) > 2 * parts.table.reach) return;
  let handed = 0;
  for (const holding of parts.holdings.live()) {
    if (handed >= maxHandedOn || !newcomer.open) return;
    if (!shouldHandOn(parts, newcomer, holding.key)) continue;
    handed += 1;
    await offer(parts, newcomer, holding);
  }
}

/** Among all known the newcomer belongs to the k nearest, and we to the very nearest of the others. */
function shouldHandOn(parts: RecordParts, newcomer: Link, key: Uint8Array): boolean {
  const point = pointOf(key);
  const [theirs, ours] = [gap(point, pointOf(newcomer.nodeId)), gap(point, pointOf(parts.ownId))];
  const nearest = parts.table.closest(key, k);
  const last = nearest.at(-1);
  if (theirs === 0 || (nearest.length >= k && last && theirs > gap(point, last.point))) return false;
  let nearerThanUs = 0;
  for (const entry of nearest) {
    const distance = gap(point, entry.point);
    if (distance < ours && distance !== theirs) nearerThanUs += 1;
  }
  return nearerThanUs < handersOn;
}

/**
 * Asks whether that node has a record, which gives a token, and leaves it there if it has not: whether it keeps it now, and
 * whom it knows near the key; null without an answer.
 */
export async function offer(
  parts: RecordParts,
  link: Link,
  holding: Holding,
): Promise<{ readonly isKept: boolean; readonly contacts: readonly Contact[] } | null> {
  const { kind, key } = holding;
  const body = await parts.links.request(link, requestKinds.get, encodeGetRequest({ kind, key, rank: 0 }));
  const answer = body && decodeGetAnswer(body);
  if (!answer) return null;
  const isKept = isSame(answer.record, holding.record) || (await leave(parts, link, holding, answer.token));
  return { isKept, contacts: answer.contacts };
}

/** True when it is kept there from now on. */
async function leave(
  parts: RecordParts,
  link: Link,
  { kind, key, record }: Holding,
  token: Uint8Array,
): Promise<boolean> {
  parts.book.used(link, parts.clock.now());
  const body = encodeStoreRequest({ kind, key, token, record });
  const answer = await parts.links.request(link, requestKinds.store, body);
  const verdict = answer && decodeStoreAnswer(answer);
  return verdict === 'stored' || verdict === 'stale';
}

function isSame(a: Uint8Array | null, b: Uint8Array): boolean {
  return a !== null && a.length === b.length && equal(a, b);
}

function trueRecord(parts: RecordParts, nodeId: Uint8Array, answer: GetAnswer): Uint8Array | null {
  if (!answer.record) return null;
  const checked = checkNodeRecord(answer.record, parts.seconds(), parts.puzzleBits);
  const isTrue = typeof checked === 'object' && compareDistance(nodeId, checked.nodeId, nodeId) === 0;
  return isTrue ? answer.record : null;
}
