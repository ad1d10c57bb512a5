import test from 'ava';
import { hostile, hostileDefaults } from '../../../src/simulation/scenarios/hostile.js';

test('among liars, ghosts and ids ground beside a key its record is found, and nothing unasked is kept', async (t) => {
  t.timeout(300_000);
  const figures = await hostile({ ...hostileDefaults, seed: '1', nodes: 150, lookups: 60, minutes: 4 });
  t.log(JSON.stringify(figures));
  t.is(figures.hostile_share, 0.2);
  t.true(figures.lookups >= 55);
  t.true(figures.lookup_success >= 0.98);
  t.true(figures.others_success >= 0.98);
  t.true(figures.view_bias <= 1.2);
  t.is(figures.unasked_stores, 0);
});
