import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import {
  damagedFiles,
  hasSums,
  type MediumProgress,
  mediumPath,
  parseSums,
} from '../../src/wizard/medium.js';
import { testMachine } from '../helpers/console.js';
import { directory } from '../helpers/control.js';

const files = { 'live/filesystem.squashfs': 3_000_000, 'live/vmlinuz': 1_000, '.disk/info': 10 };

/** A disc with its list of sums, as live-build writes it. */
async function disc(place: string): Promise<string> {
  let sums = '';
  for (const [name, size] of Object.entries(files)) {
    const file = join(place, name);
    await mkdir(join(file, '..'), { recursive: true });
    const bytes = Buffer.alloc(size, name);
    await writeFile(file, bytes);
    sums += `${createHash('sha256').update(bytes).digest('hex')}  ./${name}\n`;
  }
  await writeFile(join(place, 'sha256sum.txt'), sums);
  return place;
}

async function flip(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  await writeFile(file, bytes);
}

function check(t: ExecutionContext, place: string) {
  const seen: MediumProgress[] = [];
  const running = new AbortController();
  t.teardown(() => running.abort());
  return { seen, running, damaged: damagedFiles(place, (progress) => seen.push(progress), running.signal) };
}

test('an intact disc is read to its end', async (t) => {
  const place = await disc(await directory(t));
  t.true(await hasSums(place));
  const { seen, damaged } = check(t, place);
  t.deepEqual(await damaged, []);
  const total = 3_001_010;
  t.deepEqual(seen.at(-1), { done: total, total });
  t.true(seen.length > 5);
  t.true(seen.every(({ done }, at) => done >= (seen[at - 1]?.done ?? 0)));
});

test('one bit that is another one is found, and a file that is gone', async (t) => {
  const place = await disc(await directory(t));
  await flip(join(place, 'live/filesystem.squashfs'));
  t.deepEqual(await check(t, place).damaged, ['live/filesystem.squashfs']);
  const other = await disc(await directory(t));
  await writeFile(join(other, '.disk/info'), '');
  await mkdir(join(other, 'gone'));
  await writeFile(join(other, 'sha256sum.txt'), `${'0'.repeat(64)}  ./gone/file\n`, { flag: 'a' });
  t.deepEqual(await check(t, other).damaged, ['.disk/info', 'gone/file']);
});

test('without a list there is no check, and an empty one says nothing good', async (t) => {
  const place = await directory(t);
  t.false(await hasSums(place));
  await t.throwsAsync(check(t, place).damaged, { code: 'ENOENT' });
  await writeFile(join(place, 'sha256sum.txt'), '');
  await t.throwsAsync(check(t, place).damaged, { message: /lists nothing/ });
});

test('it can be left off', async (t) => {
  const { running, damaged } = check(t, await disc(await directory(t)));
  running.abort();
  await t.throwsAsync(damaged, { name: 'AbortError' });
});

test('lines that are none, and names that lead elsewhere, are passed over', (t) => {
  const sum = 'a'.repeat(64);
  t.deepEqual(
    parseSums(
      `${sum}  ./a b\n${sum} *c\n${sum}  ./boot/grub/grub_eltorito\n# words\n${sum}  ../etc/shadow\n${sum}  /d/../../e\n`,
    ),
    [
      { sum, name: 'a b' },
      { sum, name: 'c' },
    ],
  );
});

test('the page checks the disc, says what is damaged, and lets go on', async (t) => {
  const machine = await testMachine(t);
  const place = await disc(join(machine.root, mediumPath));
  await flip(join(place, 'live/vmlinuz'));
  const screen = machine.console();
  await screen.see('(*) English (US)');
  screen.press('enter', 'enter');
  await screen.see('Is this disc intact?');
  await screen.see('Step 2 of 9');
  screen.press('tab', 'enter');
  await screen.see('1 file of this disc is damaged.');
  await screen.see('live/vmlinuz');
  await flip(join(place, 'live/vmlinuz'));
  screen.press('enter');
  await screen.see('The disc is intact.');
  screen.press('backtab', 'enter');
  await screen.see('Step 3 of 9');
  screen.press('escape');
  await screen.see('The disc is intact.');
});
