import test from 'ava';
import { allows, punch } from '../../src/simulation/scenarios/punch.js';

test('nodes behind routers link where the routers allow it, and programs there reach each other where not', async (t) => {
  t.timeout(200_000);
  const figures = await punch({ seed: t.title, nodes: 50, nat: 50, pairs: 120, ends: 1 });
  t.log(JSON.stringify(figures));
  t.true(figures.behind_nat >= 10 && figures.judged >= 0.7 && figures.misjudged === 0);
  t.true(figures.pairs >= 20 && figures.success >= 0.95, `${figures.success} of ${figures.pairs}`);
  t.deepEqual([figures.asked, figures.carried], [2, 1]);
});

test('two routers do not allow it where one shows another port to each peer and the other lets in only the port sent to', (t) => {
  t.true(allows('port-restricted', 'port-restricted'));
  t.true(allows('symmetric', 'restricted'));
  t.true(allows('open', 'symmetric'));
  t.false(allows('symmetric', 'port-restricted'));
  t.false(allows('symmetric', 'symmetric'));
});
