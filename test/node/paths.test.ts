import test from 'ava';
import { publicChannel } from '../../src/channel/channel.js';
import { sealJoin } from '../../src/path/join-blob.js';
import type { HopNode, OwnPath } from '../../src/path/types.js';
import { decodeNodeRecord } from '../../src/wire/node-record.js';
import { areMeshed, network } from '../helpers/network.js';
import type { TestNode } from '../helpers/test-node.js';
import { workedKey } from '../helpers/worked-key.js';

const roomsOf = (node: TestNode) => node.rooms();

/** A node as a hop, as its own record says it to others. */
async function hopOf(asker: TestNode, node: TestNode): Promise<HopNode> {
  const found = await roomsOf(asker).dht.findNode(roomsOf(node).identity.nodeId);
  const { record } = decodeNodeRecord(found!.value)!;
  return record;
}

test('whole nodes relay for each other, and two that know nothing of each other are joined', async (t) => {
  const { nodes, until, run } = await network(t, 7);
  await until(() => areMeshed(nodes), 'all are linked with all');
  const [a, x1, x2, e, n, y1, b] = nodes as [
    TestNode,
    TestNode,
    TestNode,
    TestNode,
    TestNode,
    TestNode,
    TestNode,
  ];
  const hops = async (asker: TestNode, ...hop: TestNode[]) =>
    run(Promise.all(hop.map((one) => hopOf(asker, one))));
  const exit = (await run(roomsOf(a).paths.builder.build(await hops(a, x1, x2, e), 'exit'))) as OwnPath;
  const entry = (await run(roomsOf(b).paths.builder.build(await hops(b, y1, n), 'entry'))) as OwnPath;
  t.true(exit.open && entry.open);

  const came: number[] = [];
  entry.onIncoming = (selector, message) => {
    came.push(message[0]!);
    entry.send(selector, new Uint8Array(1300).fill(2));
  };
  exit.onCell = (_selector, rest) => came.push(rest[0]!);
  const blob = sealJoin(
    entry.end.onionKey,
    publicChannel('test').key,
    { entryId: entry.entryId!, time: Math.floor(roomsOf(a).clock.wall() / 1000), message: Uint8Array.of(1) },
    workedKey(),
  )!;
  exit.join(entry.end, blob);
  await until(() => came.length === 2, 'the answer is there');
  t.deepEqual(came, [1, 2]);

  const record = await run(exit.recordOf((await hops(a, y1))[0]!));
  t.deepEqual(decodeNodeRecord(record!)!.record.identityKey, roomsOf(y1).identity.publicKey);
  // The exit node is asked for its own, too.
  const own = await run(exit.recordOf(exit.end));
  t.deepEqual(decodeNodeRecord(own!)!.record.identityKey, roomsOf(e).identity.publicKey);
  t.deepEqual(
    [x1, x2, e, y1, n].map((node) => roomsOf(node).paths.facts().relayed),
    [1, 1, 1, 1, 1],
  );
  t.is(await run(exit.ping(2000)).then((rtt) => rtt !== null), true);
});

test('links that carry paths stay when a node closes what it has too many of', async (t) => {
  const { nodes, until, run, pass } = await network(t, 45);
  await until(() => nodes.every((node) => node.snapshot().peers.length >= 10), 'all have some links');
  await pass(60_000);
  // Not the first one, whom all others know.
  const owner = nodes.at(-1)!;
  const { links, paths } = roomsOf(owner);
  const isLinked = (node: TestNode) => links.find(roomsOf(node).identity.publicKey) !== null;
  // The first hops are the last of many whom the owner has dialled, and nobody's neighbours or anchors.
  const strangers = nodes.filter((node) => node !== owner && !isLinked(node));
  t.true(strangers.length >= 2, `${strangers.length} strangers`);
  const hops = await run(Promise.all(strangers.map((node) => hopOf(owner, node))));
  for (const hop of hops) await run(links.connect(hop));
  t.is(links.list.length, 44);
  const built = [];
  for (const hop of hops.slice(-2)) built.push((await run(paths.builder.build([hop], 'exit'))) as OwnPath);
  await pass(300_000);
  t.true(links.list.length < 44, `${links.list.length} links`);
  t.deepEqual(
    built.map(({ open }) => open),
    [true, true],
  );
});
