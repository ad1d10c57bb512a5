/**
 * `npm run figures -- SUITE [SCENARIO...] [--anti] [--at-once N]`: runs the suite's scenarios against the limits in
 * test/figures.json, prints one JSON line for each, and exits with 1 when a figure misses; with --anti it takes away
 * each guard in turn and exits with 1 unless the figure named for it misses then.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { antiFigures, figures } from './figures.js';
import type { Suite } from './limits.js';
import { runScenario } from './process.js';

/** What runs a suite's scenarios: in virtual time, or over real wires, which take all cores and so one after another. */
const simulation = { program: '../../src/simulation/run.js', atOnce: availableParallelism() };
const wires = { program: '../wires/run.js', atOnce: 1 };

const suites = JSON.parse(readFileSync('test/figures.json', 'utf8')) as Record<string, Suite>;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    anti: { type: 'boolean', default: false },
    'at-once': { type: 'string' },
  },
});
const [name = '', ...wanted] = positionals;
const suite = suites[name];
const runner = name === 'wires' ? wires : simulation;
const program = fileURLToPath(new URL(runner.program, import.meta.url));
const unknown = wanted.filter((scenario) => !suite?.[scenario]);
const atOnce = Number(values['at-once'] ?? runner.atOnce);
if (!suite || unknown.length > 0 || !(atOnce >= 1)) {
  const known = suite ? Object.keys(suite) : Object.keys(suites);
  console.error(
    `Expected a suite and scenarios of test/figures.json (${known.join(', ')}) and --at-once from 1; got "${process.argv.slice(2).join(' ')}".`,
  );
  process.exitCode = 2;
} else {
  const chosen = Object.fromEntries(
    Object.entries(suite).filter(([scenario]) => wanted.length === 0 || wanted.includes(scenario)),
  );
  const parts = {
    run: (job: Parameters<typeof runScenario>[1]) => runScenario(program, job),
    atOnce,
    commit: execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim(),
    load: () => loadavg()[0]!,
    print: (line: object) => console.log(JSON.stringify(line)),
  };
  const ok = await (values.anti ? antiFigures(parts, chosen) : figures(parts, chosen));
  process.exitCode = ok ? 0 : 1;
}
