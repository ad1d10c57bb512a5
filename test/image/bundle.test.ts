import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test from 'ava';
import { version } from '../../src/config/version.js';
import { makeBundle } from '../../src/image/bundle.js';

const run = promisify(execFile);

async function bundle(t: { teardown(f: () => Promise<void>): void }): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'phantom-bundle-'));
  t.teardown(() => rm(directory, { recursive: true, force: true }));
  await makeBundle(process.cwd(), join(directory, 'dist'));
  return directory;
}

test('the bundle runs by itself, also through a link from elsewhere', async (t) => {
  const directory = await bundle(t);
  await symlink('dist/phantom', join(directory, 'phantom'));
  const { stdout } = await run(join(directory, 'phantom'), ['version'], { cwd: '/' });
  t.is(stdout, `phantom ${version}\n`);
});

test('what is loaded at run time lies beside it, and the licences name what is inside', async (t) => {
  const directory = join(await bundle(t), 'dist');
  for (const file of ['sodium-native.node', 'usr/xterm', 'usr/linux'])
    t.true(existsSync(join(directory, file)), file);
  const licences = await readFile(join(directory, 'LICENSES.txt'), 'utf8');
  t.regex(licences, /---- sodium-native \S+: MIT/);
  for (const part of licences.split(/^---- /m).slice(1)) t.regex(part, /copyright/i, part.slice(0, 60));
  t.notRegex(licences, /^---- .*(jsqr|chrome-)/m, 'what only tests or other platforms need is not shipped');
  const parts = (await readdir(directory)).filter((name) => name.endsWith('.mjs'));
  const code = (await Promise.all(parts.map((name) => readFile(join(directory, name), 'utf8')))).join('\n');
  t.false(code.includes(process.cwd()), 'no path of the machine that built it');
  t.true(code.includes('disjoint-lookups'), 'the guards are inside');
  t.false(/env\S*PHANTOM_GUARDS_OFF/.test(code), 'and nothing reads their switch');
});

test('what every command loads holds no node', async (t) => {
  const entry = await readFile(join(await bundle(t), 'dist/phantom.mjs'), 'utf8');
  t.false(entry.includes('disjoint-lookups'));
});

test('a failed build leaves the old bundle where it is', async (t) => {
  const directory = await bundle(t);
  const dist = join(directory, 'dist');
  const before = await readFile(join(dist, 'phantom.mjs'), 'utf8');
  await t.throwsAsync(makeBundle(directory, dist));
  t.is(await readFile(join(dist, 'phantom.mjs'), 'utf8'), before);
});
