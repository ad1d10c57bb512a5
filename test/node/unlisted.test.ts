/** Unlisted nodes: a member who crawls the whole network does not find one; it uses the network all the same. */
import test, { type ExecutionContext } from 'ava';
import { hex } from '../../src/dht/id.js';
import { requestKinds } from '../../src/link/types.js';
import { decodeFindNodeAnswer, encodeFindNodeRequest } from '../../src/wire/find-node.js';
import { decodeGetAnswer, encodeGetRequest, recordKinds } from '../../src/wire/get.js';
import { decodeInviteFile } from '../../src/wire/invite-file.js';
import { type Network, network } from '../helpers/network.js';
import { echo } from '../helpers/packets.js';
import type { TestNode } from '../helpers/test-node.js';

const minute = 60_000;
const idOf = (node: TestNode) => node.rooms().identity.nodeId;
const isLinked = (node: TestNode) => node.snapshot().connection.state === 'connected';

/**
 * Every node that is named by any node to a member who asks all of them: for the nodes nearest to each node it knows of, to ids
 * by chance and to the very id in question; for its record; and by every invite file. By identity key in hex.
 */
async function crawl(
  { nodes, random, run }: Network,
  crawler: TestNode,
  wanted: Uint8Array,
): Promise<Set<string>> {
  const { links } = crawler.rooms();
  const named = new Set<string>();
  const targets = [wanted, ...nodes.map(idOf), ...Array.from({ length: 6 }, () => random.bytes(32))];
  for (const node of nodes) {
    const file = (await node.command('invite.file')) as { file: string };
    const read = decodeInviteFile(file.file);
    if ('nodes' in read) for (const { identityKey } of read.nodes) named.add(hex(identityKey));
    if (node === crawler) continue;
    const { identity, port } = node.rooms();
    const endpoints = [{ family: 4 as const, address: node.address, port }];
    const link =
      links.find(identity.publicKey) ??
      (await run(links.connect({ identityKey: identity.publicKey, endpoints })));
    if (!link) continue;
    for (const target of targets) {
      const answer = await run(links.request(link, requestKinds.findNode, encodeFindNodeRequest({ target })));
      for (const contact of (answer && decodeFindNodeAnswer(answer))?.contacts ?? [])
        named.add(hex(contact.identityKey));
    }
    const get = encodeGetRequest({ kind: recordKinds.node, key: wanted, rank: 0 });
    const record = await run(links.request(link, requestKinds.get, get));
    const got = record && decodeGetAnswer(record);
    if (got?.record) named.add(`record ${hex(wanted)}`);
    for (const contact of got?.contacts ?? []) named.add(hex(contact.identityKey));
  }
  const found = await run(crawler.rooms().dht.findNode(wanted));
  if (found) named.add(`lookup ${hex(wanted)}`);
  return named;
}

/** A network, and one node more that came to it by an invite, as a member who crawls sees it. */
async function crawled(t: ExecutionContext, unlisted: boolean) {
  const net = await network(t, 22);
  const { nodes, add, until, pass } = net;
  await until(() => nodes.every(isLinked), 'all are linked', 10 * minute);
  const own = await add({ unlisted });
  await own.join(nodes[3]!);
  await until(() => isLinked(own), 'it is linked, too');
  await pass(15 * minute);
  nodes.splice(nodes.indexOf(own), 1);
  const named = await crawl(net, nodes[0]!, idOf(own));
  const key = hex(own.rooms().identity.publicKey);
  return {
    ...net,
    own,
    named,
    isFound: named.has(key),
    records: [...named].filter((name) => name.includes(' ')),
  };
}

test('a crawl of the whole network never finds an unlisted node, and finds every other', async (t) => {
  const { nodes, own, named, isFound, records } = await crawled(t, true);
  for (const node of nodes) t.true(named.has(hex(node.rooms().identity.publicKey)), node.address);
  t.false(isFound);
  t.deepEqual(records, []);
  t.true(own.rooms().links.list.length > 0);
  t.is(own.rooms().dht.ownRecord, null);
  // Those it is linked with know it, and keep it to themselves: in their tables it is not.
  const neighbours = nodes.filter((node) => node.rooms().links.find(own.rooms().identity.publicKey));
  t.true(neighbours.length > 0);
  for (const node of nodes) {
    t.is(node.rooms().dht.table.get(idOf(own)), null);
    t.is(node.rooms().dht.view.get(hex(idOf(own))), null);
  }
});

test('anti: the same node is found where it is not unlisted', async (t) => {
  const { own, isFound, records } = await crawled(t, false);
  t.true(isFound);
  t.deepEqual(records, [`record ${hex(idOf(own))}`, `lookup ${hex(idOf(own))}`]);
});

test('an unlisted node is reached by its invite, and whoever comes by it finds the network through it', async (t) => {
  const { nodes, add, until, pass } = await network(t, 8);
  const own = await add({ unlisted: true });
  await own.join(nodes[0]!);
  await until(() => isLinked(own), 'it is linked');
  const friend = await add();
  await friend.join(own);
  await until(() => friend.snapshot().table.contacts >= 8, 'the friend knows all the others');
  await pass(10 * minute);
  t.is(friend.rooms().dht.table.get(idOf(own)), null);
});

test('an unlisted node goes out and is reached by its address, and is a hop of nobody', async (t) => {
  const { nodes, add, pass, run, until } = await network(t, 9);
  const [a, b] = [await add({ tun: true, unlisted: true }), await add({ tun: true, unlisted: true })];
  for (const node of [a, b]) await node.join(nodes[0]!);
  await run(b.command('address.new', { label: 'door' }));
  const lasting = () => b.rooms().addresses.list.find((own) => own.isLasting);
  const fresh = () => a.rooms().addresses.list[0];
  const kept = () => lasting() && b.rooms().anonymity!.published(lasting()!.address)?.kept;
  await until(() => fresh() !== undefined && (kept() ?? 0) > 0, 'the record is published', 10 * minute);
  await pass(30_000);
  const [own, other] = [fresh()!.address, lasting()!.address];
  const came: string[] = [];
  b.tun!.onPacket = (packet) => {
    came.push(`ping ${packet[47]}`);
    b.tun!.send([echo(other, own, 129, [1, packet[47]!])]);
  };
  a.tun!.onPacket = (packet) => came.push(`answer ${packet[47]}`);
  a.tun!.send([echo(own, other, 128, [1, 7])]);
  await pass(5_000);
  t.deepEqual(came, ['ping 7', 'answer 7']);

  // A neighbour that knows its onion key from their link asks it to be a hop, and is refused.
  const [neighbour] = nodes.filter((node) => node.rooms().links.find(a.rooms().identity.publicKey));
  const link = neighbour!.rooms().links.find(a.rooms().identity.publicKey)!;
  const hop = { identityKey: link.identityKey, onionKey: link.onionKey, endpoints: [link.endpoint] };
  const built = await run(neighbour!.rooms().paths.builder.build([hop], 'exit'));
  t.false('open' in built && built.open);
  t.is(a.rooms().paths.facts().relayed, 0);
  t.true(a.snapshot().dropped['build-refused']! > 0);
});
