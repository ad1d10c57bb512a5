/**
 * Nodes whose clocks are wrong for the whole process: libfaketime answers for the kernel, so that nothing of Node's own is
 * replaced. The library is of the Debian that runs the nodes, unpacked beside the build; nothing is installed.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { bridge, eventually, type Keeper } from '../helpers/namespaces.js';
import { allLinked, RealNode } from '../helpers/real-nodes.js';

const execute = promisify(execFile);
const directory = resolve('build/faketime');
const library = join(directory, 'usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1');

/** What libfaketime is to make of the date: years off either way, a few days, and what a dead battery shows. */
const wrong = ['-17y', '+9y', '-3d', '@2009-01-01 00:00:00'] as const;
const right = 5;
const patience = 240_000;
/** Nearer than this is the right time, ms. */
const close = 5_000;

/** The library's path; fetched by apt when it is not there. Throws a sentence. */
export async function fakeTime(): Promise<string> {
  if (existsSync(library)) return library;
  await mkdir(directory, { recursive: true });
  try {
    await execute('apt-get', ['download', '-qq', 'libfaketime'], { cwd: directory });
    const file = (await readdir(directory)).find((name) => name.endsWith('.deb'));
    await execute('dpkg-deb', ['-x', join(directory, file ?? 'libfaketime.deb'), directory]);
  } catch (error) {
    throw new Error(`apt could not fetch libfaketime: ${(error as Error).message.trim().split('\n').at(-1)}`);
  }
  if (!existsSync(library)) throw new Error(`There is no ${library} in the package libfaketime.`);
  return library;
}

export interface ClockStory {
  readonly nodes: number;
  readonly wrong: readonly string[];
  /** From the start of those whose clocks are wrong until all are linked with all and have the right time. */
  readonly seconds: number;
  /** How far the worst was off before it asked others, days, and after, ms. */
  readonly off_days: number;
  readonly off_ms: number;
}

export async function wrongClocks(keeper: Keeper, tell: (text: string) => void): Promise<ClockStory> {
  const preload = await fakeTime();
  const place = await mkdtemp(join(tmpdir(), 'phantom-clocks-'));
  keeper.teardown(() => rm(place, { recursive: true, force: true }));
  const { hosts } = await bridge(keeper, right + wrong.length);
  const nodes = hosts.map((host, at) => {
    const date = wrong[at - right];
    const environment = [`LD_PRELOAD=${preload}`, `FAKETIME=${date}`, 'FAKETIME_DONT_FAKE_MONOTONIC=1'];
    const before = date ? ['env', ...environment, 'FAKETIME_NO_CACHE=1'] : [];
    return new RealNode(host, join(place, `node${at + 1}`), null, before);
  });
  for (const node of nodes) {
    await node.configure('channel: clocks\ntun:\n  enabled: false');
    keeper.teardown(async () => void (await node.stop('SIGKILL').catch(() => {})));
  }
  for (const node of nodes.slice(0, right)) node.start();
  await allLinked(nodes.slice(0, right), patience);
  tell(`${right} with right clocks are linked`);
  const begun = performance.now();
  for (const node of nodes.slice(right)) node.start();
  await allLinked(nodes, patience);
  const seen = await eventually('all have the right time', patience, async () => {
    const snapshots = await Promise.all(nodes.map((node) => node.snapshot()));
    const off = snapshots.map((one) => (one?.time ? one.time.now - Date.now() : Number.POSITIVE_INFINITY));
    return off.every((ms) => Math.abs(ms) < close) ? { snapshots, off } : null;
  });
  const walls = seen.snapshots.slice(right).map((one) => Math.abs(one!.wall - Date.now()));
  // Else the library did nothing, and nothing was shown.
  if (Math.min(...walls) < 86_400_000) throw new Error('a clock that was to be wrong is right');
  return {
    nodes: nodes.length,
    wrong,
    seconds: Number(((performance.now() - begun) / 1000).toFixed(1)),
    off_days: Math.round(Math.max(...walls) / 86_400_000),
    off_ms: Math.max(...seen.off.map(Math.abs)),
  };
}
