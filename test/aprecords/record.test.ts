import test from 'ava';
import { checkApRecord, makeApRecord, type Publication } from '../../src/aprecords/record.js';
import { dayOf } from '../../src/crypto/ap.js';
import { decodeApRecord } from '../../src/wire/ap-record.js';
import { apKeyOf } from '../helpers/ap-keys.js';

const now = 1_790_000_123;
const channelKey = new Uint8Array(32).fill(9);
const nonce = new Uint8Array(24).fill(5);
const [owner, other] = [apKeyOf('a'), apKeyOf('b')];
const day = dayOf(owner.address, now);

function entry(byte: number, expiry = now + 600) {
  const bytes = (length: number) => new Uint8Array(length).fill(byte);
  const endpoints = [{ family: 4, address: '8.8.4.4', port: 4000 }] as const;
  const node = { identityKey: bytes(32), onionKey: bytes(32), endpoints };
  return { node, entryId: bytes(16), expiry };
}

function publication(change: Partial<Publication> = {}, by = owner): Publication {
  const { publicKey, secretKey, modifier, address } = by;
  return {
    key: { key: publicKey, secret: secretKey, modifier, address },
    day,
    channelKey,
    revision: 7,
    now,
    sessionKey: new Uint8Array(32).fill(4),
    effort: 9,
    entries: [entry(1), entry(2)],
    ...change,
  };
}

const check = (bytes: Uint8Array, at = now, under = day) =>
  checkApRecord(bytes, owner.address, under, channelKey, at);

test('who knows the address reads in its record where it is and with which key a tunnel begins', (t) => {
  const checked = check(makeApRecord(publication(), nonce, false));
  if (typeof checked === 'string') return t.fail(checked);
  t.is(checked.revision, 7);
  t.deepEqual(checked.record.apKey, owner.publicKey);
  t.deepEqual(checked.record.sessionKey, new Uint8Array(32).fill(4));
  t.is(checked.record.joinBits, 9);
  t.deepEqual(checked.record.entries, [entry(1), entry(2)]);
});

test('all records have one length; with the proof they say the key, without it nothing', (t) => {
  const lengths = [1, 2, 3, 4].map((count) => {
    const entries = Array.from({ length: count }, (_, at) => entry(at));
    return makeApRecord(publication({ entries }), nonce, false).length;
  });
  t.is(new Set(lengths).size, 1);
  const plain = Buffer.from(makeApRecord(publication(), nonce, false));
  for (const secret of [owner.publicKey, owner.modifier, owner.address, entry(1).node.identityKey])
    t.false(plain.includes(Buffer.from(secret)));
  const proving = makeApRecord(publication(), nonce, true);
  t.is(proving.length, plain.length + 48);
  t.true(proving.length <= 800);
  t.is(typeof check(proving), 'object');
});

test('its times say nothing about the clock of its owner', (t) => {
  const expiryAt = (time: number) =>
    decodeApRecord(makeApRecord(publication({ now: time }), nonce, false))!.record.expiry;
  t.is(expiryAt(now) % 3600, 0);
  t.is(expiryAt(now), expiryAt(now + 37));
});

test('whatever is not the address’s own record of that day is refused with its reason', (t) => {
  const good = makeApRecord(publication(), nonce, false);
  t.is(check(good, now + 5 * 3600), 'expired');
  t.is(check(good, now - 30 * 3600), 'expired');
  t.is(check(good, now, day + 1), 'sealed-otherwise', 'another day');
  t.is(check(good.subarray(1)), 'malformed');
  t.is(check(makeApRecord(publication({}, other), nonce, false)), 'sealed-otherwise', 'another address');
  // Squatters know the address: what they seal under it opens, and says whose it is.
  const squatter = { key: other.publicKey, secret: other.secretKey };
  const key = { ...squatter, modifier: other.modifier, address: owner.address };
  t.is(check(makeApRecord(publication({ key }), nonce, false)), 'address');
  const stolen = { key: owner.publicKey, secret: other.secretKey, modifier: owner.modifier };
  const forged = makeApRecord(publication({ key: { ...stolen, address: owner.address } }), nonce, false);
  t.is(check(forged), 'forged');
  t.is(check(makeApRecord(publication({ channelKey: new Uint8Array(32) }), nonce, false)), 'blinded');
  t.is(check(makeApRecord(publication({ entries: [entry(1, now - 61)] }), nonce, false)), 'ended');
});

test('a record with one bit changed anywhere is none', (t) => {
  const good = makeApRecord(publication(), nonce, true);
  for (let at = 0; at < good.length; at += 3) {
    const changed = good.slice();
    changed[at]! ^= 0x10;
    t.is(typeof check(changed), 'string', `byte ${at}`);
  }
});

test('entry points that have ended are left out', (t) => {
  const bytes = makeApRecord(publication({ entries: [entry(1, now - 100), entry(2)] }), nonce, false);
  const checked = check(bytes);
  t.deepEqual(typeof checked === 'string' ? checked : checked.record.entries, [entry(2)]);
});
