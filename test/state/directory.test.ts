import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { holdStateDirectory, openStateDirectory, writeAtomically } from '../../src/state/directory.js';

async function directory(t: ExecutionContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'phantom-state-'));
  t.teardown(() => rm(path, { recursive: true }));
  return path;
}

test('what is written is read again, replaced whole, and leaves nothing beside it', async (t) => {
  const path = await directory(t);
  const state = await openStateDirectory(join(path, 'state'));
  t.is(await state.read('peers'), null);
  await state.write('peers', Uint8Array.of(1, 2, 3));
  await state.write('peers', Uint8Array.of(4));
  t.deepEqual(await state.read('peers'), Uint8Array.of(4));
  t.deepEqual(await readdir(join(path, 'state')), ['peers']);
  t.is((await stat(join(path, 'state', 'peers'))).mode & 0o777, 0o600);
  await t.throwsAsync(state.read('../etc/passwd'), { message: /not a name/ });
});

test('writes of one name at once take turns, and the last one stays', async (t) => {
  const path = await directory(t);
  const state = await openStateDirectory(path);
  const contents = Array.from({ length: 20 }, (_, at) => new Uint8Array((20 - at) * 10_000).fill(at));
  await Promise.all(contents.map((content) => state.write('peers', content)));
  t.deepEqual(await state.read('peers'), contents.at(-1)!);
  t.deepEqual(await readdir(path), ['peers']);
});

test('each write replaces the content whole', async (t) => {
  const path = join(await directory(t), 'file');
  const contents = Array.from({ length: 20 }, (_, at) => String(at).repeat(10_000));
  for (const content of contents) await writeAtomically(path, content);
  t.is(await readFile(path, 'utf8'), contents.at(-1)!);
});

test('a state directory is one node’s at a time, by whatever name, and free again afterwards', async (t) => {
  const path = await directory(t);
  const hold = await holdStateDirectory(path);
  await t.throwsAsync(holdStateDirectory(`${path}/../${path.split('/').at(-1)}/`), {
    message: /Another node keeps its state in .*give this one another --state/,
  });
  hold.release();
  (await holdStateDirectory(path)).release();
});
