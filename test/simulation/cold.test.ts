import test from 'ava';
import { cold } from '../../src/simulation/scenarios/cold.js';

test('the first byte from an address never heard of comes within some trips, each of seven links', async (t) => {
  t.timeout(300_000);
  const figures = await cold({ seed: '1', nodes: 30, visitors: 1, addresses: 2, linkMs: 20 });
  t.log(JSON.stringify(figures));
  const { visits, failed, one_way_ms, record_ms, tunnel_ms, exchange_ms, ttfb_over_one_way } = figures;
  t.deepEqual([visits, failed], [2, 0]);
  t.true(one_way_ms === 140 || one_way_ms === 120, `${one_way_ms}`);
  // What no network can be quicker than: a question over four links, a handshake and two exchanges over all, and their answers.
  t.true(record_ms >= 8 * 20 && tunnel_ms >= 2 * one_way_ms && exchange_ms >= 4 * one_way_ms - 1);
  t.true(ttfb_over_one_way <= 9, `${ttfb_over_one_way}`);
});
