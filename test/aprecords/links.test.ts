import test from 'ava';
import { ApOwner } from '../../src/aprecords/owner.js';
import { ApReader } from '../../src/aprecords/reader.js';
import { Revisions } from '../../src/aprecords/revisions.js';
import type { RecordParts } from '../../src/aprecords/types.js';
import { publicChannel } from '../../src/channel/channel.js';
import { seededRandom } from '../../src/crypto/random.js';
import { hex } from '../../src/dht/id.js';
import { silentLog } from '../../src/log/log.js';
import type { OwnPath, PathKind } from '../../src/path/types.js';
import { MemoryState } from '../../src/state/state.js';
import { apKeyOf } from '../helpers/ap-keys.js';
import { carriedBy } from '../helpers/carried.js';
import { type Network, network } from '../helpers/network.js';
import { answered } from '../helpers/record-lab.js';
import type { TestNode } from '../helpers/test-node.js';
import { testPuzzleBits } from '../helpers/test-node.js';

const { publicKey, secretKey, modifier, address } = apKeyOf('a');

function partsOf(node: TestNode): RecordParts {
  const { clock, dht } = node.rooms();
  return {
    clock,
    random: seededRandom(node.address),
    log: silentLog,
    channelKey: publicChannel('test').key,
    puzzleBits: testPuzzleBits,
    seconds: () => Math.floor(clock.wall() / 1000),
    nearest: (slot, count) => dht.storing(slot, count),
  };
}

test('a node knows who is nearest to a key with the onion keys of all, its own node among them', async (t) => {
  const net = await network(t, 8);
  await net.until(() => net.nodes.every((node) => node.rooms().dht.keepers >= 7), 'all have joined');
  const key = net.random.bytes(32);
  const lists = net.nodes.map((node) => node.rooms().dht.storing(key, 20));
  for (const list of lists) {
    t.is(list.length, 8);
    t.deepEqual(
      list.map(({ nodeId, onionKey }) => [hex(nodeId), hex(onionKey)]),
      lists[0]!.map(({ nodeId, onionKey }) => [hex(nodeId), hex(onionKey)]),
    );
  }
  t.is(new Set(lists[0]!.map(({ onionKey }) => hex(onionKey))).size, 8);
});

test('over real links a record is left with real nodes, and found through another one', async (t) => {
  const net = await network(t, 12);
  const { nodes } = net;
  await net.until(() => nodes.every((node) => node.rooms().dht.keepers >= 11), 'all have joined');
  const exits = [carriedBy(nodes[3]!, 'exit'), carriedBy(nodes[4]!, 'exit')];
  const entries = [carriedBy(nodes[5]!, 'entry'), carriedBy(nodes[6]!, 'entry')];
  const owner = new ApOwner({
    ...partsOf(nodes[0]!),
    key: { address, key: publicKey, secret: secretKey, modifier },
    revisions: await Revisions.open(new MemoryState()),
    exits: () => exits,
    entries: () => entries,
  });
  await net.until(() => owner.facts.kept > 0, 'somebody keeps the record');
  t.true(owner.facts.kept >= 12, `${owner.facts.kept}`);
  t.false(owner.facts.contested);
  const held = nodes.reduce((sum, node) => sum + node.rooms().dht.holdings.size.slots, 0);
  t.true(held >= 12);

  const reader = new ApReader({ ...partsOf(nodes[1]!), keyOf: () => 'me' });
  const { clock } = nodes[1]!.rooms();
  const through = carriedBy(nodes[7]!, 'exit');
  const begun = clock.now();
  const found = answered(await net.run(reader.find(address, through)))!;
  t.true(clock.now() - begun < 100, 'one round trip over a link');
  t.deepEqual(
    found.entries.map(({ node }) => hex(node.identityKey)),
    [5, 6].map((at) => hex(nodes[at]!.rooms().identity.publicKey)),
  );
  t.is(await net.run(reader.find(apKeyOf('b').address, through)), null, 'nobody publishes this one');

  // Who only knows a few nodes that keep nothing gets it from those whom they ask: one round trip more, over a link.
  const far = partsOf(nodes[2]!);
  const before = clock.now();
  const few = new ApReader({ ...far, nearest: (slot) => far.nearest(slot, 20).slice(-2), keyOf: () => 'me' });
  t.deepEqual(answered(await net.run(few.find(address, through)))?.sessionKey, found.sessionKey);
  t.true(clock.now() - before < 150, `${clock.now() - before} ms`);
  owner.close();
  t.deepEqual(
    Object.keys(nodes[2]!.rooms().dropped()).filter((reason) => reason.startsWith('sealed')),
    [],
  );
});

/** A real path of a node over these others. */
async function built(
  net: Network,
  owner: TestNode,
  kind: PathKind,
  hops: readonly TestNode[],
): Promise<OwnPath> {
  const relays = hops.map((hop) => hop.rooms().dht.storing(hop.rooms().identity.nodeId, 1)[0]!);
  const path = await net.run(owner.rooms().paths.builder.build(relays, kind));
  if (!('open' in path)) throw new Error('the path could not be built');
  return path;
}

test('over real paths the same, in one round trip', async (t) => {
  const net = await network(t, 12);
  const { nodes } = net;
  await net.until(() => nodes.every((node) => node.rooms().dht.keepers >= 11), 'all have joined');
  const [a, b] = [nodes[0]!, nodes[1]!];
  const exits = [
    await built(net, a, 'exit', nodes.slice(2, 5)),
    await built(net, a, 'exit', nodes.slice(5, 8)),
  ];
  const entries = [await built(net, a, 'entry', nodes.slice(8, 11))];
  const owner = new ApOwner({
    ...partsOf(a),
    key: { address, key: publicKey, secret: secretKey, modifier },
    revisions: await Revisions.open(new MemoryState()),
    exits: () => exits,
    entries: () => entries,
  });
  await net.until(() => owner.facts.kept >= 12, 'twelve nodes keep the record');
  const through = await built(net, b, 'exit', [nodes[11]!, nodes[9]!, nodes[3]!]);
  const reader = new ApReader({ ...partsOf(b), keyOf: () => 'me' });
  const { clock } = b.rooms();
  const begun = clock.now();
  const found = answered(await net.run(reader.find(address, through)))!;
  // Three links and one more, there and back, of 20 ms each; and the quarter for the others.
  t.true(clock.now() - begun <= 220, `${clock.now() - begun} ms`);
  t.deepEqual(found.entries[0]!.entryId, entries[0]!.entryId);
  t.deepEqual(found.entries[0]!.node.identityKey, nodes[10]!.rooms().identity.publicKey);
  owner.close();
  for (const path of [...exits, ...entries, through]) path.close();
});
