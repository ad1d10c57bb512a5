import { bech32m } from '@scure/base';
import test from 'ava';
import fc from 'fast-check';
import { decodeInvite, encodeInvite } from '../../src/wire/invite.js';
import { bytes, endpoint, endpoint4, endpoint6 } from './arbitraries.js';

const identityKey = Uint8Array.from({ length: 32 }, (_, at) => at);
const v4 = encodeInvite({ identityKey, endpoint: { family: 4, address: '192.0.2.7', port: 4711 } });
const v6 = encodeInvite({ identityKey, endpoint: { family: 6, address: '2001:db8::7', port: 4711 } });

test('invites come back as they were, in 71 or 90 characters', (t) => {
  fc.assert(
    fc.property(bytes(32), endpoint4, (identityKey, endpoint) => {
      const text = encodeInvite({ identityKey, endpoint });
      t.is(text.length, 71);
      t.deepEqual(decodeInvite(text), { identityKey, endpoint });
    }),
  );
  fc.assert(
    fc.property(bytes(32), endpoint6, (identityKey, endpoint) => {
      const text = encodeInvite({ identityKey, endpoint });
      t.is(text.length, 90);
      t.deepEqual(decodeInvite(text), { identityKey, endpoint });
    }),
  );
});

test('recorded invites stay readable', (t) => {
  t.is(v4, 'ph1qqqqsyqcyq5rqwzqfpg9scrgwpugpzysnzs23v9ccrydpk8qarc0uqqqzqufxwz0em0v');
  t.is(v6, 'ph1pqqqsyqcyq5rqwzqfpg9scrgwpugpzysnzs23v9ccrydpk8qarc0jqqgdhqqqqqqqqqqqqqqqqqqqwyn8raulus');
});

test('case and white space do not matter', (t) => {
  const wanted = decodeInvite(v4);
  t.is(typeof wanted, 'object');
  t.deepEqual(decodeInvite(v4.toUpperCase()), wanted);
  t.deepEqual(decodeInvite(`  ${v4.slice(0, 30)} \n ${v4.slice(30)}\n`), wanted);
});

test('what is wrong is told apart', (t) => {
  for (const text of [
    '',
    'hello',
    'http://example.org/',
    'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    'ph',
  ]) {
    t.is(decodeInvite(text), 'not-an-invite', text);
  }
  for (let length = 3; length < v4.length; length += 1) t.is(decodeInvite(v4.slice(0, length)), 'truncated');
  for (let length = 4; length < v6.length; length += 1) t.is(decodeInvite(v6.slice(0, length)), 'truncated');
  t.is(decodeInvite(`${v4}q`), 'mistyped');
  t.is(decodeInvite(`${v6}${v6}`), 'mistyped');
  t.is(decodeInvite(v4.replace(/.$/, 'b')), 'mistyped');
  t.is(decodeInvite(bech32m.encode('ph', [2, 1, 2, 3])), 'unknown-version');
  const unspecified = bech32m.encode('ph', [0, ...bech32m.toWords(new Uint8Array(38))]);
  t.is(decodeInvite(unspecified), 'no-endpoint');
});

test('one to four mistyped characters never pass', (t) => {
  const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
  const mistake = fc.record({ at: fc.nat(), by: fc.integer({ min: 1, max: 31 }) });
  fc.assert(
    fc.property(
      bytes(32),
      endpoint,
      fc.array(mistake, { minLength: 1, maxLength: 4 }),
      (identityKey, endpoint, mistakes) => {
        const text = encodeInvite({ identityKey, endpoint });
        const typed = [...text];
        for (const { at, by } of mistakes) {
          const place = 3 + (at % (text.length - 3));
          typed[place] = letters[(letters.indexOf(text[place]!) + by) % 32]!;
        }
        t.is(typeof decodeInvite(typed.join('')), 'string');
      },
    ),
    { numRuns: 1000 },
  );
});
