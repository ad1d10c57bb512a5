import test from 'ava';
import { day, dayDefaults } from '../../src/simulation/scenarios/day.js';

test('among relays that come and go addresses are reached all the time', async (t) => {
  t.timeout(600_000);
  const options = { ...dayDefaults, nodes: 24, addresses: 2, askers: 2, hours: 1, halfLifeHours: 2 };
  const told: string[] = [];
  const figures = await day({ ...options, seed: '1' }, (text) => told.push(text));
  t.log(JSON.stringify(figures));
  const { deaths, probes, reachable, first_packet, heap_before_mb, heap_growth } = figures;
  t.true(deaths >= 4, `${deaths}`);
  // The last minute's may not have been asked.
  t.true(probes > 116 && probes <= 120, `${probes}`);
  t.true(reachable >= 0.95, told.filter((text) => text.includes('no answer')).join('\n'));
  t.true(first_packet > 0.2 && first_packet <= reachable, `${first_packet}`);
  t.true(heap_before_mb > 5 && heap_growth > 0.5 && heap_growth < 2, `${heap_before_mb} ${heap_growth}`);
});
