/**
 * Leaving a record with a node.
 *
 *     request = kind 1, key 32, token 8, record          answer = verdict 1
 */
import { concat, Reader } from './bytes.js';
import { type RecordKind, readKind, tokenLength } from './get.js';

const headLength = 1 + 32 + tokenLength;
/** What became of it: kept, or refused for a reason the sender can do something about. */
export const storeVerdicts = ['stored', 'stale', 'full', 'refused'] as const;
export type StoreAnswer = (typeof storeVerdicts)[number];

export interface StoreRequest {
  readonly kind: RecordKind;
  /** The node id or the slot, 32 bytes. */
  readonly key: Uint8Array;
  /** From a get answer of the same node for the same key. */
  readonly token: Uint8Array;
  readonly record: Uint8Array;
}

export function encodeStoreRequest(request: StoreRequest): Uint8Array {
  return concat(Uint8Array.of(request.kind), request.key, request.token, request.record);
}

export function decodeStoreRequest(bytes: Uint8Array): StoreRequest | null {
  if (bytes.length <= headLength) return null;
  const reader = new Reader(bytes);
  const kind = readKind(reader);
  if (!kind) return null;
  return {
    kind,
    key: reader.take(32),
    token: reader.take(tokenLength),
    record: reader.take(bytes.length - headLength),
  };
}

export function encodeStoreAnswer(answer: StoreAnswer): Uint8Array {
  return Uint8Array.of(storeVerdicts.indexOf(answer));
}

export function decodeStoreAnswer(bytes: Uint8Array): StoreAnswer | null {
  return bytes.length === 1 ? (storeVerdicts[bytes[0]!] ?? null) : null;
}
