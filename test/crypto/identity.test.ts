import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { leadingZeroBits, nodeIdOf, openIdentity } from '../../src/crypto/identity.js';
import { systemRandom } from '../../src/crypto/random.js';
import { openStateDirectory } from '../../src/state/directory.js';
import { MemoryState } from '../../src/state/state.js';

test('leading zero bits are counted across bytes', (t) => {
  t.is(leadingZeroBits(Uint8Array.of(0x80)), 0);
  t.is(leadingZeroBits(Uint8Array.of(0, 0x10)), 11);
  t.is(leadingZeroBits(Uint8Array.of(0, 0)), 16);
});

test('an identity solves its puzzle, is kept, and comes back the same', async (t) => {
  const state = new MemoryState();
  const tries: number[] = [];
  const made = await openIdentity(state, systemRandom, 12, (count) => tries.push(count));
  t.true(leadingZeroBits(made.nodeId) >= 12);
  t.deepEqual(made.nodeId, nodeIdOf(made.publicKey, made.puzzleNonce));
  t.true(tries.at(-1)! >= 1);
  const again = await openIdentity(state, systemRandom, 12);
  t.deepEqual(
    [again.publicKey, again.puzzleNonce, again.nodeId],
    [made.publicKey, made.puzzleNonce, made.nodeId],
  );
  t.is(Buffer.compare(again.secretKey, made.secretKey), 0);
});

test('kept in a directory it is the owner’s alone; a damaged one is named, not replaced', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'phantom-test-'));
  t.teardown(() => rm(root, { recursive: true }));
  const directory = join(root, 'state');
  const state = await openStateDirectory(directory);
  const made = await openIdentity(state, systemRandom, 8);
  const again = await openIdentity(await openStateDirectory(directory), systemRandom, 8);
  t.deepEqual([again.publicKey, again.puzzleNonce], [made.publicKey, made.puzzleNonce]);
  t.is((await stat(directory)).mode & 0o777, 0o700);
  t.is((await stat(join(directory, 'identity'))).mode & 0o777, 0o600);
  await writeFile(join(directory, 'identity'), new Uint8Array(39));
  await t.throwsAsync(openIdentity(await openStateDirectory(directory), systemRandom, 8), {
    message: /"identity" in the state directory is damaged.*Restore it/,
  });
});
