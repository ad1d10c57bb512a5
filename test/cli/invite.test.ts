import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { CommandError } from '../../src/control/protocol.js';
import { encodeInvite } from '../../src/wire/invite.js';
import { photograph, plainCells } from '../helpers/camera.js';
import { phantom } from '../helpers/cli.js';
import { directory, fakeNode } from '../helpers/control.js';
import { TestScreen } from '../helpers/screen.js';

const invite = encodeInvite({
  identityKey: new Uint8Array(32).fill(9),
  endpoint: { family: 6, address: '2001:db8::9', port: 4000 },
});
const text = 'phantom invite file 1\n';

/** A made-up node, and the program asking it. */
async function place(t: ExecutionContext, channel = { name: 'public', kind: 'public' }) {
  const path = await directory(t);
  const config = join(path, 'phantom.yaml');
  await writeFile(config, `control:\n  socket: ${join(path, 'control.sock')}\n`);
  await fakeNode(t, join(path, 'control.sock'), {
    'invite.create': ({ withKey }) => ({ invite, channel, withKey }),
    'invite.file': ({ withKey }) => ({ file: text, nodes: 3, channel, withKey }),
    'join.file': ({ file }) => {
      if (file !== text) throw new CommandError('bad-file', 'This is no invite file.');
      return { endpoints: ['192.0.2.1:9', '192.0.2.2:9'] };
    },
    join: () => {
      throw new CommandError('bad-invite', 'This is not an invite.');
    },
  });
  return { path, config, ask: (...words: string[]) => phantom([...words, '--config', config]) };
}

test('an invite is drawn for a telephone, in a file and on terminals with and without colours', async (t) => {
  const { ask, config } = await place(t);
  const lines = (await ask('invite', '--qr')).out.split('\n');
  t.is(photograph(plainCells(lines.slice(0, -1))), invite.toUpperCase());
  t.is(lines.at(-1), invite);
  for (const [term, rows, columns] of [
    ['xterm-256color', 24, 80],
    ['linux', 50, 160],
    ['vt220', 48, 128],
  ] as const) {
    const words = ['build/js/src/cli/main.js', 'invite', '--qr', '--config', config];
    const screen = new TestScreen(t, words, { term, rows, columns, held: true });
    await screen.see(invite.slice(-10));
    t.is(photograph(screen.cells()), invite.toUpperCase(), term);
    screen.press('enter');
    t.is(await screen.ended, 0);
  }
  const words = ['build/js/src/cli/main.js', 'invite', '--qr', '--config', config];
  const small = new TestScreen(t, words, { held: true });
  await small.see('too small for the QR code, which needs 78 columns and 39 rows');
  small.press('enter');
  t.is(await small.ended, 1);
});

test('whoever makes an invite of a network with a key is told what else it takes, beside the invite itself', async (t) => {
  const friends = await place(t, { name: 'friends', kind: 'invite' });
  const apart = await friends.ask('invite');
  t.is(apart.out, invite);
  t.regex(apart.err, /whose key is not in it: give that by another way \("phantom channel show-key"\)/);
  t.regex((await friends.ask('invite', '--with-key')).err, /whoever sees it can join that network/);
  const club = await place(t, { name: 'club', kind: 'passphrase' });
  t.regex((await club.ask('invite')).err, /only who knows its passphrase gets in/);
  t.regex(
    (await club.ask('invite', '--file', join(club.path, 'a'))).err,
    /only who knows its passphrase gets in/,
  );
  const all = await place(t);
  t.is((await all.ask('invite')).err, '');
});

test('an invite file is written once, and joined by', async (t) => {
  const { ask, path } = await place(t);
  const file = join(path, 'to-anna');
  t.is((await ask('invite', '--file', file)).out, `${file} names 3 nodes. Give it to somebody you trust.`);
  t.is(await readFile(file, 'utf8'), text);
  t.is((await stat(file)).mode & 0o777, 0o600);
  const again = await ask('invite', '--file', file);
  t.is(again.code, 1);
  t.regex(again.err, /is there already and is not overwritten/);
  t.regex((await ask('join', file)).out, /^Trying 192\.0\.2\.1:9\. .*\nTrying 192\.0\.2\.2:9\. /);
  t.deepEqual(JSON.parse((await ask('join', file, '--json')).out), {
    endpoints: ['192.0.2.1:9', '192.0.2.2:9'],
  });
  for (const wrong of [
    ['--qr', '--json'],
    ['--qr', '--file', `${file}2`],
  ]) {
    t.is((await ask('invite', ...wrong)).code, 2);
  }
});

test('what is no invite and no file is said to be what it is', async (t) => {
  const { ask, path } = await place(t);
  await writeFile(join(path, 'letter'), 'Dear Anna,');
  t.is((await ask('join', join(path, 'letter'))).err, 'phantom join: This is no invite file.');
  t.regex((await ask('join', './nobody')).err, /The invite file \.\/nobody cannot be read \(ENOENT\)/);
  t.regex((await ask('join', path)).err, /cannot be read \(EISDIR\)/);
  t.is((await ask('join', 'hello')).err, 'phantom join: This is not an invite.');
  t.is((await ask('join', 'PH1Q', 'qq')).err, 'phantom join: This is not an invite.');
});
