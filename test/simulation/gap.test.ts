import test from 'ava';
import { gap } from '../../src/simulation/scenarios/gap.js';

test('whichever hop of a way dies, packets go on within seconds, each as it was sent', async (t) => {
  const figures = await gap({ seed: '1', nodes: 14, kills: 1, rate: 100, rotations: 1, roundTrip: 40 });
  t.deepEqual(
    figures.roles.map(({ role }) => role),
    ['exit X1', 'exit X2', 'exit X3', 'entry X1', 'entry X2', 'entry X3'],
  );
  t.true(figures.max_gap_ms <= 2_000, JSON.stringify(figures.roles));
  t.true(figures.rotation_gap_ms < 200, `${figures.rotation_gap_ms}`);
  t.is(figures.wrong, 0);
});
