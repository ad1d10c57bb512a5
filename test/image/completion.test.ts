import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { allOptions } from '../../src/cli/parse.js';
import { commands, namedCommands } from '../../src/cli/table.js';
import { settingPaths, settings } from '../../src/config/schema.js';
import { bashCompletion } from '../../src/image/completion.js';
import { directory } from '../helpers/control.js';

const run = promisify(execFile);
/** As readline hands over the words; the last one is where the cursor is. */
const ask = `
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_phantom phantom
for reply in "\${COMPREPLY[@]}"; do printf "%s\\0" "$reply"; done
`;

/** A bash with the completion, in a directory with two files and one directory. */
async function shell(t: ExecutionContext) {
  const home = await directory(t);
  const place = join(home, 'here');
  await mkdir(join(place, 'sub dir'), { recursive: true });
  for (const file of ['one.yaml', 'two words.yaml']) await writeFile(join(place, file), '');
  const script = join(home, 'phantom');
  await writeFile(script, bashCompletion(await namedCommands()));
  const channels = join(home, '.config/phantom/channels');
  await mkdir(channels, { recursive: true });
  await writeFile(
    join(channels, 'friends.yaml'),
    'version: 1\nchannel: friends\ntun:\n  channel: not-this\n',
  );
  await writeFile(join(channels, 'x-1.yaml'), '# channel: none\nchannel: "2024"\n');
  await writeFile(join(channels, 'evil.yaml'), 'channel: $(touch bad)\n');
  // No program is there to be started: whatever the completion says, bash alone has found out.
  const env = { HOME: home, PATH: '/nowhere', LC_ALL: 'C.UTF-8' };
  return async (...words: string[]): Promise<string[]> => {
    const args = ['--norc', '--noprofile', '-u', '-c', ask, 'bash', script, 'phantom', ...words];
    const { stdout, stderr } = await run('/bin/bash', args, { cwd: place, env });
    t.is(stderr, '', words.join(' '));
    return stdout.split('\0').slice(0, -1).sort();
  };
}

test('commands, and what each takes', async (t) => {
  const complete = await shell(t);
  t.deepEqual(
    await complete(''),
    [...commands.map(({ name }) => name), 'help', '--help', '--version'].sort(),
  );
  t.deepEqual(await complete('p'), ['paths', 'peers']);
  t.deepEqual(await complete('help', 'ch'), ['channel']);
  for (const { name, command } of await namedCommands()) {
    const options = Object.keys(allOptions(command)).map((option) => `--${option}`);
    t.deepEqual(await complete(name, '--'), options.sort(), name);
    if (command.actions) t.deepEqual(await complete(name, ''), Object.keys(command.actions).sort(), name);
  }
  t.deepEqual(await complete('fly', ''), []);
});

test('words and values that can be named are offered, and nothing where they cannot', async (t) => {
  const complete = await shell(t);
  const table: [words: string[], offered: string[]][] = [
    [['config', 'get', 'network.'], settingPaths.filter((path) => path.startsWith('network.')).sort()],
    [['config', '--json', 'set', 'log.l'], ['log.level']],
    [
      ['config', 'set', 'log.level', ''],
      ['debug', 'error', 'info', 'warn'],
    ],
    [
      ['config', 'set', 'channel_kind', 'p'],
      ['passphrase', 'public'],
    ],
    [
      ['config', 'set', 'tun.enabled', ''],
      ['false', 'true'],
    ],
    [['config', 'set', 'network.port', ''], []],
    [['config', 'get', 'log.level', ''], []],
    [['address', 'default', ''], ['fresh']],
    [['address', 'remove', ''], []],
    [['paths', ''], ['accept']],
    [['paths', 'accept', ''], []],
    [['status', ''], []],
    [['log', '-n', ''], []],
    [['log', '--lines', '5', '--j'], ['--json']],
    [['status', '--', '--j'], []],
  ];
  for (const [words, offered] of table) t.deepEqual(await complete(...words), offered, words.join(' '));
});

test('files and directories where they are expected', async (t) => {
  const complete = await shell(t);
  const all = ['one.yaml', 'sub dir', 'two words.yaml'];
  t.deepEqual(await complete('status', '--config', ''), all);
  t.deepEqual(await complete('status', '-c', 'o'), ['one.yaml']);
  t.deepEqual(await complete('status', '--config', '=', 'tw'), ['two words.yaml']);
  t.deepEqual(await complete('status', '--config', '='), all);
  t.deepEqual(await complete('status', '--config', '=', 'one.yaml', '--j'), ['--json']);
  t.deepEqual(await complete('run', '--state', ''), ['sub dir']);
  t.deepEqual(await complete('config', 'check', 'o'), ['one.yaml']);
  t.deepEqual(await complete('join', ''), all);
  t.deepEqual(await complete('join', 'one.yaml', ''), []);
});

test('further networks are read from their settings, and nothing in them is run', async (t) => {
  const complete = await shell(t);
  t.deepEqual(await complete('status', '--channel', ''), ['2024', 'friends']);
  t.deepEqual(await complete('channel', 'leave', 'f'), ['friends']);
  t.deepEqual(await complete('channel', 'reach', ''), ['2024', 'friends']);
  t.deepEqual(await complete('channel', 'reach', 'friends', ''), []);
  t.deepEqual(await complete('join', ''), ['one.yaml', 'sub dir', 'two words.yaml'], 'no new file');
});

test('a value that the completion offers may stand in the settings', (t) => {
  const named = settingPaths.filter((path) => settings[path].values);
  t.true(named.length > 8);
  for (const path of named)
    for (const value of settings[path].values!) t.true(settings[path].check(value), `${path}: ${value}`);
});
