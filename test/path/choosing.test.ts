import test, { type ExecutionContext } from 'ava';
import { silentLog } from '../../src/log/log.js';
import { type Choice, openChoice } from '../../src/path/choice/choice.js';
import type { Relay } from '../../src/path/choice/relay.js';
import { createPools, type Pool, type Pools } from '../../src/path/pool.js';
import { MemoryState } from '../../src/state/state.js';
import { PathLab, type PathNode } from '../helpers/paths.js';

interface World {
  readonly lab: PathLab;
  readonly nodes: PathNode[];
  readonly choice: Choice;
  readonly pools: Pools;
  readonly pool: Pool;
  /** The node of that identity key. */
  nodeOf(key: Uint8Array): PathNode;
}

/** The first node owns paths through the others, chosen and built by the real thing. */
async function world(t: ExecutionContext, others: number): Promise<World> {
  const lab = new PathLab(t);
  const nodes = await lab.some(others + 1);
  const all = nodes.map(
    ({ node, end }): Relay => ({
      ...node,
      name: Buffer.from(node.identityKey).toString('hex'),
      prefix: end.endpoint.address,
    }),
  );
  const { clock, random } = lab.links;
  const owner = nodes[0]!;
  const choice = await openChoice({
    clock,
    random,
    log: silentLog,
    state: new MemoryState(),
    date: () => clock.wall() / 1000,
    relays: () => all.slice(1),
    ownName: all[0]!.name,
    own: () => all[0]!,
    linkTo: (key) => owner.end.links.find(key),
    isOnline: () => true,
  });
  const pools = createPools({ clock, random, builder: owner.paths.builder, choice });
  t.teardown(async () => {
    pools.close();
    await choice.close();
  });
  const nodeOf = (key: Uint8Array): PathNode =>
    nodes.find(({ node }) => Buffer.compare(node.identityKey, key) === 0)!;
  return { lab, nodes, choice, pools, pool: pools.of(new Uint8Array(32).fill(7)), nodeOf };
}

const all = ({ pool }: World) => [...pool.exits, ...pool.entries];

test('ten relays: paths of three hops stand, and each of their ends answers', async (t) => {
  const w = await world(t, 10);
  await w.lab.pass(10_000);
  t.deepEqual([w.pool.exits.length, w.pool.entries.length], [2, 3]);
  for (const path of all(w)) {
    t.is(path.hops.length, 3);
    t.not(await w.lab.links.settled(path.ping(2000)), null);
  }
});

test('a path may end at its owner, and at its guard', async (t) => {
  const w = await world(t, 10);
  const [owner, x1, x2] = w.nodes as [PathNode, PathNode, PathNode];
  for (const end of [owner, x1]) {
    const path = await w.lab.path(owner, [x1, x2, end], 'exit');
    t.not(await w.lab.links.settled(path.ping(2000)), null);
    path.close();
  }
});

test('a guard that dies takes its paths along, and the others stand within seconds', async (t) => {
  const w = await world(t, 10);
  await w.lab.pass(10_000);
  const guard = w.nodeOf(w.pool.exits[0]!.hops[0]!.identityKey);
  t.not(w.nodeOf(w.pool.exits[1]!.hops[0]!.identityKey), guard, 'the two exits have two guards');
  guard.kill();
  await w.lab.pass(3 * 60_000);
  t.deepEqual([w.pool.exits.length, w.pool.entries.length], [2, 3]);
  for (const path of all(w)) t.not(w.nodeOf(path.hops[0]!.identityKey), guard);
});

test('six hours with rotation and three nodes that die: there are always paths of both kinds', async (t) => {
  const w = await world(t, 14);
  await w.lab.pass(10_000);
  let without = 0;
  for (let minute = 0; minute < 360; minute += 1) {
    if (minute % 60 === 30 && minute < 180) {
      const [path] = w.pool.entries;
      w.nodeOf(path!.hops[minute === 30 ? 0 : 2]!.identityKey).kill();
    }
    await w.lab.pass(60_000);
    if (w.pool.exits.length === 0 || w.pool.entries.length === 0) without += 1;
  }
  t.is(without, 0);
  t.deepEqual([w.pool.exits.length, w.pool.entries.length], [2, 3]);
  t.true(w.pools.held.length <= 10);
});
