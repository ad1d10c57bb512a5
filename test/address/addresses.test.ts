import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Addresses, type AddressParts } from '../../src/address/addresses.js';
import { AddressError, type OwnAddress } from '../../src/address/types.js';
import { VirtualClock } from '../../src/clock/virtual.js';
import { apAddressOf } from '../../src/crypto/ap.js';
import { seededRandom } from '../../src/crypto/random.js';
import { sign, verify } from '../../src/crypto/sign.js';
import { silentLog } from '../../src/log/log.js';
import { openStateDirectory } from '../../src/state/directory.js';
import { MemoryState, type State } from '../../src/state/state.js';
import { encodeAddressBook } from '../../src/wire/address-book.js';
import { apKeyOf } from '../helpers/ap-keys.js';
import { directory } from '../helpers/control.js';

const passphrase = 'four words nobody joins';

/** A state that holds the two addresses whose work was done beforehand, the second chosen for going out. */
async function withTwo(state = new MemoryState()): Promise<MemoryState> {
  const kept = (['a', 'b'] as const).map((name) => ({
    seed: new Uint8Array(32).fill(name.charCodeAt(0)),
    modifier: apKeyOf(name).modifier,
    isDefault: name === 'b',
    label: name === 'a' ? 'shop' : '',
  }));
  await state.write('addresses', encodeAddressBook(kept));
  return state;
}

function lab(t: ExecutionContext) {
  const clock = new VirtualClock();
  const random = seededRandom(t.title);
  const given: Uint8Array[] = [];
  const open = (change: Partial<AddressParts> = {}) =>
    Addresses.open({
      clock,
      random,
      log: silentLog,
      state: new MemoryState(),
      isGoingOut: false,
      guards: { take: () => Uint8Array.of(1, 2, 3), give: async (bytes) => given.push(bytes) > 0 },
      ...change,
    });
  const settled = async <T>(promise: Promise<T>): Promise<T> => {
    let done = false;
    const over = () => {
      done = true;
    };
    promise.then(over, over);
    await clock.run(600_000, () => done);
    return promise;
  };
  return { clock, random, open, given, settled };
}

const texts = (list: readonly OwnAddress[]) =>
  list.map(({ address }) => Buffer.from(address).toString('hex'));
const expected = (['a', 'b'] as const).map((name) => Buffer.from(apKeyOf(name).address).toString('hex'));

test('a lasting address is made in slices, works, and is there after a restart', async (t) => {
  const { clock, open, settled } = lab(t);
  const state = new MemoryState();
  const addresses = await open({ state });
  let changes = 0;
  addresses.onChange = () => {
    changes += 1;
  };
  const { tries, added } = addresses.make('my shop');
  await clock.run(10);
  t.is(tries(), 20_000, 'not all the work at once');
  const own = await settled(added);
  t.true(tries() > 0);
  t.deepEqual(apAddressOf(own.key, own.modifier), own.address);
  const message = Uint8Array.of(7);
  t.true(verify(sign(message, own.secret), message, own.key));
  t.deepEqual([own.isLasting, own.label, changes], [true, 'my shop', 1]);
  t.is(addresses.of(own.address), own);
  await addresses.backup(passphrase);
  t.true(verify(sign(message, own.secret), message, own.key), 'a backup leaves the secret as it is');
  const after = await open({ state });
  t.deepEqual(texts(after.list), texts([own]));
  t.deepEqual(after.list[0]!.secret, own.secret);
  addresses.close();
  t.true(
    own.secret.every((byte) => byte === 0),
    'wiped at the end',
  );
  t.is(clock.pending(), 0);
});

test('the fresh address of a start is another one each time, and waits for the next start', async (t) => {
  const { clock, open } = lab(t);
  const state = new MemoryState();
  const seen = new Set<string>();
  for (let start = 0; start < 3; start += 1) {
    const addresses = await open({ state, isGoingOut: true });
    if (start === 0) t.is(addresses.list.length, 0, 'the first start does not wait for the work');
    else t.is(addresses.list.length, 1, 'later ones have it at once');
    t.is((await state.read('next-address'))?.length ?? 0, 0, 'nobody takes it twice');
    await clock.run(600_000);
    t.false(addresses.list[0]!.isLasting);
    for (const text of texts(addresses.list)) seen.add(text);
    t.is((await state.read('next-address'))!.length, 48);
    addresses.close();
  }
  t.is(seen.size, 3);
  t.is(clock.pending(), 0);
});

test('no lasting address goes out while the fresh one is still being made', async (t) => {
  const { clock, open } = lab(t);
  const state = await withTwo();
  const chosen = await open({ state, isGoingOut: true });
  t.is(chosen.list.length, 2, 'unless it was chosen');
  await chosen.choose(null);
  chosen.close();
  const addresses = await open({ state, isGoingOut: true });
  t.deepEqual([addresses.list, addresses.all.length], [[], 2]);
  t.truthy(addresses.of(addresses.all[0]!.address));
  let changes = 0;
  addresses.onChange = () => {
    changes += 1;
  };
  await clock.run(60_000, () => changes > 0);
  t.deepEqual(
    addresses.list.map(({ isLasting }) => isLasting),
    [false, true, true],
  );
  addresses.close();
});

test('a start that ends early leaves no work and no timer', async (t) => {
  const { clock, open } = lab(t);
  const addresses = await open({ isGoingOut: true });
  const { added } = addresses.make('');
  addresses.close();
  t.is(clock.pending(), 0);
  await t.throwsAsync(added, { message: /stopped/ });
  t.throws(() => addresses.make(''), { message: /stopped/ });
  t.is(clock.pending(), 0, 'nothing is begun that nobody would end');
});

test('an end while an address is written leaves it on the disk and no secret in memory', async (t) => {
  const { open } = lab(t);
  const text = await (await open({ state: await withTwo() })).backup(passphrase);
  const state = new MemoryState();
  let written = (): void => {};
  let begun = (): void => {};
  const writing = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const slow: State = {
    read: (name) => state.read(name),
    async write(name, bytes) {
      begun();
      await new Promise<void>((resolve) => {
        written = resolve;
      });
      await state.write(name, bytes);
    },
  };
  const addresses = await open({ state: slow });
  const restoring = addresses.restore(text, passphrase);
  await writing;
  addresses.close();
  written();
  const { restored } = await restoring;
  t.is(restored.length, 2);
  t.true(restored.every(({ secret }) => secret.every((byte) => byte === 0)));
  t.is((await open({ state })).list.length, 2);
});

test('the one chosen for going out comes first, also after a restart', async (t) => {
  const { open } = lab(t);
  const state = await withTwo();
  const addresses = await open({ state });
  t.deepEqual(texts(addresses.list), [expected[1], expected[0]]);
  await addresses.choose(addresses.list[1]!);
  t.deepEqual(texts(addresses.list), expected);
  t.deepEqual(texts((await open({ state })).list), expected);
  await addresses.choose(null);
  t.is(addresses.chosen, null);
});

test('a removed address is gone from the state and from memory', async (t) => {
  const { open } = lab(t);
  const state = await withTwo();
  const addresses = await open({ state });
  const [b, a] = addresses.list as [OwnAddress, OwnAddress];
  await addresses.remove(b);
  t.true(b.secret.every((byte) => byte === 0));
  t.true(a.secret.some((byte) => byte !== 0));
  t.deepEqual(
    [texts(addresses.list), addresses.chosen, addresses.of(b.address)],
    [[expected[0]!], null, null],
  );
  t.false(Buffer.from((await state.read('addresses'))!).includes(Buffer.alloc(32, 'b')));
  await t.throwsAsync(addresses.remove(b), { instanceOf: AddressError });
});

test('what cannot be written does not count', async (t) => {
  const { open } = lab(t);
  const state = await withTwo();
  const addresses = await open({ state });
  state.write = async () => {
    throw new Error('no space left');
  };
  await t.throwsAsync(addresses.remove(addresses.list[0]!), { message: /no space/ });
  await t.throwsAsync(addresses.choose(null), { message: /no space/ });
  t.deepEqual(texts(addresses.list), [expected[1], expected[0]]);
  t.true(addresses.list[0]!.secret.some((byte) => byte !== 0));
});

test('a closed room writes nothing over the true secrets', async (t) => {
  const { open } = lab(t);
  const state = await withTwo();
  const before = await state.read('addresses');
  const addresses = await open({ state });
  const change = addresses.choose(null);
  addresses.close();
  await t.throwsAsync(change, { message: /stopped/ });
  t.deepEqual(await state.read('addresses'), before);
});

test('damaged addresses stop the start with a sentence, and are left as they are', async (t) => {
  const { open } = lab(t);
  const state = await withTwo();
  const bytes = (await state.read('addresses'))!;
  bytes[34]! ^= 1;
  await state.write('addresses', bytes);
  await t.throwsAsync(open({ state }), { message: /"addresses".*damaged.*phantom address restore/s });
  t.deepEqual(await state.read('addresses'), bytes);
});

test('on disk only the owner can read them', async (t) => {
  const { open } = lab(t);
  const path = await directory(t);
  const state = await openStateDirectory(path);
  await state.write('addresses', (await (await withTwo()).read('addresses'))!);
  const addresses = await open({ state });
  await addresses.choose(null);
  t.is((await stat(join(path, 'addresses'))).mode & 0o777, 0o600);
});

test('a backup restores everything on another machine, guards included', async (t) => {
  const { open, given } = lab(t);
  const text = await (await open({ state: await withTwo() })).backup(passphrase);
  t.regex(
    text,
    /^-----BEGIN PHANTOM ADDRESSES-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END PHANTOM ADDRESSES-----\n$/,
  );
  const state = new MemoryState();
  const other = await open({ state });
  const { restored, there } = await other.restore(
    `> forwarded mail\r\n${text.replaceAll('\n', '\r\n')}bye`,
    passphrase,
  );
  t.deepEqual([texts(restored), there], [expected, []]);
  t.deepEqual([texts(other.list), other.chosen], [expected, null], 'without the choice for going out');
  t.is(other.list[0]!.label, 'shop');
  t.deepEqual(given, [Uint8Array.of(1, 2, 3)]);
  t.deepEqual(texts((await open({ state })).list), expected);
});

test('addresses are restored only once their guards are kept', async (t) => {
  const { open } = lab(t);
  const text = await (await open({ state: await withTwo() })).backup(passphrase);
  const state = new MemoryState();
  const give = async () => {
    t.is(await state.read('addresses'), null);
    throw new Error('no space left');
  };
  const other = await open({ state, guards: { take: () => new Uint8Array(0), give } });
  await t.throwsAsync(other.restore(text, passphrase), { message: 'no space left' });
  t.deepEqual([other.list, await state.read('addresses')], [[], null]);
});

test('restoring changes nothing that is there', async (t) => {
  const { open } = lab(t);
  const here = await open({ state: await withTwo() });
  const text = await here.backup(passphrase);
  await here.remove(here.list[0]!);
  const { restored, there } = await here.restore(text, passphrase);
  t.deepEqual([texts(restored), texts(there)], [[expected[1]!], [expected[0]!]]);
  t.is(here.chosen, null, 'the choice for going out stays');
  t.true(here.list.every(({ secret }) => secret.some((byte) => byte !== 0)));
  const again = await here.restore(text, passphrase);
  t.deepEqual([again.restored.length, again.there.length, here.list.length], [0, 2, 2]);
});

test('a wrong passphrase, damage, and what is no backup are told apart in words', async (t) => {
  const { open } = lab(t);
  const addresses = await open({ state: await withTwo() });
  const text = await addresses.backup(passphrase);
  const lines = text.split('\n');
  const changed = (line: string) => (line.startsWith('A') ? `B${line.slice(1)}` : `A${line.slice(1)}`);
  const table: [text: string, passphrase: string, code: string, words: RegExp][] = [
    [text, `${passphrase}!`, 'passphrase-wrong', /not the passphrase/],
    [
      lines.map((line, at) => (at === 3 ? changed(line) : line)).join('\n'),
      passphrase,
      'backup-damaged',
      /damaged/,
    ],
    [lines.filter((_, at) => at !== 5).join('\n'), passphrase, 'backup-damaged', /another copy/],
    [lines.slice(0, 9).join('\n'), passphrase, 'backup-damaged', /damaged/],
    [text.replace('-----END', '!!\n-----END'), passphrase, 'backup-damaged', /damaged/],
    ['hello', passphrase, 'backup-none', /no backup/],
  ];
  const empty = await open();
  for (const [damaged, tried, code, words] of table) {
    const error = (await t.throwsAsync(empty.restore(damaged, tried)))! as AddressError;
    t.is(error.code, code);
    t.regex(error.message, words);
  }
  t.deepEqual(empty.list, []);
  const short = (await t.throwsAsync(addresses.backup('hunter2')))! as AddressError;
  t.is(short.code, 'passphrase-short');
  t.is(((await t.throwsAsync(empty.backup(passphrase)))! as AddressError).code, 'backup-empty');
  // The same letters typed on another keyboard.
  const composed = await addresses.backup('caf\u00e9 caf\u00e9');
  t.is((await (await open()).restore(composed, 'cafe\u0301 cafe\u0301')).restored.length, 2);
});

test('a backup of a newer program says so', async (t) => {
  const { hash } = await import('../../src/crypto/hash.js');
  const body = new Uint8Array(100).fill(1);
  body[0] = 2;
  const bytes = Buffer.concat([body, hash(16, 'phantom backup', body).subarray(0, 8)]);
  const text = `-----BEGIN PHANTOM ADDRESSES-----\n${bytes.toString('base64')}\n-----END PHANTOM ADDRESSES-----`;
  await t.throwsAsync((await lab(t).open()).restore(text, passphrase), { message: /version 2.*newer/ });
});

test('two changes at once both count', async (t) => {
  const { open } = lab(t);
  const state = await withTwo();
  const addresses = await open({ state });
  const [b, a] = addresses.list as [OwnAddress, OwnAddress];
  await Promise.all([addresses.remove(a), addresses.remove(b)]);
  t.deepEqual(addresses.list, []);
  t.deepEqual((await open({ state })).list, []);
});

test('more than 64 addresses, and labels that do not fit, are refused in words', async (t) => {
  const { open } = lab(t);
  const { modifier } = apKeyOf('a');
  const seed = new Uint8Array(32).fill('a'.charCodeAt(0));
  const state = new MemoryState();
  const one = { seed, modifier, isDefault: false, label: '' };
  await state.write('addresses', encodeAddressBook(Array.from({ length: 64 }, () => one)));
  const addresses = await open({ state });
  t.throws(() => addresses.make(''), { message: /at most 64/ });
  t.throws(() => addresses.make('\u001b[2J'), { message: /without control characters/ });
  addresses.close();
});
