import test from 'ava';
import { clock, clockDefaults } from '../../src/simulation/scenarios/clock.js';

test('clocks off by years join, a fifth that lies moves nobody, and the same seed gives the same bytes', async (t) => {
  t.timeout(600_000);
  const options = { ...clockDefaults, seed: t.title, nodes: 60, late: 5, minutes: 5 };
  const figures = await clock(options);
  t.log(JSON.stringify(figures));
  t.is(figures.nodes, 65);
  t.is(figures.liars, 12);
  t.is(figures.joined, 1);
  t.is(figures.step_by_liars, 0);
  t.true(figures.error_ms <= 60_000);
  t.true(figures.error_ms_p95 <= 500);
  t.true(figures.refused_per_link <= 0.01);
  t.is(JSON.stringify(await clock(options)), JSON.stringify(figures));
});

test('where more lie than tell the truth newcomers are moved, and it shows', async (t) => {
  const options = {
    ...clockDefaults,
    seed: t.title,
    nodes: 40,
    liars: 0.5,
    lieMinutes: 5,
    late: 0,
    minutes: 5,
  };
  const figures = await clock(options);
  t.log(JSON.stringify(figures));
  t.true(figures.step_by_liars > 0);
});
