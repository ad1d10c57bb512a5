/**
 * Asking a node for a record, and what it knows nearer to the key.
 *
 *     request = kind 1, key 32, rank 1
 *     answer  = token 8, count 1, length 2, record, contacts (as in a find-node answer)
 */
import { concat, numberToBytes, Reader } from './bytes.js';
import type { Contact } from './contact.js';
import { encodeFindNodeAnswer, readContacts } from './find-node.js';

/** What a key names: a node's record by its id, or the slot of an AP address. */
export const recordKinds = { node: 1, ap: 2 } as const;
export type RecordKind = (typeof recordKinds)[keyof typeof recordKinds];

export const tokenLength = 8;

export interface GetRequest {
  readonly kind: RecordKind;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** Which of several records; 0 is the first. */
  readonly rank: number;
}

export interface GetAnswer {
  /** To be shown when storing under the same key at the same node. */
  readonly token: Uint8Array;
  /** How many records there are. */
  readonly count: number;
  /** The one asked for. */
  readonly record: Uint8Array | null;
  /** Nearest to the key first. */
  readonly contacts: readonly Contact[];
}

export function encodeGetRequest(request: GetRequest): Uint8Array {
  return concat(Uint8Array.of(request.kind), request.key, Uint8Array.of(request.rank));
}

export function decodeGetRequest(bytes: Uint8Array): GetRequest | null {
  const reader = new Reader(bytes);
  const kind = readKind(reader);
  const key = reader.take(32);
  const rank = reader.number(1);
  return kind && reader.done ? { kind, key, rank } : null;
}

/** As many contacts as fit behind the record. */
export function encodeGetAnswer(answer: GetAnswer, maxBytes: number): Uint8Array {
  const record = answer.record ?? new Uint8Array(0);
  const head = concat(answer.token, numberToBytes(answer.count, 1), numberToBytes(record.length, 2), record);
  return concat(head, encodeFindNodeAnswer(answer, maxBytes - head.length));
}

export function decodeGetAnswer(bytes: Uint8Array): GetAnswer | null {
  const reader = new Reader(bytes);
  const token = reader.take(tokenLength);
  const count = reader.number(1);
  const length = reader.number(2);
  if (length > bytes.length) return null;
  const record = length > 0 ? reader.take(length) : null;
  const contacts = readContacts(reader);
  return contacts && reader.done ? { token, count, record, contacts } : null;
}

export function readKind(reader: Reader): RecordKind | null {
  const number = reader.number(1);
  return Object.values(recordKinds).find((kind) => kind === number) ?? null;
}
