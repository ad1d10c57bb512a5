import test from 'ava';
import fc from 'fast-check';
import {
  decodeAnswerPayload,
  decodeFirstPayload,
  decodePrelude,
  encodeAnswerPayload,
  encodeFirstPayload,
  encodePrelude,
} from '../../src/wire/handshake.js';
import {
  decodeLinkMessage,
  encodeLinkMessage,
  type LinkMessage,
  maxRequestBody,
  requestKinds,
} from '../../src/wire/link-message.js';
import { decodeReport, reportLength, writeReport } from '../../src/wire/report.js';
import { answerPayloadLength, bodyLength, firstPayloadLength } from '../../src/wire/sizes.js';

const fixed = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const byte = fc.nat(255);
const uint32 = fc.integer({ min: 0, max: 0xffffffff });

test('handshake payloads come back as they went', (t) => {
  fc.assert(
    fc.property(fc.record({ major: byte, time: uint32 }), (prelude) => {
      t.deepEqual(decodePrelude(encodePrelude(prelude)), prelude);
    }),
  );
  const first = fc.record({
    minor: byte,
    suites: fc.integer({ min: 1, max: 255 }),
    identityKey: fixed(32),
    puzzleNonce: fixed(8),
    isUnlisted: fc.boolean(),
  });
  fc.assert(
    fc.property(
      first,
      (payload) => void t.deepEqual(decodeFirstPayload(encodeFirstPayload(payload)), payload),
    ),
  );
  const answer = fc.record({
    minor: byte,
    suite: byte,
    puzzleNonce: fixed(8),
    index: uint32,
    headerKey: fixed(32),
    onionKey: fixed(32),
    isUnlisted: fc.boolean(),
  });
  fc.assert(
    fc.property(
      answer,
      (payload) => void t.deepEqual(decodeAnswerPayload(encodeAnswerPayload(payload)), payload),
    ),
  );
});

test('reports come back as they went, to a quarter of a millisecond', (t) => {
  const report = fc.record({
    highest: uint32,
    hold: fc.nat(60_000).map((units) => units / 4),
    received: fc.nat(0xffff),
  });
  fc.assert(
    fc.property(report, (sent) => {
      const bytes = new Uint8Array(reportLength);
      writeReport(bytes, sent);
      t.deepEqual(decodeReport(bytes), sent);
    }),
  );
});

test('both handshake payloads leave room for ML-KEM-768', (t) => {
  t.true(firstPayloadLength - 42 >= 1184);
  t.true(answerPayloadLength - 46 >= 1088);
});

test('link messages come back as they went, padded to a cell', (t) => {
  const kind = fc.constantFrom(...Object.values(requestKinds));
  const message: fc.Arbitrary<LinkMessage> = fc.oneof(
    fc.constant({ type: 'nothing' } as const),
    fc.constant({ type: 'close' } as const),
    fc.record({
      type: fc.constant('confirm' as const),
      index: uint32,
      headerKey: fixed(32),
      onionKey: fixed(32),
    }),
    fc.record({ type: fc.constantFrom('challenge' as const, 'proof' as const), id: fixed(8) }),
    fc.record({
      type: fc.constantFrom('request' as const, 'answer' as const),
      kind,
      id: fixed(8),
      body: fc.uint8Array({ maxLength: maxRequestBody }),
    }),
  );
  fc.assert(
    fc.property(message, (sent) => {
      const padded = new Uint8Array(bodyLength);
      padded.set(encodeLinkMessage(sent));
      t.deepEqual(decodeLinkMessage(padded), sent);
    }),
  );
});
