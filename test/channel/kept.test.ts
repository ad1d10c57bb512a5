import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { publicChannel, randomChannel } from '../../src/channel/channel.js';
import { channelDirectory, keepChannel, keptChannel, openChannel } from '../../src/channel/kept.js';
import { equal } from '../../src/crypto/hash.js';
import { systemRandom } from '../../src/crypto/random.js';
import { openStateDirectory } from '../../src/state/directory.js';
import { MemoryState } from '../../src/state/state.js';
import { directory } from '../helpers/control.js';

const open = { channel: 'public', channel_kind: 'public' } as const;
const friends = { channel: 'friends', channel_kind: 'invite' } as const;

test('a state belongs to one network, for ever', async (t) => {
  const state = new MemoryState();
  for (let start = 0; start < 2; start += 1)
    t.true(equal((await openChannel(state, open)).key, publicChannel('public').key));
  for (const other of [{ ...open, channel: 'another' }, friends]) {
    await t.throwsAsync(openChannel(state, other), {
      message:
        /^What is kept here belongs to the network "public" \(public\), .* give this one another --state\.$/,
    });
  }
});

test('a network with a key of its own does not start without it, and so never in another', async (t) => {
  await t.throwsAsync(openChannel(new MemoryState(), friends), {
    message: /and the key is not here\. "phantom channel join"/,
  });
});

test('a key is kept for its owner alone, and never replaced by another', async (t) => {
  const root = join(await directory(t), 'state');
  const channel = randomChannel('friends', systemRandom);
  await keepChannel(root, channel);
  await keepChannel(root, channel);
  t.is((await stat(join(root, 'channel'))).mode & 0o777, 0o600);
  t.is((await stat(root)).mode & 0o777, 0o700);
  t.deepEqual((await keptChannel(root, friends))?.key, channel.key);
  t.true(equal((await openChannel(await openStateDirectory(root), friends)).key, channel.key));
  await t.throwsAsync(keepChannel(root, randomChannel('friends', systemRandom)), {
    message: /^Another key of the network "friends" is kept in /,
  });
  t.deepEqual((await keptChannel(root, friends))?.key, channel.key);
});

test('the second network of a machine has a directory of its own, and the first one stays as it was', async (t) => {
  const root = join(await directory(t), 'state');
  t.is(await channelDirectory(root, open), root);
  const state = await openStateDirectory(root);
  await openChannel(state, open);
  await state.write('identity', new Uint8Array(40));
  const channel = randomChannel('friends', systemRandom);
  await keepChannel(root, channel);
  const below = await channelDirectory(root, friends);
  t.regex(below.slice(root.length), /^\/channels\/[0-9a-f]{32}$/);
  t.deepEqual(await readdir(below), ['channel']);
  t.is(await channelDirectory(root, open), root);
  t.not(await channelDirectory(root, { ...open, channel: 'third' }), below);
});

test('state from before channels were noted belongs to the public network of its settings', async (t) => {
  const root = join(await directory(t), 'state');
  await mkdir(root);
  await writeFile(join(root, 'identity'), new Uint8Array(40));
  t.is(await channelDirectory(root, open), root);
  t.not(await channelDirectory(root, friends), root);
});

test('a damaged note stops the node, and is left as it is', async (t) => {
  const root = join(await directory(t), 'state');
  await mkdir(root);
  await writeFile(join(root, 'channel'), 'rubbish');
  await t.throwsAsync(openChannel(await openStateDirectory(root), open), { message: /is damaged/ });
  t.is(await readFile(join(root, 'channel'), 'utf8'), 'rubbish');
});
