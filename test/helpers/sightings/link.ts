/** What neighbours say to each other: handshakes, their own messages, cells of paths; and beacons. */
import { concat, numberToBytes, Reader } from '../../../src/wire/bytes.js';
import { encodeEndpoint } from '../../../src/wire/endpoint.js';
import { decodeFindNodeAnswer, decodeFindNodeRequest } from '../../../src/wire/find-node.js';
import { decodeGetAnswer, decodeGetRequest, recordKinds } from '../../../src/wire/get.js';
import {
  decodeAnswerPayload,
  decodeFirstPayload,
  encodeAnswerPayload,
  encodeFirstPayload,
} from '../../../src/wire/handshake.js';
import { decodeLinkMessage, encodeLinkMessage, requestKinds } from '../../../src/wire/link-message.js';
import { decodePingAnswer, decodePingRequest } from '../../../src/wire/ping.js';
import { bodyLength, sealedLength } from '../../../src/wire/sizes.js';
import { decodeStoreRequest } from '../../../src/wire/store.js';
import { kept } from './records.js';
import { contactBytes, type Field, field, nameless, type Sighting, sighting, strange } from './sighting.js';

/** Path id and body of a link's cell. */
export function cellOf(plain: Uint8Array): { pathId: number; report: Uint8Array; body: Uint8Array } {
  const reader = new Reader(plain);
  return { pathId: reader.number(4), report: reader.take(8), body: reader.take(bodyLength) };
}

export function cell(plain: Uint8Array): Sighting {
  const { pathId, report, body } = cellOf(plain);
  if (pathId !== 0) {
    const fields = [field('path ids', pathId), field('link report', report), field('cells', body)];
    return sighting('cell of a path', fields, plain, plain);
  }
  const message = decodeLinkMessage(body);
  if (!message) return strange('link message', plain);
  const again = new Uint8Array(sealedLength);
  again.set(report, 4);
  again.set(encodeLinkMessage(message), 12);
  return sighting('link message', [field('link report', report), ...messageFields(message)], plain, again);
}

function messageFields(message: NonNullable<ReturnType<typeof decodeLinkMessage>>): Field[] {
  if (message.type === 'confirm')
    return [
      field('session', concat(numberToBytes(message.index, 4), message.headerKey)),
      field('onion key', message.onionKey),
    ];
  if (message.type === 'challenge' || message.type === 'proof') return [field('challenge', message.id)];
  if (message.type !== 'request' && message.type !== 'answer') return [];
  const number = field('request ids', message.id);
  if (message.body.length === 0) return [number];
  const fields = message.type === 'request' ? requestFields(message) : answerFields(message);
  return [number, ...(fields ?? [field(nameless, message.body)])];
}

type Talk = { readonly kind: number; readonly body: Uint8Array };

function requestFields({ kind, body }: Talk): Field[] | null {
  if (kind === requestKinds.ping) {
    const ping = decodePingRequest(body);
    return ping && [field('clock', ping.time)];
  }
  if (kind === requestKinds.findNode) {
    const find = decodeFindNodeRequest(body);
    return find && [field('id looked for', find.target, true)];
  }
  if (kind === requestKinds.get) {
    const get = decodeGetRequest(body);
    return get && [keyField(get.kind, get.key)];
  }
  if (kind === requestKinds.store) {
    const store = decodeStoreRequest(body);
    return store && [keyField(store.kind, store.key), field('token', store.token), ...kept(store.record)];
  }
  if (kind === requestKinds.meet) return [field('contacts', body, true)];
  return [field('sealed question', body)];
}

function answerFields({ kind, body }: Talk): Field[] | null {
  if (kind === requestKinds.ping) {
    const ping = decodePingAnswer(body);
    return ping && [field('clock', ping.time), field('where it is seen', encodeEndpoint(ping.seenAt), true)];
  }
  if (kind === requestKinds.findNode) {
    const find = decodeFindNodeAnswer(body);
    return find && [field('contacts', contactBytes(find.contacts), true)];
  }
  if (kind === requestKinds.get) {
    const got = decodeGetAnswer(body);
    const contacts = got && field('contacts', contactBytes(got.contacts), true);
    return got && contacts && [field('token', got.token), contacts, ...(got.record ? kept(got.record) : [])];
  }
  if (kind === requestKinds.store) return [field('verdict', body[0]! + 1)];
  return [field('sealed answer', body)];
}

function keyField(kind: number, key: Uint8Array): Field {
  return kind === recordKinds.node ? field('id looked for', key, true) : field('slot', key);
}

export function firstMessage(plain: Uint8Array): Sighting {
  const first = decodeFirstPayload(plain);
  if (!first) return strange('link handshake', plain);
  const fields = [
    field('versions', (first.minor << 8) | first.suites),
    field('identity', first.identityKey, true),
    field('puzzle nonce', first.puzzleNonce),
  ];
  return sighting('link handshake', fields, plain, encodeFirstPayload(first));
}

export function firstAnswer(plain: Uint8Array): Sighting {
  const answer = decodeAnswerPayload(plain);
  if (!answer) return strange('link handshake', plain);
  const fields = [
    field('versions', (answer.minor << 8) | answer.suite),
    field('puzzle nonce', answer.puzzleNonce),
    field('session', concat(numberToBytes(answer.index, 4), answer.headerKey)),
    field('onion key', answer.onionKey),
  ];
  return sighting('link handshake', fields, plain, encodeAnswerPayload(answer));
}

/** As in wire/beacon.ts, which opens and reads in one. */
export function beacon(plain: Uint8Array): Sighting {
  const reader = new Reader(plain);
  const fields = [
    field('versions', reader.number(1)),
    field('identity', reader.take(32), true),
    field('port', reader.number(2)),
    field('clock', reader.number(6)),
  ];
  return sighting('beacon', fields, plain, concat(plain.slice(0, 41), new Uint8Array(47)));
}
