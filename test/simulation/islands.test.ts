import test from 'ava';
import { islands, islandsDefaults } from '../../src/simulation/scenarios/islands.js';

test('two networks of 120 that share one link are one within three minutes', async (t) => {
  t.timeout(600_000);
  const figures = await islands({ ...islandsDefaults, seed: t.title, nodes: 120 });
  t.log(JSON.stringify(figures));
  t.true(figures.merged_seconds !== null && figures.merged_seconds <= 180);
  t.true(Math.min(...figures.last_success) >= 0.99);
});
