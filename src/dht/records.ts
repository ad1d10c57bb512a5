/**
 * Records in the network: finding one, leaving one with the k nodes nearest to its key, and repair. A record is on its
 * owner to renew; between renewals, whoever holds it hands it on to nodes that turn up nearer to its key.
 */
import type { Clock } from '../clock/clock.js';
import type { Random } from '../crypto/random.js';
import { type Link, requestKinds } from '../link/types.js';
import { checkNodeRecord } from '../nodedb/node-records.js';
import { decodeGetAnswer, encodeGetRequest, type GetAnswer, recordKinds } from '../wire/get.js';
import { decodeStoreAnswer, encodeStoreRequest, type StoreAnswer } from '../wire/store.js';
import type { Holding, Holdings } from './holdings.js';
import { compareDistance } from './id.js';
import { type Found, type SearchParts, search } from './search.js';
import { k } from './table.js';

/** Only so many holders of a record hand it to a newcomer, or it would be offered k times. */
const handersOn = 2;
/** The most records handed to one newcomer; the rest comes with their owners' renewals. */
const maxHandedOn = 200;

export interface RecordParts extends SearchParts {
  readonly random: Random;
  readonly clock: Clock;
  readonly holdings: Holdings;
  /** Network time in seconds. */
  readonly seconds: () => number;
}

/** The true record of a node id, from the first who gives one, or null. */
export async function findNodeRecord(
  parts: RecordParts,
  nodeId: Uint8Array,
): Promise<Found<Uint8Array> | null> {
  const { found } = await search(parts, nodeId, {
    kind: requestKinds.get,
    body: encodeGetRequest({ kind: recordKinds.node, key: nodeId, rank: 0 }),
    read(body) {
      const answer = decodeGetAnswer(body);
      return answer && { contacts: answer.contacts, value: trueRecord(parts, nodeId, answer) };
    },
    enough: (values) => values.length > 0,
  });
  return found[0] ?? null;
}

/** Leaves a record with the k nodes nearest to its key; how many keep it now. */
export async function publish(parts: RecordParts, holding: Holding): Promise<number> {
  const { kind, key } = holding;
  const { nearest, found } = await search(parts, key, {
    kind: requestKinds.get,
    body: encodeGetRequest({ kind, key, rank: 0 }),
    read(body) {
      const answer = decodeGetAnswer(body);
      return answer && { contacts: answer.contacts, value: answer.token };
    },
    enough: () => false,
  });
  const keepers = found.filter(({ contact }) => nearest.includes(contact));
  const answers = await Promise.all(
    keepers.map(async ({ contact, value: token }) => {
      const link = parts.links.find(contact.identityKey) ?? (await parts.dialer.reach(contact, 'met', []));
      return link && leave(parts, link, holding, token);
    }),
  );
  return answers.filter((answer) => answer === 'stored' || answer === 'stale').length;
}

/** Hands a node that turned up what it is now among the nearest for, when we are among the nearest that know. */
export async function handOn(parts: RecordParts, newcomer: Link): Promise<void> {
  let handed = 0;
  for (const holding of parts.holdings.live()) {
    if (handed >= maxHandedOn || !newcomer.open) return;
    if (!shouldHandOn(parts, newcomer, holding.key)) continue;
    handed += 1;
    await askAndLeave(parts, newcomer, holding);
  }
}

/** Among all known the newcomer belongs to the k nearest, and we to the very nearest of the others. */
function shouldHandOn(parts: RecordParts, newcomer: Link, key: Uint8Array): boolean {
  const nearest = parts.table.closest(key, k);
  const last = nearest.at(-1);
  if (nearest.length >= k && last && compareDistance(key, newcomer.nodeId, last.nodeId) > 0) return false;
  const nearerThanUs = nearest.filter(
    (entry) =>
      compareDistance(key, entry.nodeId, parts.ownId) < 0 &&
      compareDistance(key, entry.nodeId, newcomer.nodeId) !== 0,
  );
  return nearerThanUs.length < handersOn;
}

/** Asks for a token, then leaves the record. */
async function askAndLeave(parts: RecordParts, link: Link, holding: Holding): Promise<void> {
  const { kind, key } = holding;
  const body = await parts.links.request(link, requestKinds.get, encodeGetRequest({ kind, key, rank: 0 }));
  const answer = body && decodeGetAnswer(body);
  if (answer) await leave(parts, link, holding, answer.token);
}

async function leave(
  parts: RecordParts,
  link: Link,
  { kind, key, record }: Holding,
  token: Uint8Array,
): Promise<StoreAnswer | null> {
  const body = encodeStoreRequest({ kind, key, token, record });
  const answer = await parts.links.request(link, requestKinds.store, body);
  return answer && decodeStoreAnswer(answer);
}

function trueRecord(parts: RecordParts, nodeId: Uint8Array, answer: GetAnswer): Uint8Array | null {
  if (!answer.record) return null;
  const checked = checkNodeRecord(answer.record, parts.seconds(), parts.puzzleBits);
  const isTrue = typeof checked === 'object' && compareDistance(nodeId, checked.nodeId, nodeId) === 0;
  return isTrue ? answer.record : null;
}
