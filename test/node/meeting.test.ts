import test from 'ava';
import { areMeshed, linkCounts, network } from '../helpers/network.js';

for (let size = 2; size <= 20; size += 1) {
  test(`${size} nodes find each other from one invite`, async (t) => {
    const { nodes, until } = await network(t, size);
    await until(() => areMeshed(nodes), 'all are linked with all', 180_000);
    t.deepEqual(
      linkCounts(nodes),
      nodes.map(() => size - 1),
    );
    for (const node of nodes) t.is(node.snapshot().table.contacts, size - 1);
  });
}

test('5 nodes find each other over real UDP', async (t) => {
  const { nodes, until } = await network(t, 5, { over: 'udp' });
  await until(() => areMeshed(nodes), 'all are linked with all');
  t.deepEqual(linkCounts(nodes), [4, 4, 4, 4, 4]);
});

test('nodes on a LAN find each other by beacons alone, in memory and over UDP', async (t) => {
  for (const over of ['memory', 'udp'] as const) {
    const { nodes, until } = await network(t, 6, { lan: true, over, invited: false });
    await until(() => areMeshed(nodes), 'all are linked with all');
    for (const node of nodes) {
      const facts = node.snapshot().sources.find((source) => source.source === 'lan');
      t.deepEqual(facts, { source: 'lan', enabled: true, found: 5, linked: 5 });
    }
  }
});

test('a chain of invites makes one network, also when a tenth of all datagrams is lost', async (t) => {
  const { nodes, until } = await network(t, 8, { invited: false, weather: { loss: 0.1, jitter: 0.5 } });
  for (const [at, node] of nodes.entries()) if (at > 0) await node.join(nodes[at - 1]!);
  await until(() => areMeshed(nodes), 'all are linked with all', 600_000);
  t.pass();
});

test('nodes of another channel never link, and are only noise', async (t) => {
  const { nodes, add, until, pass } = await network(t, 3, { lan: true });
  const stranger = await add({ channel: 'another' });
  await until(() => areMeshed(nodes.slice(0, 3)), 'the three are linked');
  await stranger.command('join', { invite: await nodes[0]!.invite() });
  await pass(600_000);
  t.deepEqual(linkCounts(nodes), [2, 2, 2, 0]);
  t.is(stranger.snapshot().connection.state === 'connected', false);
  t.true(nodes[0]!.snapshot().dropped['foreign beacon']! > 0);
  t.true(nodes[0]!.snapshot().peers.every((peer) => peer.endpoint !== stranger.address));
});
