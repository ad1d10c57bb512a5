import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import type { ExecutionContext } from 'ava';
import { makeBundle } from '../../src/image/bundle.js';
import { fakeNode, snapshot } from '../helpers/control.js';
import { eventually } from '../helpers/namespaces.js';
import { type Bench, median, rounded } from './figures.js';

/** Keys per round whose drawing is weighed. */
const keys = 100;
/** Starts of node alone per round: the kernel counts processor time in hundredths of a second. */
const starts = 10;
const ticksPerSecond = 100;

/**
 * The bundled program on a real terminal: processor time until the wizard's first screen as a ratio to `node -e 0`, what drawing anew
 * after a key costs, and the memory of wizard and dashboard. The dashboard watches a made-up node.
 */
export const screensBench: Bench = async (rounds) => {
  const place = await mkdtemp(join(tmpdir(), 'phantom-screens-'));
  const undo: (() => unknown)[] = [() => rm(place, { recursive: true, force: true })];
  try {
    const bundle = join(place, 'bundle');
    await makeBundle(process.cwd(), bundle);
    const program = join(bundle, 'phantom');
    const socket = join(place, 'control.sock');
    const config = join(place, 'phantom.yaml');
    await writeFile(config, `control:\n  socket: ${socket}\n`);
    const keeper = { teardown: (step: () => unknown) => void undo.push(step) } as unknown as ExecutionContext;
    await fakeNode(keeper, socket, {}, () => snapshot());
    const wizard = ['wizard', '--root', join(place, 'root')];
    const dashboard = ['dashboard', '--config', config];
    const figures = {
      bare: [] as number[],
      first: [] as number[],
      redraw: [] as number[],
      wizardRss: [] as number[],
      dashboardRss: [] as number[],
    };
    for (let round = 0; round < rounds; round += 1) {
      figures.bare.push(bareStart());
      const seen = await watch(program, wizard, /Step 1/);
      figures.first.push(seen.first);
      figures.redraw.push(seen.perKey);
      figures.wizardRss.push(seen.rss);
      figures.dashboardRss.push((await watch(program, dashboard, /Connected/)).rss);
    }
    return {
      start_seconds: figures.first,
      bare_seconds: figures.bare,
      start_ratio: rounded(median(figures.first) / median(figures.bare), 2),
      redraw_cpu_ms: rounded(1000 * median(figures.redraw), 2),
      wizard_rss_bytes: Math.max(...figures.wizardRss),
      dashboard_rss_bytes: Math.max(...figures.dashboardRss),
    };
  } finally {
    for (const step of undo.reverse()) await step();
  }
};

/** Processor time of one `node -e 0`, seconds: the shell's children's, of several. */
function bareStart(): number {
  const script = `i=0; while [ $i -lt ${starts} ]; do "$0" -e 0; i=$((i + 1)); done; cat /proc/$$/stat`;
  const fields = afterName(execFileSync('sh', ['-c', script, process.execPath], { encoding: 'utf8' }));
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond / starts;
}

/** Starts the program on a terminal, and weighs its first screen, a hundred keys, and its memory after them. */
async function watch(
  program: string,
  words: readonly string[],
  sign: RegExp,
): Promise<{ readonly first: number; readonly perKey: number; readonly rss: number }> {
  const pty = spawn(process.execPath, [program, ...words], {
    cols: 80,
    rows: 24,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/', LANG: 'C.UTF-8', TERM: 'linux' },
  });
  let written = '';
  pty.onData((data) => {
    written += data;
  });
  try {
    await eventually('the first screen', 60_000, () => sign.test(written));
    const first = cpu(pty.pid);
    // What it does right after its first screen, by itself, is not drawing.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const before = cpu(pty.pid);
    for (let key = 0; key < keys; key += 1) {
      const length = written.length;
      pty.write(key % 2 === 0 ? '\u001bOP' : 'x');
      await eventually('the screen drawn anew', 10_000, () => written.length > length);
    }
    const perKey = (cpu(pty.pid) - before) / keys;
    return { first, perKey, rss: rssOf(pty.pid) };
  } finally {
    pty.kill('SIGKILL');
  }
}

function cpu(pid: number): number {
  const fields = afterName(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

function rssOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

/** The fields of /proc/PID/stat behind the name, which may hold anything. */
function afterName(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
