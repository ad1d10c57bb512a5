import { readdir } from 'node:fs/promises';
import test from 'ava';
import fc from 'fast-check';
import { encodeAddressBackup, encodeBackupContent, encodeBackupHead } from '../../src/wire/address-backup.js';
import { encodeAddressBook } from '../../src/wire/address-book.js';
import { encodeApInside } from '../../src/wire/ap-inside.js';
import { encodeUnsignedApRecord } from '../../src/wire/ap-record.js';
import { encodeApRevisions } from '../../src/wire/ap-revisions.js';
import { encodeBeacon } from '../../src/wire/beacon.js';
import { buildStatuses, encodeBuildRecord, encodeBuildReply } from '../../src/wire/build.js';
import { concat, textOf } from '../../src/wire/bytes.js';
import { type ChannelKind, encodeKeptChannel, encodePass } from '../../src/wire/channel.js';
import { encodeChosen, encodeGuards } from '../../src/wire/chosen.js';
import { encodeContact } from '../../src/wire/contact.js';
import { decoders } from '../../src/wire/decoders.js';
import { encodeEndpoint } from '../../src/wire/endpoint.js';
import { encodeEntryPoints } from '../../src/wire/entry-point.js';
import { encodeFindNodeAnswer, encodeFindNodeRequest } from '../../src/wire/find-node.js';
import { encodeGetAnswer, encodeGetRequest } from '../../src/wire/get.js';
import {
  encodeAnswerPayload,
  encodeFirstPayload,
  encodeHalfHeader,
  encodePrelude,
  encodeRetry,
  type Half,
} from '../../src/wire/handshake.js';
import {
  encodeIntroduceAnswer,
  encodeJudgeAnswer,
  encodeJudgeRequest,
  encodeKnockAnswer,
  encodeWhereabouts,
  verdicts,
} from '../../src/wire/introduce.js';
import { encodeInvite } from '../../src/wire/invite.js';
import { encodeInviteFile, networkMark } from '../../src/wire/invite-file.js';
import { encodeJoinPayload } from '../../src/wire/join.js';
import { encodeLinkMessage, type LinkMessage, requestKinds } from '../../src/wire/link-message.js';
import { encodeCard } from '../../src/wire/meeting.js';
import { encodeUnsignedNodeRecord } from '../../src/wire/node-record.js';
import { encodeOnionKeys } from '../../src/wire/onion-keys.js';
import { encodePathControl } from '../../src/wire/path-control.js';
import { encodePeerCache } from '../../src/wire/peer-cache.js';
import { encodePingAnswer, encodePingRequest } from '../../src/wire/ping.js';
import { writeReport } from '../../src/wire/report.js';
import { encodeSealedAnswer, encodeSealedQuery } from '../../src/wire/sealed.js';
import { encodeStoreAnswer, encodeStoreRequest, storeVerdicts } from '../../src/wire/store.js';
import { encodeTimeSpans } from '../../src/wire/time-spans.js';
import { encodeFurtherJoin, encodeTunnelAnswer, encodeTunnelOpen } from '../../src/wire/tunnel.js';
import {
  addressBook,
  apInside,
  buildRecord,
  bytes,
  cachedPeer,
  chosen,
  contact,
  endpoint,
  endpointPair,
  entryPoint,
  furtherJoin,
  joinPayload,
  keptRelay,
  pathControl,
  sealedQuery,
  standing,
  time,
  timeSpans,
  tunnelAnswer,
  tunnelOpen,
  whereabouts,
} from './arbitraries.js';

const key = new Uint8Array(32).fill(7);
const byte = fc.nat(255);
const uint32 = fc.integer({ min: 0, max: 0xffffffff });

interface Fuzzed {
  /** A well-formed message, to be damaged. */
  readonly message: fc.Arbitrary<Uint8Array>;
  readonly decode: (bytes: Uint8Array) => unknown;
}

const onionKey = fc.record({ secretKey: bytes(32), until: fc.nat() });
const introducer = { identityKey: key, endpoints: [] };
const text = new TextDecoder('latin1');

/** One entry per type of what neighbours say; a new one must be added here. */
const linkMessages: { [T in LinkMessage['type']]: fc.Arbitrary<LinkMessage & { type: T }> } = {
  nothing: fc.constant({ type: 'nothing' }),
  confirm: fc.record({
    type: fc.constant('confirm'),
    index: uint32,
    headerKey: bytes(32),
    onionKey: bytes(32),
  }),
  request: requestOr('request'),
  answer: requestOr('answer'),
  close: fc.constant({ type: 'close' }),
  challenge: fc.record({ type: fc.constant('challenge'), id: bytes(8) }),
  proof: fc.record({ type: fc.constant('proof'), id: bytes(8) }),
};

function requestOr<T extends 'request' | 'answer'>(type: T) {
  return fc.record({
    type: fc.constant(type),
    kind: fc.constantFrom(...Object.values(requestKinds)),
    id: bytes(8),
    body: fc.uint8Array(),
  });
}

const channel = fc.record({
  name: fc.constantFrom('friends', 'a.b_c-d', 'Größe'),
  kind: fc.constantFrom<ChannelKind>('passphrase', 'invite'),
  key: bytes(32),
});

/** One entry per decoder; the names are compared with the room's list below. */
const fuzzed: Record<keyof typeof decoders, Fuzzed> = {
  decodeAnswerPayload: {
    message: fc
      .record({
        minor: byte,
        suite: byte,
        puzzleNonce: bytes(8),
        index: uint32,
        headerKey: bytes(32),
        onionKey: bytes(32),
        isUnlisted: fc.boolean(),
      })
      .map(encodeAnswerPayload),
    decode: decoders.decodeAnswerPayload,
  },
  decodeFirstPayload: {
    message: fc
      .record({
        minor: byte,
        suites: byte,
        identityKey: bytes(32),
        puzzleNonce: bytes(8),
        isUnlisted: fc.boolean(),
      })
      .map(encodeFirstPayload),
    decode: decoders.decodeFirstPayload,
  },
  decodeHalfHeader: {
    message: fc.record({ half: fc.constantFrom<Half>(0, 1), id: bytes(5) }).map(encodeHalfHeader),
    decode: decoders.decodeHalfHeader,
  },
  decodeLinkMessage: {
    message: fc.oneof(...Object.values(linkMessages)).map(encodeLinkMessage),
    decode: decoders.decodeLinkMessage,
  },
  decodePrelude: {
    message: fc.record({ major: byte, time: uint32 }).map(encodePrelude),
    decode: decoders.decodePrelude,
  },
  decodeReport: {
    message: fc.record({ highest: uint32, hold: fc.nat(16_000), received: fc.nat(0xffff) }).map((report) => {
      const out = new Uint8Array(8);
      writeReport(out, report);
      return out;
    }),
    decode: decoders.decodeReport,
  },
  decodeRetry: { message: bytes(16).map(encodeRetry), decode: decoders.decodeRetry },
  decodeApRecord: {
    message: fc
      .record({
        blindedKey: bytes(32),
        revision: fc.nat(),
        expiry: uint32,
        proof: fc.option(fc.record({ key: bytes(32), modifier: bytes(16) })),
        nonce: bytes(24),
        ciphertext: fc.uint8Array({ minLength: 16, maxLength: 500 }),
      })
      .map((record) => concat(encodeUnsignedApRecord(record), new Uint8Array(64))),
    decode: decoders.decodeApRecord,
  },
  decodeNodeRecord: {
    message: fc
      .record({
        identityKey: bytes(32),
        puzzleNonce: bytes(8),
        onionKey: bytes(32),
        endpoints: fc.array(endpoint, { maxLength: 1 }),
        reachability: byte,
        offers: byte,
        rate: byte,
        minor: byte,
        expiry: uint32,
        introducers: fc.constantFrom([], [introducer, introducer]),
      })
      .map((record) => concat(encodeUnsignedNodeRecord(record), new Uint8Array(64))),
    decode: decoders.decodeNodeRecord,
  },
  decodeBeacon: {
    message: fc
      .record({ identityKey: bytes(32), port: fc.integer({ min: 1, max: 65535 }), time, salt: bytes(24) })
      .map((beacon) => encodeBeacon(beacon, key, beacon.salt)),
    decode: (bytes) => decoders.decodeBeacon(bytes, key),
  },
  decodeBuildRecord: {
    message: buildRecord.map(encodeBuildRecord),
    decode: decoders.decodeBuildRecord,
  },
  decodeBuildReply: {
    message: fc.constantFrom(...Object.values(buildStatuses)).map((status) => encodeBuildReply({ status })),
    decode: decoders.decodeBuildReply,
  },
  decodeJoinPayload: {
    message: joinPayload.map(encodeJoinPayload),
    decode: decoders.decodeJoinPayload,
  },
  decodePathControl: {
    message: pathControl.map(encodePathControl),
    decode: decoders.decodePathControl,
  },
  decodeChosen: { message: chosen.map(encodeChosen), decode: decoders.decodeChosen },
  decodeGuards: {
    message: fc.array(fc.record({ relay: keptRelay, left: uint32 }), { maxLength: 5 }).map(encodeGuards),
    decode: decoders.decodeGuards,
  },
  decodeContact: { message: contact.map(encodeContact), decode: decoders.decodeContact },
  decodeEndpoint: { message: endpoint.map(encodeEndpoint), decode: decoders.decodeEndpoint },
  decodeEntryPoints: {
    message: fc.array(entryPoint, { maxLength: 4 }).map(encodeEntryPoints),
    decode: decoders.decodeEntryPoints,
  },
  decodeFurtherJoin: { message: furtherJoin.map(encodeFurtherJoin), decode: decoders.decodeFurtherJoin },
  decodeTunnelAnswer: { message: tunnelAnswer.map(encodeTunnelAnswer), decode: decoders.decodeTunnelAnswer },
  decodeTunnelOpen: { message: tunnelOpen.map(encodeTunnelOpen), decode: decoders.decodeTunnelOpen },
  decodeFindNodeAnswer: {
    message: fc.array(contact, { maxLength: 25 }).map((contacts) => encodeFindNodeAnswer({ contacts }, 1292)),
    decode: decoders.decodeFindNodeAnswer,
  },
  decodeFindNodeRequest: {
    message: bytes(32).map((target) => encodeFindNodeRequest({ target })),
    decode: decoders.decodeFindNodeRequest,
  },
  decodeGetAnswer: {
    message: fc
      .record({
        token: bytes(8),
        count: byte,
        record: fc.option(fc.uint8Array({ minLength: 1, maxLength: 800 })),
        contacts: fc.array(contact, { maxLength: 25 }),
      })
      .map((answer) => encodeGetAnswer(answer, 1292)),
    decode: decoders.decodeGetAnswer,
  },
  decodeGetRequest: {
    message: fc.record({ kind: fc.constantFrom(1, 2), key: bytes(32), rank: byte }).map(encodeGetRequest),
    decode: decoders.decodeGetRequest,
  },
  decodeApInside: { message: apInside.map(encodeApInside), decode: decoders.decodeApInside },
  decodeAddressBackup: {
    message: fc
      .record({
        operations: fc.integer({ min: 1, max: 16 }),
        mebibytes: fc.integer({ min: 1, max: 64 }),
        salt: bytes(16),
        nonce: bytes(24),
        sealed: fc.uint8Array({ minLength: 16, maxLength: 500 }),
      })
      .map((backup) => encodeAddressBackup(encodeBackupHead(backup), backup.sealed)),
    decode: decoders.decodeAddressBackup,
  },
  decodeAddressBook: { message: addressBook.map(encodeAddressBook), decode: decoders.decodeAddressBook },
  decodeBackupContent: {
    message: fc
      .record({ book: addressBook.map(encodeAddressBook), guards: fc.uint8Array({ maxLength: 300 }) })
      .map(encodeBackupContent),
    decode: decoders.decodeBackupContent,
  },
  decodeOnionKeys: {
    message: fc
      .record({ own: fc.nat(), date: fc.nat(), current: onionKey, previous: fc.option(onionKey) })
      .map(encodeOnionKeys),
    decode: decoders.decodeOnionKeys,
  },
  decodeApRevisions: {
    message: fc
      .array(fc.tuple(bytes(16).map(textOf), fc.nat()), { maxLength: 20 })
      .map((list) => encodeApRevisions(new Map(list))),
    decode: decoders.decodeApRevisions,
  },
  decodeTimeSpans: { message: timeSpans.map(encodeTimeSpans), decode: decoders.decodeTimeSpans },
  decodeSealedAnswer: {
    message: fc.uint8Array({ maxLength: 1198 }).map(encodeSealedAnswer),
    decode: decoders.decodeSealedAnswer,
  },
  decodeSealedQuery: { message: sealedQuery.map(encodeSealedQuery), decode: decoders.decodeSealedQuery },
  decodeStoreAnswer: {
    message: fc.constantFrom(...storeVerdicts).map(encodeStoreAnswer),
    decode: decoders.decodeStoreAnswer,
  },
  decodeStoreRequest: {
    message: fc
      .record({
        kind: fc.constantFrom(1, 2),
        key: bytes(32),
        token: bytes(8),
        record: fc.uint8Array({ minLength: 1 }),
      })
      .map(encodeStoreRequest),
    decode: decoders.decodeStoreRequest,
  },
  decodeKeptChannel: {
    message: channel.map(encodeKeptChannel),
    decode: decoders.decodeKeptChannel,
  },
  decodePass: {
    message: fc
      .record({ channel, node: fc.option(fc.record({ identityKey: bytes(32), endpoint })) })
      .map((pass) => new TextEncoder().encode(encodePass(pass))),
    decode: (bytes) => decoders.decodePass(text.decode(bytes)),
  },
  decodeInvite: {
    message: fc
      .record({ identityKey: bytes(32), endpoint })
      .map((invite) => new TextEncoder().encode(encodeInvite(invite))),
    decode: (bytes) => decoders.decodeInvite(text.decode(bytes)),
  },
  decodeInviteFile: {
    message: fc
      .record({
        nodes: fc.array(fc.record({ identityKey: bytes(32), endpoint }), { minLength: 1, maxLength: 3 }),
        channel: fc.option(channel),
        isSecret: fc.boolean(),
      })
      .map(({ nodes, channel, isSecret }) =>
        new TextEncoder().encode(
          encodeInviteFile({
            network: networkMark(key),
            channel,
            secret: isSecret ? channel : null,
            nodes,
          }),
        ),
      ),
    decode: (bytes) => decoders.decodeInviteFile(text.decode(bytes)),
  },
  decodeCard: {
    message: fc
      .record({ identityKey: bytes(32), port: fc.integer({ min: 1, max: 65535 }), salt: bytes(24) })
      .map((card) => encodeCard(card, key, 500_000, card.salt)),
    decode: (bytes) => decoders.decodeCard(bytes, key, 500_000),
  },
  decodePeerCache: {
    message: fc.array(cachedPeer, { maxLength: 8 }).map(encodePeerCache),
    decode: decoders.decodePeerCache,
  },
  decodePingAnswer: {
    message: fc.record({ time, standing, seenAt: endpoint }).map(encodePingAnswer),
    decode: decoders.decodePingAnswer,
  },
  decodePingRequest: {
    message: fc.record({ time, standing }).map(encodePingRequest),
    decode: decoders.decodePingRequest,
  },
  decodeIntroduceAnswer: {
    message: endpointPair.map(encodeIntroduceAnswer),
    decode: decoders.decodeIntroduceAnswer,
  },
  decodeWhereabouts: { message: whereabouts.map(encodeWhereabouts), decode: decoders.decodeWhereabouts },
  decodeJudgeRequest: {
    message: fc
      .record({ family: fc.constantFrom(4 as const, 6 as const), port: fc.integer({ min: 1, max: 65_535 }) })
      .map(encodeJudgeRequest),
    decode: decoders.decodeJudgeRequest,
  },
  decodeJudgeAnswer: {
    message: fc
      .record({ verdict: fc.constantFrom(...Object.values(verdicts)), knocker: bytes(32) })
      .map(encodeJudgeAnswer),
    decode: decoders.decodeJudgeAnswer,
  },
  decodeKnockAnswer: {
    message: fc.constantFrom(...Object.values(verdicts)).map(encodeKnockAnswer),
    decode: decoders.decodeKnockAnswer,
  },
};

/** Cut, lengthened, or with some bytes changed. */
const damaged = (message: fc.Arbitrary<Uint8Array>) =>
  fc
    .record({
      message,
      cut: fc.option(fc.nat(2000)),
      tail: fc.uint8Array({ maxLength: 40 }),
      changes: fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { maxLength: 4 }),
    })
    .map(({ message, cut, tail, changes }) => {
      const whole = Uint8Array.of(...message.subarray(0, cut ?? message.length), ...tail);
      for (const [at, value] of changes) if (at < whole.length) whole[at] = value;
      return whole;
    });

test('every decoder the room exports is listed and fuzzed', async (t) => {
  const room = new URL('../../src/wire/', import.meta.url);
  const exported: string[] = [];
  for (const file of await readdir(room)) {
    if (!file.endsWith('.js') || file === 'decoders.js') continue;
    const names = Object.keys(await import(new URL(file, room).href));
    exported.push(...names.filter((name) => name.startsWith('decode')));
  }
  t.deepEqual(Object.keys(decoders).sort(), exported.sort());
  t.deepEqual(Object.keys(fuzzed).sort(), exported);
});

for (const [name, { message, decode }] of Object.entries(fuzzed)) {
  test(`${name} gives a value or null, whatever comes`, (t) => {
    const holds = (bytes: Uint8Array) => t.notThrows(() => decode(bytes));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 1400 }), (bytes) => void holds(bytes)));
    fc.assert(
      fc.property(damaged(message), (bytes) => void holds(bytes)),
      { numRuns: 500 },
    );
  });

  test(`${name} leaves what it is given as it was, and keeps no view of it`, (t) => {
    fc.assert(
      fc.property(message, (bytes) => {
        const before = bytes.slice();
        const value = decode(bytes);
        t.deepEqual(bytes, before);
        const copy = structuredClone(value);
        bytes.fill(0xee);
        t.deepEqual(value, copy);
      }),
      { numRuns: 30 },
    );
  });
}
