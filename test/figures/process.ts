import { spawn } from 'node:child_process';
import type { Job } from './figures.js';
import type { Outcome } from './limits.js';

/** So many of the lines that a process said last are looked through for the reason of its failure. */
const lastWords = 12;

/** For V8, MB: simulations make much that is short-lived; a larger place for it spares a tenth of the time. */
const youngMegabytes = 64;

/**
 * Runs one scenario in a process of its own.
 * @param program the compiled src/simulation/run.js, or what stands in for it
 */
export function runScenario(program: string, job: Job): Promise<Outcome> {
  const heap = job.megabytes === undefined ? [] : [`--max-old-space-size=${job.megabytes}`];
  const young = `--max-semi-space-size=${youngMegabytes}`;
  const words = [young, ...heap, program, job.scenario, ...job.args, '--seed', job.seed, '--json'];
  const env = { ...process.env, PHANTOM_GUARDS_OFF: job.guardOff ?? '' };
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'], env });
    let out = '';
    let said: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      const lines = chunk.toString().trimEnd().split('\n');
      said = [...said, ...lines].slice(-lastWords);
      for (const line of lines) console.error(`${job.scenario} ${job.seed} | ${line}`);
    });
    child.on('error', (error) => resolve({ error: error.message }));
    child.on('close', (code, signal) => {
      if (code !== 0) resolve({ error: `ended with ${signal ?? code}: ${reasonIn(said)}` });
      else resolve(figuresOf(out));
    });
  });
}

function reasonIn(said: readonly string[]): string {
  return said.findLast((line) => /^(\w*Error|FATAL ERROR)\b/.test(line)) ?? said.at(-1) ?? 'without a word';
}

function figuresOf(out: string): Outcome {
  try {
    const figures: unknown = JSON.parse(out);
    if (typeof figures === 'object' && figures !== null) return { figures: { ...figures } };
  } catch {
    // Said below.
  }
  return { error: `no line of JSON: ${out.slice(0, 200)}` };
}
