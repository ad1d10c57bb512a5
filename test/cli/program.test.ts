import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import test from 'ava';
import { wrap } from '../../src/cli/help.js';
import { commands } from '../../src/cli/table.js';
import { version } from '../../src/config/version.js';
import { phantom } from '../helpers/cli.js';

test('version, as a sentence and as JSON', async (t) => {
  t.deepEqual(await phantom(['version']), { code: 0, out: `phantom ${version}`, err: '' });
  t.deepEqual(JSON.parse((await phantom(['version', '--json'])).out), { version });
  t.regex(version, /^\d+\.\d+\.\d+$/);
});

test('the help names every command, and each command explains itself within 80 columns', async (t) => {
  const { code, out } = await phantom(['--help']);
  t.is(code, 0);
  for (const { name } of commands) {
    t.regex(out, new RegExp(`^  ${name} `, 'm'));
    const own = await phantom([name, '--help']);
    t.is(own.code, 0);
    t.regex(own.out, new RegExp(`^Usage: phantom ${name}`));
    t.is((await phantom(['help', name])).out, own.out);
    for (const line of `${out}\n${own.out}`.split('\n')) t.true(line.length <= 80, line);
  }
});

test('wrong use: exit code 2 and a sentence', async (t) => {
  for (const [words, sentence] of [
    [['fly'], /"fly" is not a command/],
    [['help', 'fly'], /"fly" is not a command/],
    [['version', 'now'], /No word is expected .* "now" came/],
    [['version', '--jason'], /--jason is not known here\. Known are: --json, --help/],
    [['version', '--json=yes'], /--json takes no value/],
  ] as const) {
    const { code, err } = await phantom(words);
    t.is(code, 2, words.join(' '));
    t.regex(err, sentence);
  }
});

test('the program itself runs', async (t) => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    'build/js/src/cli/main.js',
    '--version',
  ]);
  t.is(stdout, `phantom ${version}\n`);
  t.is(stderr, '');
});

test('wrap breaks at words only', (t) => {
  t.is(wrap('one two three', 8), 'one two\nthree');
  t.is(wrap('unbreakable', 4), 'unbreakable');
  t.is(wrap('a\n\nb', 4), 'a\n\nb');
});
