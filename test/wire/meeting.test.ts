import test from 'ava';
import fc from 'fast-check';
import { cardSeed, decodeCard, encodeCard, hourOf, meetingHash } from '../../src/wire/meeting.js';
import { bytes } from './arbitraries.js';

const hour = fc.nat(1_000_000);
const card = fc.record({ identityKey: bytes(32), port: fc.integer({ min: 1, max: 65_535 }) });

test('cards come back as they were, in their channel and hour only', (t) => {
  fc.assert(
    fc.property(card, bytes(32), bytes(32), hour, bytes(24), (card, key, other, hour, salt) => {
      const sealed = encodeCard(card, key, hour, salt);
      t.is(sealed.length, 128);
      t.deepEqual(decodeCard(sealed, key, hour), card);
      t.is(decodeCard(sealed, key, hour + 1), null);
      if (Buffer.compare(key, other) !== 0) t.is(decodeCard(sealed, other, hour), null);
    }),
  );
});

test('a changed or cut card is none', (t) => {
  const key = new Uint8Array(32).fill(1);
  const sealed = encodeCard({ identityKey: new Uint8Array(32), port: 7 }, key, 5, new Uint8Array(24));
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Uint8Array.from(sealed);
    changed[at]! ^= 1;
    t.is(decodeCard(changed, key, 5), null);
    t.is(decodeCard(sealed.subarray(0, at), key, 5), null);
  }
  t.is(
    decodeCard(encodeCard({ identityKey: new Uint8Array(32), port: 0 }, key, 5, new Uint8Array(24)), key, 5),
    null,
  );
});

test('recorded hashes and keys stay what they are', (t) => {
  const key = new Uint8Array(32).fill(1);
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  t.is(hourOf(Date.UTC(2026, 10, 28, 12, 59, 59, 999)), 498_852);
  t.is(hex(meetingHash(key, 498_852)), 'baa6c184532475b5f62026579ba8a23321463158');
  t.is(hex(cardSeed(key, 498_852)), '07b63820e3634ca23b1eff0ea1886a2bf4661652af02c50345803371cd5b7c65');
});
