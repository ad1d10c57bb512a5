/** A hop that is asked for more paths than it can hold. */
import test from 'ava';
import { buildStatuses } from '../../src/wire/build.js';
import { PathLab, type PathNode } from '../helpers/paths.js';

test('neighbours that fill a hop with paths leave room for the others', async (t) => {
  const lab = new PathLab(t, { latency: 1 });
  const [x, honest, ...greedy] = await lab.some(12);
  let refused = 0;
  const build = async (node: PathNode): Promise<void> => {
    const built = await node.paths.builder.build([x!.node], 'exit', { lifeMs: 3_600_000 });
    if ('at' in built && built.status === buildStatuses.busy) refused += 1;
  };
  // Each may build five a second, and would take 512: together more than there are.
  for (let second = 0; second < 120; second += 1) {
    for (const node of greedy) for (let each = 0; each < 5; each += 1) void build(node);
    await lab.pass(1_000);
  }
  const { relayed } = x!.paths.facts();
  t.true(refused > 1_000, `${refused} refused`);
  // With ten of them each has about an eleventh, and so has everybody else.
  t.true(relayed > 3_600 && relayed < 3_760, `${relayed} paths`);
  for (let paths = 0; paths < 40; paths += 1) t.true((await lab.path(honest!, [x!], 'exit')).open);
});
