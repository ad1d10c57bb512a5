import test from 'ava';
import { areMeshed, linkCounts, network } from '../helpers/network.js';

const hour = 3_600_000;
const day = 24 * hour;

test('all start at once, each with an invite to the next', async (t) => {
  const { nodes, until } = await network(t, 6, { invited: false });
  await Promise.all(nodes.map((node, at) => node.join(nodes[(at + 1) % nodes.length]!)));
  await until(() => areMeshed(nodes), 'all are linked with all');
  t.deepEqual(linkCounts(nodes), [5, 5, 5, 5, 5, 5]);
});

test('a node that was alone for an hour is found within seconds', async (t) => {
  const { nodes, add, until, pass } = await network(t, 1, { lan: true });
  await pass(hour);
  const { connection } = nodes[0]!.snapshot();
  t.deepEqual([connection.state, connection.reason], ['alone', 'nobody-found']);
  await add();
  await until(() => areMeshed(nodes), 'the two are linked', 20_000);
  t.is(nodes[0]!.snapshot().peers[0]!.source, 'lan');
});

test('an invite to a node that starts an hour later still leads to it', async (t) => {
  const { nodes, until, pass } = await network(t, 2, { invited: false });
  const [early, late] = [nodes[0]!, nodes[1]!];
  await early.join(late);
  await late.stop();
  await pass(hour);
  t.is(early.snapshot().connection.state === 'connected', false);
  await late.restart({ cache: false });
  await until(() => areMeshed(nodes), 'the two are linked', 120_000);
  t.pass();
});

test('a restart keeps id and port, and the cache alone leads back', async (t) => {
  const { nodes, until } = await network(t, 4);
  await until(() => areMeshed(nodes), 'all are linked with all');
  const before = nodes.map((node) => node.snapshot().node);
  for (const node of nodes) await node.stop();
  for (const node of nodes) await node.restart();
  await until(() => areMeshed(nodes), 'all are linked with all again');
  t.deepEqual(
    nodes.map((node) => node.snapshot().node),
    before,
  );
  for (const node of nodes) t.true(node.snapshot().peers.every((peer) => peer.source === 'cache'));
});

test('nodes whose power was cut come back by what was kept before', async (t) => {
  const { nodes, until, pass } = await network(t, 4);
  await until(() => areMeshed(nodes), 'all are linked with all');
  await pass(120_000);
  const before = nodes.map((node) => node.snapshot().node);
  for (const node of nodes) await node.kill();
  for (const node of nodes) await node.restart();
  await until(() => areMeshed(nodes), 'all are linked with all again');
  t.deepEqual(
    nodes.map((node) => node.snapshot().node),
    before,
  );
});

test('one that is killed is missed, and back as soon as it starts', async (t) => {
  const { nodes, until, pass } = await network(t, 5);
  await until(() => areMeshed(nodes), 'all are linked with all');
  // Whom a node met is written down a second later.
  await pass(2_000);
  await nodes[2]!.kill();
  const others = nodes.filter((_, at) => at !== 2);
  await until(() => areMeshed(others), 'the others have noticed', 600_000);
  await nodes[2]!.restart();
  await until(() => areMeshed(nodes), 'all are linked with all again');
  t.pass();
});

test('a node that lost everybody for a day goes on searching, and says so', async (t) => {
  const { nodes, board, until, pass } = await network(t, 4);
  await until(() => areMeshed(nodes), 'all are linked with all');
  board.setDown(nodes[1]!.address, true);
  await pass(day);
  const { connection } = nodes[1]!.snapshot();
  t.not(connection.state, 'connected');
  t.is(connection.reason, 'nobody-answers');
  board.setDown(nodes[1]!.address, false);
  await until(() => areMeshed(nodes), 'all are linked with all again', 900_000);
  t.pass();
});

test('a cable that is plugged in late leads to the others at once', async (t) => {
  const { nodes, add, lan, board, until, pass } = await network(t, 3, { lan: true });
  const late = await add();
  board.setDown(late.address, true);
  lan.setUp(late.address, false);
  await pass(hour);
  board.setDown(late.address, false);
  lan.setUp(late.address, true);
  await until(() => areMeshed(nodes), 'all are linked with all', 30_000);
  t.pass();
});

test('nodes in the list of the settings are tried at every start, and a bad entry costs only itself', async (t) => {
  const { nodes, add, until } = await network(t, 1);
  const invite = await nodes[0]!.invite();
  const other = await add({ peers: ['ph1wrong', invite], cache: false });
  await until(() => areMeshed(nodes), 'the two are linked');
  t.is(other.snapshot().peers[0]!.source, 'list');
  t.true(other.log.last(100).some((line) => line.level === 'error' && line.text.includes('entry 1')));
});

test('with the cache switched off nothing about others is kept', async (t) => {
  const { nodes, until, pass } = await network(t, 2, { config: { cache: false } });
  await until(() => areMeshed(nodes), 'the two are linked');
  await pass(120_000);
  await nodes[1]!.stop();
  await nodes[1]!.restart();
  t.deepEqual(nodes[1]!.snapshot().sources[0], { source: 'cache', enabled: false, found: 0, linked: 0 });
});

test('the cache is kept a few seconds after the first link', async (t) => {
  const { nodes, until, pass } = await network(t, 2);
  await until(() => areMeshed(nodes), 'the two are linked');
  await pass(3_000);
  await nodes[1]!.kill();
  await nodes[1]!.restart();
  t.is(nodes[1]!.snapshot().sources[0]!.found, 1);
});

test('dead clock batteries keep nobody apart, neither on a LAN nor by invite', async (t) => {
  const year = 365 * day;
  for (const lan of [true, false]) {
    const { nodes, add, until } = await network(t, 2, { lan });
    for (const wallError of [-10 * year, 3 * year]) {
      const other = await add({ wallError });
      if (!lan) await other.join(nodes[0]!);
    }
    await until(() => areMeshed(nodes), 'all are linked with all', 300_000);
    t.deepEqual(linkCounts(nodes), [3, 3, 3, 3]);
  }
});

test('a date that jumps back at a restart does not make a node unheard for long', async (t) => {
  const { nodes, until } = await network(t, 3, { lan: true, config: { cache: false } });
  await until(() => areMeshed(nodes), 'all are linked with all');
  await nodes[0]!.kill();
  await nodes[0]!.restart({ wallError: -day });
  await until(() => areMeshed(nodes), 'all are linked again', 400_000);
  t.pass();
});
