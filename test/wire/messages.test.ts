import test from 'ava';
import fc from 'fast-check';
import { beaconLength, decodeBeacon, encodeBeacon } from '../../src/wire/beacon.js';
import { decodeChosen, decodeGuards, encodeChosen, encodeGuards } from '../../src/wire/chosen.js';
import { decodeContact, encodeContact } from '../../src/wire/contact.js';
import { decodeEndpoint, encodeEndpoint } from '../../src/wire/endpoint.js';
import {
  decodeFindNodeAnswer,
  decodeFindNodeRequest,
  encodeFindNodeAnswer,
  encodeFindNodeRequest,
} from '../../src/wire/find-node.js';
import {
  decodeIntroduceAnswer,
  decodeJudgeAnswer,
  decodeJudgeRequest,
  decodeKnockAnswer,
  decodeWhereabouts,
  encodeIntroduceAnswer,
  encodeJudgeAnswer,
  encodeJudgeRequest,
  encodeKnockAnswer,
  encodeWhereabouts,
  verdicts,
} from '../../src/wire/introduce.js';
import { decodePeerCache, encodePeerCache } from '../../src/wire/peer-cache.js';
import {
  decodePingAnswer,
  decodePingRequest,
  encodePingAnswer,
  encodePingRequest,
} from '../../src/wire/ping.js';
import { decodeTimeSpans, encodeTimeSpans } from '../../src/wire/time-spans.js';
import {
  bytes,
  cachedPeer,
  chosen,
  contact,
  endpoint,
  endpointPair,
  keptRelay,
  standing,
  time,
  timeSpans,
  whereabouts,
} from './arbitraries.js';

const port = fc.integer({ min: 1, max: 65535 });

test('messages come back as they were', (t) => {
  fc.assert(fc.property(endpoint, (value) => void t.deepEqual(decodeEndpoint(encodeEndpoint(value)), value)));
  fc.assert(fc.property(contact, (value) => void t.deepEqual(decodeContact(encodeContact(value)), value)));
  fc.assert(
    fc.property(fc.record({ time, standing }), (value) => {
      t.deepEqual(decodePingRequest(encodePingRequest(value)), value);
    }),
  );
  fc.assert(
    fc.property(fc.record({ time, standing, seenAt: endpoint }), (value) => {
      t.deepEqual(decodePingAnswer(encodePingAnswer(value)), value);
    }),
  );
  fc.assert(
    fc.property(whereabouts, (value) => void t.deepEqual(decodeWhereabouts(encodeWhereabouts(value)), value)),
  );
  fc.assert(
    fc.property(endpointPair, (value) => {
      t.deepEqual(decodeIntroduceAnswer(encodeIntroduceAnswer(value)), value);
    }),
  );
  fc.assert(
    fc.property(fc.record({ family: fc.constantFrom(4 as const, 6 as const), port }), (value) => {
      t.deepEqual(decodeJudgeRequest(encodeJudgeRequest(value)), value);
    }),
  );
  const verdict = fc.constantFrom(...Object.values(verdicts));
  fc.assert(
    fc.property(fc.record({ verdict, knocker: bytes(32) }), (value) => {
      t.deepEqual(decodeJudgeAnswer(encodeJudgeAnswer(value)), value);
    }),
  );
  fc.assert(fc.property(verdict, (value) => void t.is(decodeKnockAnswer(encodeKnockAnswer(value)), value)));
  fc.assert(
    fc.property(bytes(32), (target) => {
      t.deepEqual(decodeFindNodeRequest(encodeFindNodeRequest({ target })), { target });
    }),
  );
  fc.assert(
    fc.property(fc.array(cachedPeer, { maxLength: 10 }), (value) => {
      t.deepEqual(decodePeerCache(encodePeerCache(value)), value);
    }),
  );
  fc.assert(
    fc.property(timeSpans, (value) => void t.deepEqual(decodeTimeSpans(encodeTimeSpans(value)), value)),
  );
  fc.assert(
    fc.property(chosen, (value) => {
      const decoded = decodeChosen(encodeChosen(value))!;
      t.is(decoded.ledger.length, value.ledger.length);
      // Hundredths of failures, and thousandths of tokens, may lose a last one.
      decoded.ledger.forEach(({ failures }, at) => {
        t.true(Math.abs(failures - value.ledger[at]!.failures) < 0.011);
      });
      t.true(Math.abs(decoded.tokens - value.tokens) < 0.0011);
      t.deepEqual({ ...decoded, ledger: [], tokens: 0 }, { ...value, ledger: [], tokens: 0 });
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.record({ relay: keptRelay, left: fc.nat() }), { maxLength: 5 }), (value) => {
      t.deepEqual(decodeGuards(encodeGuards(value)), value);
    }),
  );
});

test('an answer holds the first contacts, as many as fit in a cell', (t) => {
  fc.assert(
    fc.property(fc.array(contact, { maxLength: 30 }), (contacts) => {
      const encoded = encodeFindNodeAnswer({ contacts }, 1292);
      t.true(encoded.length <= 1292);
      const decoded = decodeFindNodeAnswer(encoded);
      t.deepEqual(decoded?.contacts, contacts.slice(0, decoded?.contacts.length));
      const next = contacts[decoded!.contacts.length];
      if (next && decoded!.contacts.length < 20) t.true(encoded.length + encodeContact(next).length > 1292);
    }),
  );
});

test('a beacon is read under its channel only, and all have one size', (t) => {
  const key = new Uint8Array(32).fill(1);
  const other = new Uint8Array(32).fill(2);
  fc.assert(
    fc.property(fc.record({ identityKey: bytes(32), port, time }), bytes(24), (beacon, salt) => {
      const encoded = encodeBeacon(beacon, key, salt);
      t.is(encoded.length, beaconLength);
      t.deepEqual(decodeBeacon(encoded, key), beacon);
      t.is(decodeBeacon(encoded, other), null);
    }),
  );
});

test('a beacon with one bit changed anywhere is none', (t) => {
  const key = new Uint8Array(32).fill(1);
  const encoded = encodeBeacon(
    { identityKey: new Uint8Array(32), port: 9, time: 5 },
    key,
    new Uint8Array(24),
  );
  for (let bit = 0; bit < encoded.length * 8; bit += 1) {
    const changed = encoded.slice();
    changed[bit >> 3]! ^= 1 << (bit & 7);
    t.is(decodeBeacon(changed, key), null);
  }
});

test('two beacons of one node share no byte run that an outsider could match', (t) => {
  const key = new Uint8Array(32).fill(1);
  const beacon = { identityKey: new Uint8Array(32).fill(3), port: 9, time: 5 };
  const a = encodeBeacon(beacon, key, new Uint8Array(24).fill(1));
  const b = encodeBeacon(beacon, key, new Uint8Array(24).fill(2));
  const equal = a.filter((byte, at) => byte === b[at]).length;
  t.true(equal < 8, `${equal} of 128 bytes are equal`);
});

test('contacts without endpoints, with too many, or with port 0 are none', (t) => {
  const good = { identityKey: new Uint8Array(32), puzzleNonce: new Uint8Array(8) };
  const v4 = { family: 4, address: '1.2.3.4', port: 5 } as const;
  t.is(decodeContact(encodeContact({ ...good, endpoints: [] })), null);
  const encoded = encodeContact({ ...good, endpoints: [v4, v4, v4, v4, v4] });
  t.is(decodeContact(encoded)?.endpoints.length, 4);
  const five = Uint8Array.of(...encoded, 1, 2, 3, 4, 0, 5);
  five[40] = 0x50;
  t.is(decodeContact(five), null);
  t.is(decodeEndpoint(Uint8Array.of(1, 2, 3, 4, 0, 0)), null);
});
