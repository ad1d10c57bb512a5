import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { guardNames } from '../../src/guards/guards.js';
import { scenarios } from '../../src/simulation/scenarios/all.js';
import { antiFigures, figures, type Job } from './figures.js';
import { checkLimits, type Outcome, type Suite } from './limits.js';
import { runScenario } from './process.js';

const program = fileURLToPath(new URL('../fixtures/scenario.js', import.meta.url));

/** Runs a suite of the stand-in program; returns what it says and prints. */
async function runSuite(suite: Suite, how: typeof figures) {
  const lines: Record<string, unknown>[] = [];
  let atOnce = 0;
  let most = 0;
  const run = async (job: Job): Promise<Outcome> => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    const outcome = await runScenario(program, job);
    atOnce -= 1;
    return outcome;
  };
  const print = (line: object) => lines.push({ ...line });
  const ok = await how({ run, atOnce: 2, commit: 'abc', load: () => 0.5, print }, suite);
  return { ok, lines, most };
}

const good = { args: [], seeds: ['1', '3', '2'], limits: { success: { min: 0.97 }, seconds: { max: 3 } } };

test('the worst of all seeds is held against the limits, two runs at a time', async (t) => {
  const { ok, lines, most } = await runSuite({ good }, figures);
  t.true(ok);
  t.is(most, 2);
  t.deepEqual(lines, [
    {
      scenario: 'good',
      seeds: ['1', '3', '2'],
      commit: 'abc',
      load1: 0.5,
      checks: [
        { field: 'success', limit: { min: 0.97 }, value: 0.97, ok: true },
        { field: 'seconds', limit: { max: 3 }, value: 3, ok: true },
      ],
    },
  ]);
});

test('one figure beyond its limit fails the suite; the words of the plan reach the scenario', async (t) => {
  const { ok, lines } = await runSuite({ good: { ...good, args: ['--extra'] } }, figures);
  t.false(ok);
  t.deepEqual(
    (lines[0]!.checks as { ok: boolean; value: number }[]).map((check) => [check.value, check.ok]),
    [
      [0.97, true],
      [103, false],
    ],
  );
});

test('a scenario that fails, speaks no JSON or leaves a figure out misses, and says why', async (t) => {
  const plan = { args: [], seeds: ['1'], limits: { success: { min: 0 } } };
  const { ok, lines } = await runSuite(
    { broken: plan, mute: plan, good: { ...plan, limits: { never: { max: 9 } } } },
    figures,
  );
  t.false(ok);
  const by = (name: string) => lines.find((line) => line.scenario === name)!;
  t.regex(String(by('broken').errors), /^ended with 1: Error: cannot go on$/);
  t.regex(String(by('mute').errors), /no line of JSON: all is well/);
  t.deepEqual(by('good').checks, [{ field: 'never', limit: { max: 9 }, value: null, ok: false }]);
});

test('without its guard a figure must miss; when it holds, or the run fails, the guard is not proven', async (t) => {
  const anti = (guard: string) => [{ guard, field: 'success' }];
  const proven = await runSuite({ good: { ...good, anti: anti('tokens') } }, antiFigures);
  t.true(proven.ok);
  t.like(proven.lines[0], { scenario: 'good', guard: 'tokens', missed: true });
  t.is((proven.lines[0]!.checks as { value: number }[])[0]!.value, 0.5);
  t.false((await runSuite({ good: { ...good, anti: anti('replay-list') } }, antiFigures)).ok);
  t.false((await runSuite({ broken: { ...good, anti: anti('tokens') } }, antiFigures)).ok);
  t.deepEqual(await runSuite({ good }, antiFigures), { ok: true, lines: [], most: 0 });
});

test('what is no number is no figure', (t) => {
  for (const value of [null, Number.NaN, '3', undefined]) {
    const [check] = checkLimits({ x: { max: 9 } }, [{ figures: { x: value } }, { figures: { x: 3 } }]);
    t.deepEqual(check, { field: 'x', limit: { max: 9 }, value: null, ok: false });
  }
});

test('a list holds nothing but what it may', (t) => {
  const limits = { sizes: { only: [678, 1344] } };
  const check = (...sizes: unknown[]) =>
    checkLimits(
      limits,
      sizes.map((one) => ({ figures: { sizes: one } })),
    );
  t.like(check([1344], [678, 1344])[0], { value: [1344, 678], ok: true });
  t.like(check([1344], [1344, 1343])[0], { value: [1344, 1343], ok: false });
  t.like(check([1344], 1344)[0], { value: null, ok: false });
});

test('the limits of all suites name guards that exist and figures that have limits', (t) => {
  const suites = JSON.parse(readFileSync('test/figures.json', 'utf8')) as Record<string, Suite>;
  // Over real wires other programs run.
  const { wires: _, ...simulated } = suites;
  const all = Object.values(simulated).flatMap((suite) => Object.entries(suite));
  const named = all.flatMap(([, plan]) => plan.anti ?? []);
  t.deepEqual(named.map((anti) => anti.guard).sort(), [...guardNames].sort());
  for (const [name, plan] of all) {
    t.true(name in scenarios, name);
    for (const anti of plan.anti ?? []) t.true(anti.field in plan.limits, anti.field);
  }
});
