import test from 'ava';
import { blackout, blackoutDefaults } from '../../src/simulation/scenarios/blackout.js';

test('half of 500 nodes vanish, the others find one another again, and the same seed gives the same bytes', async (t) => {
  t.timeout(900_000);
  const options = { ...blackoutDefaults, seed: t.title, nodes: 500, settleMinutes: 0.5, stays: 20 };
  const figures = await blackout(options);
  t.log(JSON.stringify(figures));
  t.is(figures.vanished, 250);
  t.true(figures.recovered_seconds !== null && figures.recovered_seconds <= 300);
  t.is(JSON.stringify(await blackout(options)), JSON.stringify(figures));
});
