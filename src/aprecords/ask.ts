/**
 * One sealed question to a storing node, over a path. The exit node sees which node is asked, not what; the node asked sees
 * the exit node, not who asks.
 */
import { equal } from '../crypto/hash.js';
import { sealQuestion } from '../crypto/question.js';
import type { Endpoint } from '../net/net.js';
import { checkNodeRecord } from '../nodedb/node-records.js';
import type { OwnPath } from '../path/types.js';
import { decodeGetAnswer, type GetAnswer } from '../wire/get.js';
import { decodeSealedAnswer, encodeSealedQuery, type SealedQuery } from '../wire/sealed.js';
import { canDial } from '../wire/standing.js';
import { decodeStoreAnswer, type StoreAnswer } from '../wire/store.js';
import type { Candidate } from './survey.js';
import type { RecordParts } from './types.js';

export interface Asking extends Pick<RecordParts, 'random' | 'channelKey' | 'puzzleBits' | 'seconds'> {
  /** Paths of the AP key that asks, any of which may carry a question. */
  readonly paths: () => readonly OwnPath[];
  /** How long an answer is waited for, ms. */
  readonly patience: number;
}

/** What a node knows of a slot, with `find` also those that it asks; null when it did not answer. */
export async function askGet(
  asking: Asking,
  node: Candidate,
  query: Extract<SealedQuery, { rank: number }>,
): Promise<GetAnswer | null> {
  const answer = await ask(asking, node, query);
  return answer && decodeGetAnswer(answer);
}

/** What became of a record; null when the node did not answer. */
export async function askStore(
  asking: Asking,
  node: Candidate,
  store: Omit<Extract<SealedQuery, { type: 'store' }>, 'type'>,
): Promise<StoreAnswer | null> {
  const answer = await ask(asking, node, { type: 'store', ...store });
  return answer && decodeStoreAnswer(answer);
}

/** So many times as many storing nodes are looked at, in case some are in a family over which no path's end gets out. */
export const outOfReach = 3;

/** Whether a path's end gets out over a family in which a storing node is. */
export function canReachFrom({ end }: OwnPath, endpoints: readonly Endpoint[]): boolean {
  return canDial(end.marks ?? 0, endpoints);
}

async function ask(asking: Asking, node: Candidate, query: SealedQuery): Promise<Uint8Array | null> {
  const path = carrierTo(asking, node);
  if (!path || (!node.onionKey && !(await learnKey(asking, path, node)))) return null;
  const { random, channelKey } = asking;
  const question = sealQuestion(node.onionKey!, channelKey, encodeSealedQuery(query), random.bytes(32));
  if (!question) return null;
  const answer = await path.query(node, question.body, asking.patience);
  if (!answer) question.end();
  const plain = answer && question.open(answer);
  return plain && decodeSealedAnswer(plain);
}

/**
 * Any open path whose end gets out over a family in which the node is; one that ends at the very node, which would see what that path asks,
 * only where there is no other.
 */
function carrierTo({ paths, random }: Asking, node: Candidate): OwnPath | null {
  const open = paths().filter((path) => path.open && canReachFrom(path, node.endpoints));
  const others = open.filter((path) => !equal(path.end.identityKey, node.identityKey));
  const able = others.length > 0 ? others : open;
  return able[Math.floor(random.next() * able.length)] ?? null;
}

/** Takes a node's onion key, and where it is, from its own record: true when it has a true one. */
async function learnKey(asking: Asking, path: OwnPath, node: Candidate): Promise<boolean> {
  const bytes = await path.recordOf(node);
  const checked = bytes && checkNodeRecord(bytes, asking.seconds(), asking.puzzleBits);
  if (!checked || typeof checked === 'string' || !equal(checked.nodeId, node.nodeId)) return false;
  node.onionKey = checked.record.onionKey;
  if (checked.record.endpoints.length > 0) node.endpoints = checked.record.endpoints;
  return true;
}
