import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { CommandError } from '../../src/control/protocol.js';
import { phantom } from '../helpers/cli.js';
import { directory, fakeNode } from '../helpers/control.js';

const anna = { name: 'anna.phantom.alt', address: '2001:25::a' };

/** A node with a book, and a command line that asks it. */
async function world(t: ExecutionContext, resolved: 'yes' | 'no') {
  const place = await directory(t);
  const config = join(place, 'phantom.yaml');
  const socket = join(place, 'control.sock');
  await writeFile(config, `control:\n  socket: ${socket}\n`);
  const calls: Record<string, unknown>[] = [];
  await fakeNode(t, socket, {
    'book.list': () => ({ names: [anna], resolved, why: resolved === 'yes' ? '' : 'nobody is there' }),
    'book.add': (params) => {
      calls.push(params);
      return anna;
    },
    'book.remove': ({ name }) => {
      if (name === 'anna') return anna;
      throw new CommandError('name-unknown', `"${String(name)}" is not in the address book.`);
    },
  });
  return { place, calls, ask: (...words: string[]) => phantom([...words, '--config', config]) };
}

test('the book on the command line', async (t) => {
  const { ask, calls } = await world(t, 'yes');
  t.is((await ask('book', 'list')).out, 'anna.phantom.alt  2001:25::a');
  t.deepEqual(JSON.parse((await ask('book', 'list', '--json')).out).names, [anna]);
  t.deepEqual(await ask('book', 'add', 'anna', '2001:25::a'), {
    code: 0,
    out: 'anna.phantom.alt is 2001:25::a from now on.',
    err: '',
  });
  t.deepEqual(calls, [{ name: 'anna', address: '2001:25::a' }]);
  t.regex((await ask('book', 'remove', 'anna')).out, /no longer in the address book/);
  t.deepEqual(await ask('book', 'remove', 'x'), {
    code: 1,
    out: '',
    err: 'phantom book: "x" is not in the address book.',
  });
  for (const words of [['add', 'anna'], ['list', 'x'], ['remove'], ['forget', 'x']]) {
    t.is((await ask('book', ...words)).code, 2, words.join(' '));
  }
});

test('names that programs do not find are said to be so', async (t) => {
  const { ask } = await world(t, 'no');
  const unresolved = 'Programs do not find these names: nobody is there.';
  t.true((await ask('book', 'list')).out.endsWith(unresolved));
  t.is((await ask('book', 'add', 'anna', '2001:25::a')).err, unresolved);
});

test('a report goes to a new file for the caller alone, or to the screen, with or without a node', async (t) => {
  const { ask, place } = await world(t, 'yes');
  const file = join(place, 'report');
  const { code, out } = await ask('diagnose', file);
  t.deepEqual([code, out], [0, `The report is in ${file}. Read it before you give it away.`]);
  t.is((await stat(file)).mode & 0o777, 0o600);
  const text = await readFile(file, 'utf8');
  t.regex(text, /"state": "connected"/);
  t.false(text.includes('3f9ac21b') || text.includes('192.168.1.23'));
  t.regex((await ask('diagnose', file)).err, /not overwritten/);
  const config = join(place, 'other.yaml');
  await writeFile(config, `control:\n  socket: ${place}/none\n`);
  const alone = await phantom(['diagnose', '-', '--config', config]);
  t.is(alone.code, 0);
  t.regex(alone.out, /"node": null/);
  t.regex(alone.out, /"check": "node",\s+"verdict": "bad"/);
});
