import test from 'ava';
import { join, joinDefaults } from '../../src/simulation/scenarios/join.js';

test('among 500 nodes that come and go records are found over few hops', async (t) => {
  t.timeout(600_000);
  const figures = await join({
    ...joinDefaults,
    seed: t.title,
    nodes: 500,
    smallNodes: 100,
    settleMinutes: 1,
    idleMinutes: 0.5,
    minutes: 2,
    lookups: 200,
    timed: 10,
  });
  t.log(JSON.stringify(figures));
  t.true(figures.lookups >= 190);
  t.true(figures.lookup_success >= 0.99);
  t.true(figures.hops_p99 <= 6);
  t.true(figures.joins >= 5 && Number.isFinite(figures.join_seconds_p95));
  t.true(figures.deaths > 25);
  t.true(figures.idle_links >= 8 && figures.idle_bytes_base > 0 && figures.idle_bytes_per_link > 0);
});
