import test from 'ava';
import fc from 'fast-check';
import {
  type ChannelKind,
  decodeKeptChannel,
  decodePass,
  encodeKeptChannel,
  encodePass,
  isChannelName,
} from '../../src/wire/channel.js';
import { decodeInvite } from '../../src/wire/invite.js';
import { bytes, endpoint } from './arbitraries.js';

const name = fc.stringMatching(/^[A-Za-z0-9äé._-]{1,64}$/);
const secret = fc.record({
  name,
  kind: fc.constantFrom<ChannelKind>('passphrase', 'invite'),
  key: bytes(32),
});
const node = fc.option(fc.record({ identityKey: bytes(32), endpoint }));
const friends = { name: 'friends', kind: 'invite', key: new Uint8Array(32).fill(7) } as const;
const text = encodePass({
  channel: friends,
  node: {
    identityKey: new Uint8Array(32).fill(9),
    endpoint: { family: 4, address: '192.0.2.9', port: 4000 },
  },
});

test('kept channels and invites with a key come back as they were, in any case and with blanks', (t) => {
  fc.assert(fc.property(secret, (made) => t.deepEqual(decodeKeptChannel(encodeKeptChannel(made)), made)));
  fc.assert(
    fc.property(fc.record({ channel: secret, node }), (pass) => {
      const made = encodePass(pass);
      t.deepEqual(decodePass(made), pass);
      t.deepEqual(decodePass(` ${made.toUpperCase().replace(/(.{5})/g, '$1 ')}\n`), pass);
      // It is another thing than an invite without a key, and is not taken for one.
      t.is(decodeInvite(made), 'not-an-invite');
    }),
  );
});

test('a recorded one stays readable', (t) => {
  t.is(
    text,
    'phk1qqgrswpc8qurswpc8qurswpc8qurswpc8qurswpc8qurswpc8qurswpmxwf5k2mnywvysjzgfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpyysnsqqqgyslgqqqj6s2',
  );
});

test('what is wrong with one is told apart', (t) => {
  t.is(decodePass('ph1'), 'not-an-invite');
  t.is(decodePass('phk1'), 'truncated');
  t.is(decodePass(text.slice(0, -1)), 'mistyped');
  t.is(decodePass(text.replace('8qurswpc8q', '8qurswpq8q')), 'mistyped');
  t.is(decodePass('q'.repeat(10_000)), 'not-an-invite');
  t.is(decodeKeptChannel(encodeKeptChannel(friends).subarray(0, 34)), null);
  t.is(decodeKeptChannel(Uint8Array.of(2, ...encodeKeptChannel(friends).subarray(1))), null);
});

test('names are letters, digits, dots, hyphens and underscores', (t) => {
  for (const good of ['a', 'Größe', 'x'.repeat(64), '..', 'a_b-c']) t.true(isChannelName(good), good);
  for (const bad of ['', 'a b', 'x'.repeat(65), 'a/b', 'a\u0000', 5, null]) t.false(isChannelName(bad));
});
