import test from 'ava';
import { eclipse } from '../../../src/simulation/scenarios/eclipse.js';

test('who is courted for hours, and restarts, still has honest links and contacts, and finds honest owners', async (t) => {
  t.timeout(300_000);
  const options = { seed: '1', seeds: 1, honest: 30, prefixes: 16, addresses: 256, hours: 2, restarts: 1 };
  const looks: object[] = [];
  const figures = await eclipse(options, (_seed, look) => looks.push(look));
  t.log(JSON.stringify(figures), JSON.stringify(looks));
  t.is(looks.length, 3);
  t.is(figures.eclipsed, 0);
});
