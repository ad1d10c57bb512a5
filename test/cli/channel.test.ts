import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { passphraseChannel } from '../../src/channel/channel.js';
import { type ChannelSecret, decodeKeptChannel, encodePass } from '../../src/wire/channel.js';
import { encodeInvite } from '../../src/wire/invite.js';
import { encodeInviteFile, networkMark } from '../../src/wire/invite-file.js';
import { phantom } from '../helpers/cli.js';
import { directory, fakeNode, snapshot } from '../helpers/control.js';

const words = 'correct horse battery staple';
const node = {
  identityKey: new Uint8Array(32).fill(9),
  endpoint: { family: 4, address: '192.0.2.9', port: 4000 },
} as const;
const friends = { name: 'friends', kind: 'invite', key: new Uint8Array(32).fill(7) } as const;

/** An ordinary user's machine with a main node in the public network. */
async function machine(t: ExecutionContext) {
  const home = await directory(t);
  const env = {
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_STATE_HOME: join(home, 'state'),
    XDG_RUNTIME_DIR: join(home, 'run'),
  };
  await mkdir(join(home, 'config/phantom'), { recursive: true });
  const main = join(home, 'config/phantom/phantom.yaml');
  await writeFile(main, `control:\n  socket: ${join(home, 'run/phantom/control.sock')}\n`);
  const secretFile = join(home, 'words');
  await writeFile(secretFile, `${words}\n`);
  return {
    home,
    main,
    secretFile,
    settings: (name: string) => join(home, 'config/phantom/channels', `${name}.yaml`),
    state: (name: string) => join(home, 'state/phantom-channels', name),
    socket: (name: string) => join(home, 'run/phantom-channels', name, 'control.sock'),
    ask: (...given: string[]) => phantom(given, env),
  };
}

/** With the key in hex. */
const shown = ({ key, ...others }: ChannelSecret) => ({ ...others, key: Buffer.from(key).toString('hex') });
const keptIn = async (path: string) => decodeKeptChannel(await readFile(join(path, 'channel')))!;
const keptKey = async (path: string) => shown(await keptIn(path));

test('a network by invite is made beside the main one, with nothing in common, and listed', async (t) => {
  const { ask, settings, state, socket, main } = await machine(t);
  const made = await ask('channel', 'new', 'friends', '--invite');
  t.is(made.code, 0, made.err);
  t.regex(
    made.out.replaceAll('\n', ' '),
    /^The network "friends" is made, open to whoever has its key\. Its mark is [0-9a-f]{8}: /,
  );
  t.regex(made.out, /phantom run --channel friends/);
  t.regex(made.out, /phantom invite --channel friends --with-key/);
  t.is((await stat(join(state('friends'), 'channel'))).mode & 0o777, 0o600);
  const text = await readFile(settings('friends'), 'utf8');
  t.regex(text, /^channel: friends$/m);
  t.regex(text, /^channel_kind: invite$/m);
  t.regex(text, /^ {2}carries: named$/m);
  t.true(text.includes(`socket: ${socket('friends')}`));
  const { channels } = JSON.parse((await ask('channel', 'list', '--json')).out) as { channels: object[] };
  const { key } = await keptIn(state('friends'));
  t.deepEqual(channels, [
    { name: 'public', kind: 'public', mark: '', isMain: true, state: null, settings: main },
    {
      name: 'friends',
      kind: 'invite',
      mark: networkMark(key),
      isMain: false,
      state: null,
      settings: settings('friends'),
    },
  ]);
  const list = (await ask('channel', 'list')).out.split('\n');
  t.regex(list[1]!, /^public +whoever knows the name +- +main, not running$/);
  t.regex(list[2]!, /^friends +whoever has its key +[0-9a-f]{8} +not running$/);
  t.regex((await ask('channel', 'new', 'friends', '--invite')).err, /is in a network "friends" already/);
});

test('a passphrase gives everybody the same key, is not kept, and a wrong one is told from nobody there', async (t) => {
  const { ask, state, secretFile, settings, home } = await machine(t);
  const made = await ask('channel', 'join', 'club', '--passphrase-file', secretFile);
  t.is(made.code, 0, made.err);
  const channel = await passphraseChannel('club', words);
  t.deepEqual(await keptKey(state('club')), shown(channel));
  for (const file of [join(state('club'), 'channel'), settings('club')])
    t.false((await readFile(file, 'latin1')).includes('horse'), file);

  const other = await machine(t);
  const invites = join(other.home, 'club.invite');
  const text = encodeInviteFile({ network: networkMark(channel.key), channel, secret: null, nodes: [node] });
  await writeFile(invites, text);
  await writeFile(join(home, 'wrong'), `${words}!\n`);
  const wrong = await other.ask('channel', 'join', invites, '--passphrase-file', join(home, 'wrong'));
  t.is(wrong.code, 1);
  t.regex(
    wrong.err,
    /This is not the passphrase of the network "club": it would have the mark [0-9a-f]{8}, and the invite says [0-9a-f]{8}\./,
  );
  const right = await other.ask('join', invites, '--passphrase-file', secretFile);
  t.is(right.code, 0, right.err);
  t.deepEqual(await keptKey(other.state('club')), shown(channel));
  t.true((await readFile(other.settings('club'), 'utf8')).includes(encodeInvite(node)));
});

test('an invite with a key enters its network, and once there only links', async (t) => {
  const { ask, state, settings, socket, home } = await machine(t);
  const pass = encodePass({ channel: friends, node });
  const entered = await ask('join', pass.slice(0, 40), pass.slice(40));
  t.is(entered.code, 0, entered.err);
  t.deepEqual(await keptKey(state('friends')), shown(friends));
  t.true((await readFile(settings('friends'), 'utf8')).includes(encodeInvite(node)));
  const asked: unknown[] = [];
  await mkdir(join(socket('friends'), '..'), { recursive: true });
  await fakeNode(
    t,
    socket('friends'),
    {
      'join.file': () => ({ endpoints: ['192.0.2.9:4000'] }),
      join: (params) => {
        asked.push(params);
        return { endpoint: '192.0.2.9:4000' };
      },
    },
    () => snapshot(),
  );
  const file = join(home, 'friends.invite');
  await writeFile(
    file,
    encodeInviteFile({ network: networkMark(friends.key), channel: friends, secret: null, nodes: [node] }),
  );
  t.regex((await ask('join', file)).out, /^Trying 192\.0\.2\.9:4000\./);
  asked.length = 0;
  const again = await ask('join', pass);
  t.regex(again.out, /^Trying 192\.0\.2\.9:4000\./, again.err);
  t.deepEqual(asked, [{ invite: pass }]);
  const list = JSON.parse((await ask('channel', 'list', '--json')).out) as { channels: { state: string }[] };
  t.is(list.channels[1]!.state, 'connected');
  t.regex((await ask('channel', 'leave', 'friends', '--yes')).err, /is running\. Stop it first/);
});

test('a key given apart enters, too, and what is damaged is said to be so', async (t) => {
  const { ask, state } = await machine(t);
  const key = encodePass({ channel: friends, node: null });
  t.regex((await ask('channel', 'join', `${key.slice(0, -1)}q`)).err, /There is a slip in this invite/);
  t.regex((await ask('channel', 'join', 'phk1')).err, /The end of this invite is missing/);
  t.is((await ask('channel', 'join', key)).code, 0);
  t.deepEqual(await keptKey(state('friends')), shown(friends));
});

test('the main network is changed with --main, and keeps apart what it was', async (t) => {
  const { ask, main, home, secretFile } = await machine(t);
  const own = join(home, 'state/phantom');
  await mkdir(own, { recursive: true });
  await writeFile(join(own, 'identity'), new Uint8Array(40));
  const changed = await ask('channel', 'join', 'club', '--passphrase-file', secretFile, '--main');
  t.is(changed.code, 0, changed.err);
  const text = await readFile(main, 'utf8');
  t.regex(text, /^channel: club$/m);
  t.regex(text, /^channel_kind: passphrase$/m);
  const facts = JSON.parse((await ask('channel', 'list', '--json')).out) as { channels: { mark: string }[] };
  t.is(facts.channels.length, 1);
  t.is(facts.channels[0]!.mark, networkMark((await passphraseChannel('club', words)).key));
  await t.throwsAsync(stat(join(own, 'channel')), { code: 'ENOENT' }, 'the old identity is not used in it');
});

test('addresses are named for one network, and refused in the main one from then on', async (t) => {
  const { ask, settings, main } = await machine(t);
  await ask('channel', 'new', 'friends', '--invite');
  await writeFile(main, (await readFile(main, 'utf8')).concat('channel: public\n'));
  const [first, second] = ['2001:25::1', '2001:25::2'];
  t.is((await ask('channel', 'reach', 'friends', first, second)).code, 0);
  const lists = async () => [
    (await ask('config', 'get', 'tun.destinations', '--channel', 'friends')).out,
    (await ask('config', 'get', 'tun.elsewhere')).out,
  ];
  t.deepEqual(await lists(), [`${first}\n${second}`, `${first}\n${second}`]);
  t.is((await ask('channel', 'reach', 'friends', first, '--remove')).code, 0);
  t.deepEqual(await lists(), [second, second]);
  t.regex((await ask('channel', 'reach', 'friends', 'fe80::1')).err, /expected a list of Phantom addresses/);
  t.regex((await ask('channel', 'reach', 'public', first)).err, /carries all addresses/);
  t.is((await ask('channel', 'leave', 'friends', '--yes')).code, 0);
  t.is((await ask('config', 'get', 'tun.elsewhere')).out, '');
  await t.throwsAsync(stat(settings('friends')), { code: 'ENOENT' });
});

test('wrong use says what was expected', async (t) => {
  const { ask } = await machine(t);
  for (const [given, sentence, code] of [
    [['channel', 'fly'], /Expected list, new, join, leave, reach, show-key, but "fly" came/, 2],
    [['channel', 'new', 'friends'], /Give --invite or --passphrase\./, 2],
    [['channel', 'new', 'x', '--public'], /needs no making: join it by its name/, 2],
    [['channel', 'join', 'friends'], /Give --passphrase or --public, one of them\./, 2],
    [
      ['channel', 'join', 'a b', '--public'],
      /The name of a network: expected a name of .*, but "a b" came/,
      2,
    ],
    [['channel', 'join', './none'], /cannot be read \(ENOENT\)/, 1],
    [['channel', 'leave', 'public', '--yes'], /is the network of this machine's main node/, 1],
    [['channel', 'leave', 'friends'], /is in no network "friends"/, 1],
    [['status', '--channel', 'friends'], /has no further network "friends"\. "phantom channel list"/, 1],
    [['status', '--channel', 'a', '--config', 'b'], /give one of them/, 2],
  ] as const) {
    const { code: own, err } = await ask(...given);
    t.is(own, code, given.join(' '));
    t.regex(err, sentence);
  }
});
