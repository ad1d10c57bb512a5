import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Io } from '../../src/cli/command.js';
import { runProgram } from '../../src/cli/program.js';
import { type AddressFacts, CommandError } from '../../src/control/protocol.js';
import { directory, fakeNode } from '../helpers/control.js';

const shop: AddressFacts = {
  address: '2001:25::a',
  isLasting: true,
  label: 'shop',
  isDefault: false,
  keptBy: 12,
};
const fresh: AddressFacts = {
  address: '2001:25::b',
  isLasting: false,
  label: '',
  isDefault: true,
  keptBy: null,
};

/** A node that answers as told, and a command line that asks it; `answers` are typed on the terminal. */
async function world(t: ExecutionContext, answers: readonly (string | null)[] = []) {
  const place = await directory(t);
  const config = join(place, 'phantom.yaml');
  const socket = join(place, 'control.sock');
  await writeFile(config, `control:\n  socket: ${socket}\n`);
  const calls: [method: string, params: Record<string, unknown>][] = [];
  const note = (method: string, answer: (params: Record<string, unknown>) => unknown) => ({
    [method]: (params: Record<string, unknown>) => {
      calls.push([method, params]);
      return answer(params);
    },
  });
  let looks = 0;
  await fakeNode(t, socket, {
    ...note('address.list', () => ({ addresses: [fresh, shop] })),
    ...note('address.new', () => ({ making: 3 })),
    ...note('address.making', () => ({ tries: 5, address: ++looks > 1 ? shop : null })),
    ...note('address.default', ({ address }) => {
      if (address === 'x') throw new CommandError('address-unknown', '"x" is no address of this machine.');
      return {};
    }),
    ...note('address.remove', () => ({ removed: shop.address })),
    ...note('address.backup', () => ({ backup: 'sealed\n' })),
    ...note('address.restore', () => ({ restored: [shop.address], there: ['2001:25::c'] })),
  });
  const waiting = [...answers];
  const ask = async (...words: string[]) => {
    const out: string[] = [];
    const err: string[] = [];
    const io: Io = {
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
      env: {},
      uid: 1000,
      secret: async () => waiting.shift() ?? null,
    };
    const code = await runProgram(['address', ...words, '--config', config], io);
    return { code, out: out.join('\n'), err: err.join('\n') };
  };
  return { ask, calls, place };
}

test('addresses are listed as a table or as JSON', async (t) => {
  const { ask } = await world(t);
  t.deepEqual((await ask('list')).out.split('\n'), [
    'ADDRESS     KIND                     FOUND  LABEL',
    '2001:25::b  for this start, default  -',
    '2001:25::a  lasting                  yes    shop',
  ]);
  t.deepEqual(JSON.parse((await ask('list', '--json')).out), { addresses: [fresh, shop] });
});

test('a new one is waited for and printed alone, for scripts', async (t) => {
  const { ask, calls } = await world(t);
  t.deepEqual(await ask('new', 'shop'), { code: 0, out: shop.address, err: '' });
  t.deepEqual(calls[0], ['address.new', { label: 'shop' }]);
  t.deepEqual(JSON.parse((await ask('new', '--json')).out), shop);
});

test('the default is an address or fresh', async (t) => {
  const { ask, calls } = await world(t);
  t.regex((await ask('default', 'shop')).out, /go out with shop/);
  t.regex((await ask('default', 'fresh')).out, /fresh address at every start/);
  t.deepEqual(
    calls.map(([, params]) => params),
    [{ address: 'shop' }, { address: null }],
  );
  t.deepEqual(await ask('default', 'x'), {
    code: 1,
    out: '',
    err: 'phantom address: "x" is no address of this machine.',
  });
});

test('removing needs a yes', async (t) => {
  const { ask, calls } = await world(t);
  const refused = await ask('remove', 'shop');
  t.is(refused.code, 2);
  t.regex(refused.err, /cannot be made again. Add --yes/);
  t.is(calls.length, 0);
  t.regex((await ask('remove', 'shop', '--yes')).out, /^2001:25::a is gone/);
});

test('a backup goes into a new file for its owner only, under a passphrase typed twice', async (t) => {
  const { ask, calls, place } = await world(t, ['long enough', 'long enough', 'one', 'other']);
  const file = join(place, 'mine.backup');
  const { code, out } = await ask('backup', file);
  t.is(code, 0);
  t.regex(out, /mine\.backup/);
  t.is(await readFile(file, 'utf8'), 'sealed\n');
  t.is((await stat(file)).mode & 0o777, 0o600);
  t.deepEqual(calls, [['address.backup', { passphrase: 'long enough' }]]);
  const again = await ask('backup', file);
  t.is(again.code, 1);
  t.regex(again.err, /not overwritten/);
  const slip = await ask('backup', join(place, 'other'));
  t.is(slip.code, 2);
  t.regex(slip.err, /not the same/);
  const nobody = await ask('backup', join(place, 'other'));
  t.is(nobody.code, 2);
  t.regex(nobody.err, /--passphrase-file/);
});

test('the passphrase may come from a file, and so may a backup', async (t) => {
  const { ask, calls, place } = await world(t);
  const [backup, secret, empty] = ['backup', 'secret', 'empty'].map((name) => join(place, name)) as [
    string,
    string,
    string,
  ];
  await writeFile(backup, 'sealed\n');
  await writeFile(secret, 'from a file\nsecond line\n');
  await writeFile(empty, '');
  const { code, out } = await ask('restore', backup, '--passphrase-file', secret);
  t.is(code, 0);
  t.is(out, '1 address was restored.\n2001:25::a\n1 was here already and stays as it is.');
  t.deepEqual(calls, [['address.restore', { backup: 'sealed\n', passphrase: 'from a file' }]]);
  t.is((await ask('restore', backup, '--passphrase-file', empty)).code, 2);
  t.regex(
    (await ask('restore', join(place, 'none'), '--passphrase-file', secret)).err,
    /cannot be read \(ENOENT\)/,
  );
  t.regex((await ask('restore', backup, '--passphrase-file', join(place, 'none'))).err, /cannot be read/);
});

test('words that make no sense are told with what was expected', async (t) => {
  const { ask } = await world(t);
  const table: [words: string[], expected: RegExp][] = [
    [['hello'], /Expected list, new, default, remove, backup, restore/],
    [['default'], /Something is missing after "address default"/],
    [['list', 'x'], /No word is expected after "address list"/],
    [[], /Something is missing/],
  ];
  for (const [words, expected] of table) {
    const { code, err } = await ask(...words);
    t.is(code, 2);
    t.regex(err, expected);
  }
  t.regex((await ask('--help')).out, /address backup FILE \[--passphrase-file FILE\]/);
});
