import test from 'ava';
import { linkLimits } from '../../src/dht/keep.js';
import { lookups } from '../../src/simulation/scenarios/lookups.js';

test('among 200 whole nodes lookups find the closest ones, quickly and with bounded links', async (t) => {
  t.timeout(300_000);
  const figures = await lookups(t.title, 200, 40);
  t.log(JSON.stringify(figures));
  t.is(figures.connected, 200);
  t.true(figures.closestFound >= 0.97);
  t.true(figures.found >= 0.95);
  t.true(figures.medianSeconds < 3);
  t.true(figures.fewestLinks >= linkLimits.neighbours);
  t.true(figures.mostLinks <= linkLimits.hard);
});
