/**
 * Questions about AP records, as they are sealed to the node that keeps them: always of one length, so that whoever carries
 * one cannot tell what is asked, nor what is answered.
 *
 *     query plain 1136  = type 1 (1 get, 2 store, 3 find), length 2, request, zeros
 *     answer plain 1200 = length 2, answer, zeros
 *
 * Request and answer are those of a get or a store (get.ts, store.ts); of AP records only. A find is a get by which a node that
 * has nothing asks those nearer to the slot.
 */
import { numberToBytes, Reader } from './bytes.js';
import { decodeGetRequest, encodeGetRequest, recordKinds } from './get.js';
import { sealedAnswerLength, sealedQueryLength } from './sizes.js';
import { decodeStoreRequest, encodeStoreRequest } from './store.js';

/** Ephemeral key and tag of Noise NK. */
const overhead = 48;
export const queryPlainLength = sealedQueryLength - overhead;
export const answerPlainLength = sealedAnswerLength - overhead;
/** What a get or store may answer. */
export const maxSealedAnswer = answerPlainLength - 2;

const queryHead = 3;
const types = { get: 1, store: 2, find: 3 } as const;

export type SealedQuery =
  | {
      readonly type: 'get' | 'find';
      /** 32 bytes. */
      readonly slot: Uint8Array;
      /** Which of several records; 0 is the first. */
      readonly rank: number;
    }
  | {
      readonly type: 'store';
      readonly slot: Uint8Array;
      /** From an answer of the same node to a get of the same slot. */
      readonly token: Uint8Array;
      readonly record: Uint8Array;
    };

export function encodeSealedQuery(query: SealedQuery): Uint8Array {
  const request =
    query.type !== 'store'
      ? encodeGetRequest({ kind: recordKinds.ap, key: query.slot, rank: query.rank })
      : encodeStoreRequest({
          kind: recordKinds.ap,
          key: query.slot,
          token: query.token,
          record: query.record,
        });
  const out = new Uint8Array(queryPlainLength);
  out[0] = types[query.type];
  out.set(numberToBytes(request.length, 2), 1);
  out.set(request, queryHead);
  return out;
}

export function decodeSealedQuery(bytes: Uint8Array): SealedQuery | null {
  if (bytes.length !== queryPlainLength) return null;
  const reader = new Reader(bytes);
  const type = reader.number(1);
  const request = reader.take(Math.min(reader.number(2), queryPlainLength));
  if (!reader.ok || !isZero(bytes, queryHead + request.length)) return null;
  if (type === types.get || type === types.find) {
    const get = decodeGetRequest(request);
    if (get?.kind !== recordKinds.ap) return null;
    return { type: type === types.get ? 'get' : 'find', slot: get.key, rank: get.rank };
  }
  const store = type === types.store ? decodeStoreRequest(request) : null;
  if (store?.kind !== recordKinds.ap) return null;
  return { type: 'store', slot: store.key, token: store.token, record: store.record };
}

/** `answer` is what get.ts or store.ts made, at most `maxSealedAnswer` bytes. */
export function encodeSealedAnswer(answer: Uint8Array): Uint8Array {
  const out = new Uint8Array(answerPlainLength);
  out.set(numberToBytes(answer.length, 2));
  out.set(answer, 2);
  return out;
}

/** What get.ts or store.ts is to decode. */
export function decodeSealedAnswer(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length !== answerPlainLength) return null;
  const reader = new Reader(bytes);
  const answer = reader.take(Math.min(reader.number(2), answerPlainLength));
  return reader.ok && isZero(bytes, 2 + answer.length) ? answer : null;
}

/** Padding is zeros, or it would carry what nobody asked for. */
function isZero(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < bytes.length; at += 1) if (bytes[at] !== 0) return false;
  return true;
}
