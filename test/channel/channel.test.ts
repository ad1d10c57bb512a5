import test from 'ava';
import { channelCost, passphraseChannel, publicChannel, randomChannel } from '../../src/channel/channel.js';
import { seededRandom } from '../../src/crypto/random.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const words = 'correct horse battery staple';

test('a public channel has the key of its name', (t) => {
  const a = publicChannel('phantom');
  t.is(a.name, 'phantom');
  t.is(a.kind, 'public');
  t.is(a.key.length, 32);
  t.deepEqual(publicChannel('phantom').key, a.key);
  t.notDeepEqual(publicChannel('phantom2').key, a.key);
});

test('a passphrase and a name give one key for ever, Argon2id of fixed cost', async (t) => {
  const channel = await passphraseChannel('friends', words);
  t.is(channel.kind, 'passphrase');
  // The reference implementation of Argon2 (argon2-cffi, one lane) gives the same; the salt is b2sum -l 128 of the words in channel.ts.
  t.is(hex(channel.key), '283fe5d7b0404fd4c07ccd26a3a9d53f1c855f9b89403ba3fd6fb3fd3fc78625');
  t.deepEqual((await passphraseChannel('friends', `  ${words.normalize('NFD')} `)).key, channel.key);
  for (const [name, passphrase] of [
    ['Friends', words],
    ['friends', `${words}s`],
  ] as const) {
    t.notDeepEqual((await passphraseChannel(name, passphrase)).key, channel.key, name);
  }
  t.true(channelCost.mebibytes <= 64, 'a PC with 512 MB must be able to');
});

test('a short passphrase is refused with what to do', async (t) => {
  await t.throwsAsync(passphraseChannel('friends', '  thirteen char  '), {
    message: /^A passphrase of at least 14 characters was expected, but it has 13: .* Five words/,
  });
});

test('the key of a channel by invite is made by chance', (t) => {
  const random = seededRandom(t.title);
  const [a, b] = [randomChannel('friends', random), randomChannel('friends', random)];
  t.is(a.kind, 'invite');
  t.is(a.key.length, 32);
  t.notDeepEqual(a.key, b.key);
});
