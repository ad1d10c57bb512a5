/**
 * Reaching who cannot be reached, and finding out who can. Kinds of requests, each with its answer:
 *
 *     introduce   to a neighbour of the one who is wanted: identity key 32, where I am 24    answer: where it is 24
 *     meet now    from there to the one who is wanted: identity key 32, where that one is 24     answer: empty
 *     judge       to a neighbour: have a stranger knock at my family 1, port 2                      answer: verdict 1, who knocked 32
 *     knock       from there to that somebody: identity key 32, where 24                      answer: verdict 1
 *
 * Where somebody is: at most one endpoint per family.
 */
import type { Endpoint } from '../net/net.js';
import { concat, numberToBytes, Reader } from './bytes.js';
import { encodeEndpointPair, readEndpointPair } from './endpoint-pair.js';

/** Of a knock: nobody answered; it was let in; nothing can be said of it (they know each other, or it may not be tried). */
export const verdicts = { silent: 0, reached: 1, open: 2 } as const;
export type Verdict = (typeof verdicts)[keyof typeof verdicts];

/** Somebody, and where: of introductions and knocks alike. */
export interface Whereabouts {
  /** Ed25519, 32 bytes. */
  readonly identityKey: Uint8Array;
  readonly endpoints: readonly Endpoint[];
}

export interface JudgeRequest {
  readonly family: 4 | 6;
  /** Where the asker is to be knocked at, at the address at which it is seen. */
  readonly port: number;
}

export interface JudgeAnswer {
  readonly verdict: Verdict;
  /** Identity key of who knocked, 32 bytes; zeros: nobody did. */
  readonly knocker: Uint8Array;
}

export function encodeWhereabouts({ identityKey, endpoints }: Whereabouts): Uint8Array {
  return concat(identityKey, encodeEndpointPair(endpoints));
}

export function decodeWhereabouts(bytes: Uint8Array): Whereabouts | null {
  const reader = new Reader(bytes);
  const identityKey = reader.take(32);
  const endpoints = readEndpointPair(reader);
  return reader.done && endpoints ? { identityKey, endpoints } : null;
}

/** Empty endpoints: it is no neighbour. */
export function encodeIntroduceAnswer(endpoints: readonly Endpoint[]): Uint8Array {
  return encodeEndpointPair(endpoints);
}

export function decodeIntroduceAnswer(bytes: Uint8Array): Endpoint[] | null {
  const reader = new Reader(bytes);
  const endpoints = readEndpointPair(reader);
  return reader.done ? endpoints : null;
}

export function encodeJudgeRequest({ family, port }: JudgeRequest): Uint8Array {
  return concat(Uint8Array.of(family), numberToBytes(port, 2));
}

/** Null for another family and port 0. */
export function decodeJudgeRequest(bytes: Uint8Array): JudgeRequest | null {
  const reader = new Reader(bytes);
  const family = reader.number(1);
  const port = reader.number(2);
  if (!reader.done || port === 0) return null;
  return family === 4 || family === 6 ? { family, port } : null;
}

export function encodeJudgeAnswer({ verdict, knocker }: JudgeAnswer): Uint8Array {
  return concat(Uint8Array.of(verdict), knocker);
}

export function decodeJudgeAnswer(bytes: Uint8Array): JudgeAnswer | null {
  const verdict = bytes.length === 33 ? verdictOf(bytes[0]!) : null;
  return verdict === null ? null : { verdict, knocker: bytes.slice(1) };
}

export function encodeKnockAnswer(verdict: Verdict): Uint8Array {
  return Uint8Array.of(verdict);
}

export function decodeKnockAnswer(bytes: Uint8Array): Verdict | null {
  return bytes.length === 1 ? verdictOf(bytes[0]!) : null;
}

function verdictOf(byte: number): Verdict | null {
  return Object.values(verdicts).find((known) => known === byte) ?? null;
}
