import test from 'ava';
import { families } from '../../src/simulation/scenarios/families.js';

test('nodes with IPv4 only, IPv6 only and both find each other, and programs reach each other over all', async (t) => {
  t.timeout(200_000);
  const figures = await families({ seed: t.title, nodes: 45, lookups: 20, rounds: 1 });
  t.log(JSON.stringify(figures));
  for (const count of Object.values(figures.kinds)) t.true(count >= 5);
  t.is(figures.connected, 1);
  t.true(figures.lookup_success >= 0.95 && figures.lookup_success_across >= 0.95);
  t.deepEqual([figures.answered, figures.answered_across], [1, 1]);
});
