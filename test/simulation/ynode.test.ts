import test from 'ava';
import { ynode } from '../../src/simulation/scenarios/ynode.js';

const size = { nodes: 300, networks: 100, hostile: 0.03, trials: 12, days: 60 };

test('a helper beside the guard, or no second layer, gives the guard away in a day; one before the end does not', async (t) => {
  const { guard_seen, end_met } = await ynode({ ...size, seed: '1' }, () => {});
  const days = (way: keyof typeof guard_seen): number => guard_seen[way].days_p50;
  t.true(days('y-guard') < 1, `${days('y-guard')}`);
  t.true(days('fresh-x2') < 1, `${days('fresh-x2')}`);
  t.true(days('plain') > 5, `${days('plain')}`);
  t.true(days('y-end') > 5, `${days('y-end')}`);
  t.true(end_met['fresh-end'].builds_p50 < 60);
  t.true(end_met.plain.builds_p50 > 2 * end_met['fresh-end'].builds_p50);
});
