import test from 'ava';
import { decodeNodeRecord } from '../../src/wire/node-record.js';
import { network } from '../helpers/network.js';
import type { TestNode } from '../helpers/test-node.js';

const idOf = (node: TestNode) => node.rooms().identity.nodeId;

/** How many of `seekers` find the record of `owner`, asking one after the other. */
async function finders(seekers: readonly TestNode[], owner: TestNode): Promise<number> {
  let count = 0;
  for (const seeker of seekers) {
    const found = await seeker.rooms().dht.findNode(idOf(owner));
    const identityKey = found && decodeNodeRecord(found.value)?.record.identityKey;
    if (identityKey && Buffer.compare(identityKey, owner.rooms().identity.publicKey) === 0) count += 1;
  }
  return count;
}

test('every node’s record is found by everybody, says where it is, and is renewed for hours', async (t) => {
  const net = await network(t, 12);
  const { nodes } = net;
  await net.until(() => nodes.every((node) => node.rooms().dht.keepers >= 11), 'all records are kept');
  for (const owner of nodes) {
    const others = nodes.filter((node) => node !== owner);
    t.is(await net.run(finders(others, owner)), 11);
  }
  const found = (await net.run(nodes[1]!.rooms().dht.findNode(idOf(nodes[5]!))))!;
  t.is(decodeNodeRecord(found.value)?.record.endpoints[0]?.address, nodes[5]!.address);

  // Five hours: longer than any record lives without its owner.
  await net.pass(5 * 3_600_000);
  t.is(await net.run(finders(nodes.slice(1), nodes[0]!)), 11);
  const gone = idOf(nodes[3]!);
  await nodes[3]!.kill();
  await net.pass(5 * 3_600_000);
  t.is(await net.run(nodes[1]!.rooms().dht.findNode(gone)), null, 'gone with its owner');
  t.is(nodes[1]!.rooms().dht.holdings.size.nodes, 10, 'everybody’s but its own and the one that is gone');
});

test('records outlive the nodes that keep them: newcomers are handed what is theirs to keep', async (t) => {
  const net = await network(t, 13);
  const { nodes } = net;
  const joined = (all: readonly TestNode[]) => all.every((node) => node.rooms().dht.keepers > 0);
  await net.until(() => joined(nodes), 'all records are kept');
  const owner = nodes[0]!;
  // Within an hour, before the owner renews, everybody else is replaced.
  for (let at = 1; at < 13; at += 4) {
    const fresh: TestNode[] = [];
    for (let i = 0; i < 4; i += 1) {
      const node = await net.add();
      await node.join(owner);
      fresh.push(node);
    }
    await net.until(() => joined(fresh), 'newcomers have joined');
    await net.pass(20_000);
    for (const old of nodes.slice(at, at + 4)) await old.kill();
    await net.pass(60_000);
  }
  const others = net.nodes.slice(13);
  t.true((await net.run(finders(others.slice(0, 10), owner))) >= 10);
});

test('what was not asked for is not kept: a store without its token is refused and counted', async (t) => {
  const net = await network(t, 3);
  const { nodes } = net;
  await net.until(() => nodes.every((node) => node.rooms().dht.keepers >= 2), 'all records are kept');
  const [a, b] = nodes as [TestNode, TestNode];
  const { links } = a.rooms();
  const link = links.find(b.rooms().identity.publicKey)!;
  const record = (await net.run(a.rooms().dht.findNode(idOf(nodes[2]!))))!.value;
  const body = Buffer.concat([Buffer.of(1), idOf(nodes[2]!), Buffer.alloc(8), record]);
  t.is(await net.run(links.request(link, 4, new Uint8Array(body))), null);
  t.is(b.rooms().dropped()['store-token'], 2, 'the request and its repetition');
});
