/**
 * What the owner of a path and its end hop say to each other, sealed for the two: the cells of selector 0.
 *
 *     plain 1276 = type 1, id 4, length 2, payload, zeros
 *     join = selector 4, N's identity pk 32, N's endpoints 24, blob 1208        failed = selector 4, code 1
 *     query = S's identity pk 32, S's endpoints 24, kind 1, body                answer = body; empty: there is none
 *     incoming = selector 4, work 1, first message of the tunnel                close = selector 4
 */
import type { Endpoint } from '../net/net.js';
import { concat, numberToBytes, Reader } from './bytes.js';
import { encodeEndpointPair, endpointPairLength, readEndpointPair } from './endpoint-pair.js';
import { controlPlainLength, joinBlobLength } from './sizes.js';

const headLength = 7;
/** The most that a message's payload may have. */
const maxPayload = controlPlainLength - headLength;
/** The most that is asked of a storing node, and that it answers. */
export const maxQueryBody = maxPayload - 33 - endpointPairLength;
export const maxAnswerBody = maxPayload;

/** What a query is for: a question sealed to S, or S's own node record. */
export const queryKinds = { sealed: 0, record: 1 } as const;
export type QueryKind = (typeof queryKinds)[keyof typeof queryKinds];

/** Why a join ended. */
export const joinFailures = { unreachable: 1, busy: 2, gone: 3 } as const;
export type JoinFailure = (typeof joinFailures)[keyof typeof joinFailures];

export type PathControl =
  /** `id` (4 bytes as a number) is repeated by the answer. */
  | { readonly type: 'ping' | 'pong'; readonly id: number }
  | {
      readonly type: 'join';
      readonly selector: number;
      readonly identityKey: Uint8Array;
      readonly endpoints: readonly Endpoint[];
      readonly blob: Uint8Array;
    }
  | { readonly type: 'failed'; readonly selector: number; readonly code: JoinFailure }
  | {
      readonly type: 'query';
      readonly id: number;
      readonly kind: QueryKind;
      readonly identityKey: Uint8Array;
      readonly endpoints: readonly Endpoint[];
      readonly body: Uint8Array;
    }
  | { readonly type: 'answer'; readonly id: number; readonly body: Uint8Array }
  | {
      readonly type: 'incoming';
      readonly selector: number;
      /** Bits that the join shows, 0 to 255. */
      readonly work: number;
      readonly message: Uint8Array;
    }
  | { readonly type: 'close'; readonly selector: number };

const types = { ping: 1, pong: 2, join: 3, failed: 4, query: 5, answer: 6, incoming: 7, close: 8 } as const;

/** All 1276 bytes. */
export function encodePathControl(message: PathControl): Uint8Array {
  const payload = payloadOf(message);
  const out = new Uint8Array(controlPlainLength);
  out[0] = types[message.type];
  out.set(numberToBytes('id' in message ? message.id : 0, 4), 1);
  out.set(numberToBytes(payload.length, 2), 5);
  out.set(payload, headLength);
  return out;
}

function payloadOf(message: PathControl): Uint8Array {
  switch (message.type) {
    case 'ping':
    case 'pong':
      return new Uint8Array(0);
    case 'join':
      return concat(
        numberToBytes(message.selector, 4),
        message.identityKey,
        encodeEndpointPair(message.endpoints),
        message.blob,
      );
    case 'failed':
      return concat(numberToBytes(message.selector, 4), Uint8Array.of(message.code));
    case 'query':
      return concat(
        message.identityKey,
        encodeEndpointPair(message.endpoints),
        Uint8Array.of(message.kind),
        message.body,
      );
    case 'answer':
      return message.body;
    case 'incoming':
      return concat(numberToBytes(message.selector, 4), Uint8Array.of(message.work), message.message);
    case 'close':
      return numberToBytes(message.selector, 4);
  }
}

/** From a whole plain text, padding included. Null when it is none of ours. */
export function decodePathControl(bytes: Uint8Array): PathControl | null {
  if (bytes.length !== controlPlainLength) return null;
  const head = new Reader(bytes);
  const [type, id, length] = [head.number(1), head.number(4), head.number(2)];
  if (length > maxPayload) return null;
  const payload = bytes.slice(headLength, headLength + length);
  const message = readPayload(type, id, payload, new Reader(payload));
  // Selector 0 is the control channel itself.
  return message && 'selector' in message && message.selector === 0 ? null : message;
}

function readPayload(type: number, id: number, payload: Uint8Array, reader: Reader): PathControl | null {
  switch (type) {
    case types.ping:
    case types.pong:
      return payload.length === 0 ? { type: type === types.ping ? 'ping' : 'pong', id } : null;
    case types.join: {
      const [selector, identityKey] = [reader.number(4), reader.take(32)];
      const endpoints = readEndpointPair(reader);
      const blob = reader.take(joinBlobLength);
      return endpoints && reader.done ? { type: 'join', selector, identityKey, endpoints, blob } : null;
    }
    case types.failed: {
      const [selector, number] = [reader.number(4), reader.number(1)];
      const code = Object.values(joinFailures).find((known) => known === number);
      return code && reader.done ? { type: 'failed', selector, code } : null;
    }
    case types.query: {
      const identityKey = reader.take(32);
      const endpoints = readEndpointPair(reader);
      const number = reader.number(1);
      const kind = Object.values(queryKinds).find((known) => known === number);
      if (kind === undefined || !endpoints || !reader.ok) return null;
      const body = payload.slice(33 + endpointPairLength);
      return { type: 'query', id, kind, identityKey, endpoints, body };
    }
    case types.answer:
      return { type: 'answer', id, body: payload };
    case types.incoming: {
      const [selector, work] = [reader.number(4), reader.number(1)];
      return reader.ok ? { type: 'incoming', selector, work, message: payload.slice(5) } : null;
    }
    case types.close: {
      const selector = reader.number(4);
      return reader.done ? { type: 'close', selector } : null;
    }
    default:
      return null;
  }
}
