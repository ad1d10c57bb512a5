import test from 'ava';
import { areMeshed, network } from '../helpers/network.js';

const minute = 60_000;

test('three nodes are few, which is said after ten minutes', async (t) => {
  const { nodes, until, pass } = await network(t, 3);
  await until(() => areMeshed(nodes), 'the three are linked');
  for (const node of nodes) t.is(node.snapshot().isolation, null);
  await pass(11 * minute);
  for (const node of nodes) t.is(node.snapshot().isolation, 'few');
});

test('who was let in by one node alone is told so, until another one lets it in, too', async (t) => {
  const { nodes, until, pass } = await network(t, 6);
  await until(() => areMeshed(nodes), 'all are linked with all');
  await pass(11 * minute);
  t.deepEqual(
    nodes.map((node) => node.snapshot().isolation),
    [null, ...Array.from({ length: 5 }, () => 'one-entrance')],
  );
  await nodes[5]!.join(nodes[3]!);
  await pass(minute);
  t.is(nodes[5]!.snapshot().isolation, null);
});

test('who finds none of those it remembers is told so', async (t) => {
  const { nodes, add, until, pass } = await network(t, 11);
  const [first] = nodes;
  await until(() => areMeshed(nodes), 'all are linked with all', 20 * minute);
  await pass(6 * minute);
  await Promise.all(nodes.map((node) => node.stop()));
  const others = await Promise.all([0, 1, 2, 3].map(() => add()));
  await first!.restart();
  for (const other of others) await first!.join(other);
  await pass(12 * minute);
  t.is(first!.snapshot().isolation, 'remembered-gone');
});
