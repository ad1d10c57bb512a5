import { execFileSync, spawn } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { createLog, LogTail } from '../../src/log/log.js';
import { nameDoor } from '../../src/names/door.js';
import { longestText, writeNames } from '../../src/names/helper.js';
import { withNames } from '../../src/names/hosts.js';
import { Names } from '../../src/names/names.js';
import { apFrom, mostNames, nameFrom, namesFromText, namesToText } from '../../src/names/text.js';
import { MemoryState } from '../../src/state/state.js';
import { directory } from '../helpers/control.js';
import { netTest } from '../helpers/net-test.js';

const anna = { name: 'anna', address: '2001:25::a' };
const ben = { name: 'ben-2', address: '2001:25:ffff:1:2:3:4:5' };

test('names are those that programs can look up, addresses those of Phantom', (t) => {
  t.is(nameFrom(' Anna.Phantom.ALT '), 'anna');
  t.is(nameFrom('a'.repeat(63)), 'a'.repeat(63));
  for (const bad of [
    '',
    '-a',
    'a-',
    'a b',
    'a.b',
    'jürgen',
    'a'.repeat(64),
    '.phantom.alt',
    'anna\n',
    'a_b',
  ]) {
    t.is(bad === 'anna\n' ? nameFrom('an\nna') : nameFrom(bad), null, bad);
  }
  t.is(apFrom('2001:0025:0:0::A'), '2001:25::a');
  for (const bad of [
    '',
    '::1',
    '2001:db8::1',
    '2001:250::1',
    '192.0.2.1',
    '[2001:25::a]',
    '2001:25::a%eth0',
  ]) {
    t.is(apFrom(bad), null, bad);
  }
});

test('the text of names is read back as it was, and nothing else is believed', (t) => {
  t.deepEqual(namesFromText(namesToText([anna, ben])), [anna, ben]);
  t.deepEqual(namesFromText(namesToText([])), []);
  const head = 'phantom names 1\n';
  for (const bad of [
    '',
    'phantom names 2\n',
    head.trim(),
    `${head}2001:25::a anna`,
    `${head}2001:25::a anna extra\n`,
    `${head}127.0.0.1 bank\n`,
    `${head}::1 localhost\n`,
    `${head}2001:25::a bank.example\n`,
    `${head}2001:25::a anna.phantom.alt\n`,
    `${head}2001:25::a anna\n2001:25::b anna\n`,
    `${head}2001:25::a anna\r\n`,
    `${head}\n`,
    head + '2001:25::a x\n'.repeat(mostNames + 1),
  ]) {
    t.is(namesFromText(bad), null, JSON.stringify(bad.slice(0, 60)));
  }
});

const others = '127.0.0.1 localhost\n# mine\n192.0.2.1 anna.example';

test('the block in the hosts file is put in, changed, and taken away, and the rest stays', (t) => {
  for (const before of ['', `${others}\n`, `${others}\n\n`]) {
    const one = withNames(before, [anna]);
    t.true(one.startsWith(before) && one.includes('\n2001:25::a anna.phantom.alt\n'));
    t.is(withNames(one, [anna]), one);
    const two = withNames(one, [ben]);
    t.false(two.includes('anna.phantom.alt'));
    t.true(two.includes(`${ben.address} ben-2.phantom.alt\n`));
    t.is(withNames(two, []), before);
  }
  // Without a line's end at the last line the block begins on a line of its own.
  t.true(withNames(others, [anna]).startsWith(`${others}\n# begin phantom names`));
});

test('whatever is in the hosts file, no line of others is lost', (t) => {
  const line = fc.oneof(
    fc.string().map((text) => text.replace(/\n/g, '')),
    fc.constantFrom('# begin phantom names: x', '# end phantom names', '2001:25::a anna.phantom.alt', ''),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const before = lines.join('\n');
      const kept = (text: string) => text.split('\n').filter((one) => one !== '' && !/phantom/.test(one));
      t.deepEqual(kept(withNames(before, [anna, ben])), kept(before));
      t.false(withNames(withNames(before, [anna]), []).includes('phantom.alt'));
    }),
  );
});

test('the helper writes what differs, and refuses what is no list', async (t) => {
  let file = `${others}\n`;
  let writes = 0;
  const parts = {
    read: async () => file,
    write: async (text: string) => {
      file = text;
      writes += 1;
    },
  };
  t.is(await writeNames(parts, namesToText([anna])), 'written');
  t.is(await writeNames(parts, namesToText([anna])), 'written');
  t.is(writes, 1);
  t.is(await writeNames(parts, '127.0.0.1 bank.example\n'), 'refused: expected a list of names');
  t.is(await writeNames(parts, 'x'.repeat(longestText + 1)), 'refused: expected a list of names');
  const full = {
    ...parts,
    write: async () => {
      throw new Error('EROFS: read-only file system');
    },
  };
  t.is(await writeNames(full, namesToText([])), 'not written: EROFS: read-only file system');
  t.is(writes, 1);
});

test('the longest book has room', (t) => {
  const names = Array.from({ length: mostNames }, (_, at) => ({
    name: `${'n'.repeat(59)}${String(at).padStart(4, '0')}`,
    address: '2001:25:ffff:ffff:ffff:ffff:ffff:ffff',
  }));
  const text = namesToText(names);
  t.true(text.length <= longestText);
  t.is(namesFromText(text)?.length, mostNames);
});

/** A book with a door of which the test decides what it says. */
async function book(answer: (text: string) => Promise<string>, state = new MemoryState()) {
  const told: string[] = [];
  const tail = new LogTail();
  const names = await Names.open({
    state,
    log: createLog('debug', () => 0, [tail.sink]),
    door: {
      tell: (text) => {
        told.push(text);
        return answer(text);
      },
    },
  });
  return { names, told, state, log: () => tail.last(99).map(({ text }) => text) };
}

test('a book is kept, sorted, told to the helper at the start and after each change, and read again', async (t) => {
  const { names, told, state } = await book(async () => 'written');
  await names.add('Ben-2.phantom.alt', ben.address);
  await names.add('anna', '2001:25:0::0a');
  t.deepEqual(names.list, [anna, ben]);
  await names.add('anna', '2001:25::b');
  t.deepEqual(names.list, [{ ...anna, address: '2001:25::b' }, ben]);
  t.deepEqual(await names.remove('ben-2'), ben);
  t.is(told.length, 4, 'an empty book is nothing to tell of');
  t.is(told.at(-1), 'phantom names 1\n2001:25::b anna\n');
  t.deepEqual(names.resolved, { state: 'yes', why: '' });
  const again = await book(async () => 'written', state);
  t.deepEqual(again.names.list, [{ ...anna, address: '2001:25::b' }]);
  t.deepEqual(again.told, ['phantom names 1\n2001:25::b anna\n']);
});

/** A moment, in which work that goes wrong is heard of. */
async function passed(work: Promise<unknown>): Promise<void> {
  await Promise.race([work, new Promise(setImmediate)]);
}

test('changes that come while the helper works are told together afterwards', async (t) => {
  let go = () => {};
  const { names, told } = await book(
    () =>
      new Promise((resolve) => {
        go = () => resolve('written');
      }),
  );
  const work = Promise.all([
    names.add('a', '2001:25::1'),
    names.add('b', '2001:25::2'),
    names.add('c', '2001:25::3'),
  ]);
  while (names.list.length < 3) await passed(work);
  t.is(told.length, 1, 'the first name');
  go();
  while (told.length < 2) await passed(work);
  go();
  await work;
  t.is(told.length, 2);
  t.regex(told[1]!, /2001:25::1 a\n2001:25::2 b\n2001:25::3 c\n$/);
});

test('what is wrong is said in words, and nothing is changed by it', async (t) => {
  const { names } = await book(async () => 'written');
  await t.throwsAsync(names.add('a b', anna.address), { message: /^Expected a name of 1 to 63 letters/ });
  await t.throwsAsync(names.add('anna', '2001:db8::1'), { message: /^Expected a Phantom address/ });
  await t.throwsAsync(names.remove('anna'), { message: /^"anna" is not in the address book\./ });
  t.deepEqual(names.list, []);
  const damaged = new MemoryState();
  await damaged.write('names', new TextEncoder().encode('phantom names 1\n::1 x\n'));
  await t.throwsAsync(
    book(async () => 'written', damaged),
    { message: /"names" is damaged/ },
  );
});

test('a helper that is not there is told to the log once, and only to whoever has names', async (t) => {
  const { names, log } = await book(async () => {
    throw new Error('nobody is there');
  });
  await new Promise(setImmediate);
  t.deepEqual(log(), []);
  await names.add('anna', anna.address);
  await names.add('ben', ben.address);
  t.deepEqual(names.resolved, { state: 'no', why: 'nobody is there' });
  t.deepEqual(log(), ['programs do not find the names of the address book: nobody is there']);
});

/** The command behind a socket of the test's own, started for each knock, as systemd does it. */
async function door(t: ExecutionContext, file: string): Promise<string> {
  const path = join(await directory(t), 'names.sock');
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const child = spawn(process.execPath, ['build/js/src/cli/main.js', 'write-names', '--file', file]);
    socket.pipe(child.stdin);
    child.stdout.pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  t.teardown(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return path;
}

test('through the door names come into the file, whose mode stays', async (t) => {
  const file = join(await directory(t), 'hosts');
  await writeFile(file, `${others}\n`, { mode: 0o644 });
  const tell = nameDoor(await door(t, file)).tell;
  t.is(await tell(namesToText([anna])), 'written');
  t.is(await readFile(file, 'utf8'), withNames(`${others}\n`, [anna]));
  t.is((await stat(file)).mode & 0o777, 0o644);
  t.regex(await tell('phantom names 1\n127.0.0.1 bank\n'), /^refused/);
  t.is(await tell(namesToText([])), 'written');
  t.is(await readFile(file, 'utf8'), `${others}\n`);
  await t.throwsAsync(nameDoor(`${file}.none`).tell(''), {
    message: /cannot be reached at .*none: .*ENOENT/,
  });
});

netTest('programs find a name by the system’s own way, and the package’s purge takes it away', async (t) => {
  const file = join(await directory(t), 'hosts');
  await writeFile(file, withNames(`${others}\n`, [anna, ben]));
  const within = (line: string) => {
    const script = `mount --bind "$1" /etc/hosts && ${line}`;
    return execFileSync('unshare', ['--mount', 'sh', '-c', script, 'sh', file], { encoding: 'utf8' });
  };
  t.regex(within('getent ahostsv6 anna.phantom.alt'), /^2001:25::a\s/);
  t.regex(within('getent ahostsv6 ben-2.phantom.alt'), /^2001:25:ffff:1:2:3:4:5\s/);
  const purge = /^ {2}sed -i -E ('.*') \/etc\/hosts/m.exec(
    await readFile('packages/phantom-node/postrm', 'utf8'),
  )![1]!;
  execFileSync('sh', ['-c', `sed -i -E ${purge} "$1"`, 'sh', file]);
  t.is(await readFile(file, 'utf8'), `${others}\n`);
});
