import test from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { nodeIdOf } from '../../src/crypto/identity.js';
import { seededRandom } from '../../src/crypto/random.js';
import { compareDistance, hex } from '../../src/dht/id.js';
import { linkLimits } from '../../src/dht/keep.js';
import type { Link } from '../../src/link/types.js';
import type { Endpoint } from '../../src/net/net.js';
import { type Member, member } from '../helpers/dht-member.js';
import { FakeNetwork } from '../helpers/fake-links.js';

const count = (nodes: Member[]) => nodes.map((node) => node.links.list.length);

test('up to 17 nodes that each know one other end fully meshed, and all say so', async (t) => {
  for (const size of [2, 5, linkLimits.wanted + 1]) {
    const clock = new VirtualClock();
    const network = new FakeNetwork(clock);
    const nodes = Array.from({ length: size }, (_, at) => member(network, at));
    for (const [at, node] of nodes.entries()) {
      if (at > 0) void node.links.connect(nodes[at - 1]!.address);
    }
    const meshed = () => count(nodes).every((links) => links === size - 1);
    await clock.run(300_000, meshed);
    t.true(meshed(), `${size} nodes after ${clock.now()} ms: ${count(nodes)}`);
    await clock.run(120_000, () => nodes.every((node) => node.dht.neighbours === Math.min(size - 1, 20)));
    t.deepEqual(
      nodes.map((node) => node.dht.neighbours),
      nodes.map(() => Math.min(size - 1, 20)),
    );
    t.deepEqual(nodes[0]!.dht.seenAt(), nodes[0]!.address.endpoints);
    for (const node of nodes) {
      node.dht.close();
      node.links.close();
    }
    await clock.run(60_000);
    t.is(clock.pending(), 0);
  }
});

test('two groups that touch become one', async (t) => {
  const clock = new VirtualClock();
  const network = new FakeNetwork(clock);
  const nodes = Array.from({ length: 16 }, (_, at) => member(network, at));
  for (const [at, node] of nodes.entries()) {
    if (at % 8 > 0) void node.links.connect(nodes[at - 1]!.address);
  }
  await clock.run(120_000);
  t.deepEqual(
    count(nodes),
    nodes.map(() => 7),
  );
  void nodes[3]!.links.connect(nodes[12]!.address);
  const meshed = () => count(nodes).every((links) => links === 15);
  await clock.run(180_000, meshed);
  t.true(meshed(), `${count(nodes)}`);
});

test('lookups among 60 nodes find the closest ones, and links stay bounded', async (t) => {
  const clock = new VirtualClock();
  const network = new FakeNetwork(clock);
  const random = seededRandom('lookups');
  const nodes: Member[] = [];
  for (let at = 0; at < 60; at += 1) {
    const node = member(network, at);
    if (at > 0) void node.links.connect(nodes[Math.floor(random.next() * at)]!.address);
    nodes.push(node);
    await clock.run(500);
  }
  await clock.run(400_000);
  let right = 0;
  for (let round = 0; round < 20; round += 1) {
    const target = random.bytes(32);
    const wanted = [...nodes].sort((a, b) => compareDistance(target, a.nodeId, b.nodeId)).slice(0, 20);
    const asker = nodes[Math.floor(random.next() * nodes.length)]!;
    let found: string[] = [];
    void asker.dht.lookup(target).then((contacts) => {
      found = contacts.map((contact) => hex(contact.nodeId));
    });
    await clock.run(120_000, () => found.length > 0);
    const names = wanted.filter((node) => node !== asker).map((node) => hex(node.nodeId));
    t.is(found[0], names[0], 'the very closest');
    right += names.filter((name) => found.includes(name)).length / names.length / 20;
  }
  t.true(right > 0.95, `of the 20 closest ${Math.round(right * 100)} % were found`);
  await clock.run(linkLimits.grace);
  t.true(Math.max(...count(nodes)) <= linkLimits.hard);
  t.true(Math.min(...count(nodes)) >= linkLimits.neighbours);
});

test('who is gone is forgotten, who comes back is linked again', async (t) => {
  const clock = new VirtualClock();
  const network = new FakeNetwork(clock);
  const nodes = Array.from({ length: 6 }, (_, at) => member(network, at));
  for (const node of nodes.slice(1)) void node.links.connect(nodes[0]!.address);
  await clock.run(120_000);
  nodes[5]!.dht.close();
  nodes[5]!.links.close();
  t.truthy(nodes[0]!.dht.table.get(nodes[5]!.nodeId));
  await clock.run(180_000);
  for (const node of nodes.slice(0, 5)) t.is(node.dht.table.get(nodes[5]!.nodeId), null);
  nodes[5] = member(network, 5);
  void nodes[5].links.connect(nodes[2]!.address);
  await clock.run(180_000);
  t.deepEqual(count(nodes), [5, 5, 5, 5, 5, 5]);
});

test('one network that keeps a path over each of many links does not keep others out', async (t) => {
  const clock = new VirtualClock();
  const network = new FakeNetwork(clock);
  const hub = member(network, 0, '20.0.0.1', ({ endpoint }) => endpoint.address.startsWith('30.'));
  const random = seededRandom('paths of a crowd');
  const joins = (address: string) =>
    network.join(random.bytes(32), random.bytes(8), { family: 4, address, port: 4000 });
  for (let at = 0; at < linkLimits.hard + 10; at += 1) {
    void joins(`30.1.0.${at}`).connect(hub.address);
    await clock.run(1);
  }
  await clock.run(100);
  t.true(hub.links.list.length <= linkLimits.hard);
  const honest = joins('40.1.0.1');
  void honest.connect(hub.address);
  await clock.run(100);
  t.is(honest.list.length, 1);
  t.true(hub.links.list.length <= linkLimits.hard);
  hub.dht.close();
  hub.links.close();
});

test('where paths hold every link, also of many networks, none is cut, none comes in addition, and places become free', async (t) => {
  const clock = new VirtualClock();
  const network = new FakeNetwork(clock);
  const over = new Set<string>();
  const isHeld = ({ endpoint }: Link) => endpoint.address.startsWith('30.') && !over.has(endpoint.address);
  const hub = member(network, 0, '20.0.0.1', isHeld);
  const random = seededRandom('paths of many networks');
  const joins = (address: string) =>
    network.join(random.bytes(32), random.bytes(8), { family: 4, address, port: 4000 });
  let most = 0;
  const { onChange } = hub.links;
  hub.links.onChange = (link, event) => {
    onChange(link, event);
    most = Math.max(most, hub.links.list.length);
  };
  const held = Array.from({ length: linkLimits.hard }, (_, at) => joins(`30.${at}.0.1`));
  for (const links of held) {
    void links.connect(hub.address);
    await clock.run(1);
  }
  const cut = () => held.filter(({ list }) => list.length === 0).length;
  for (let at = 0; at < 40; at += 1) {
    void joins(`40.${at}.0.1`).connect(hub.address);
    await clock.run(1_000);
  }
  const neighbours = hub.links.list.filter(({ endpoint }) => endpoint.address.startsWith('40.')).length;
  t.true(neighbours < linkLimits.neighbours, 'the nearest are let in whoever is there');
  t.deepEqual([cut(), hub.links.list.length], [0, linkLimits.hard + neighbours]);
  t.true(most <= linkLimits.hard + neighbours + 1, `${most}`);
  t.false(hub.dht.hasRoom);

  const leaving = hub.links.list.filter((link) => hub.dht.isLeaving(link));
  t.is(leaving.length, linkLimits.spare + neighbours);
  // What they carry has ended.
  for (const { endpoint } of leaving) over.add(endpoint.address);
  await clock.run(30_000);
  t.true(leaving.every(({ open }) => !open));
  const left = hub.links.list.filter(({ direction }) => direction === 'in').length;
  t.true(
    left <= linkLimits.hard - linkLimits.spare && left > linkLimits.hard - 2 * linkLimits.spare,
    `${left}`,
  );
  t.true(hub.dht.hasRoom);
  const guest = joins('41.1.0.1');
  void guest.connect(hub.address);
  await clock.run(30_000);
  t.is(guest.list.length, 1);

  for (let at = 0; at < 20; at += 1) void joins(`42.${at}.0.1`).connect(hub.address);
  await clock.run(1_000);
  const ours = joins('43.1.0.1');
  void hub.links.connect({ identityKey: ours.identityKey, endpoints: [ours.endpoint] });
  await clock.run(1_000);
  t.is(ours.list.length, 1, 'whom we dial ourselves we need');
  hub.dht.close();
  hub.links.close();
});

test('a crowd of links is cut at the hard limit as it comes, and the nearest stay', async (t) => {
  const clock = new VirtualClock();
  const network = new FakeNetwork(clock);
  const hub = member(network, 0);
  const random = seededRandom('crowd');
  let most = 0;
  const { onChange } = hub.links;
  hub.links.onChange = (link, event) => {
    onChange(link, event);
    most = Math.max(most, hub.links.list.length);
  };
  const crowd = Array.from({ length: linkLimits.hard + 40 }, (_, at) => {
    const endpoint: Endpoint = { family: 4, address: `30.${at}.0.1`, port: 4000 };
    const [key, nonce] = [random.bytes(32), random.bytes(8)];
    return { links: network.join(key, nonce, endpoint), nodeId: nodeIdOf(key, nonce) };
  });
  for (const { links } of crowd) {
    void links.connect(hub.address);
    await clock.run(1);
  }
  await clock.run(100);
  t.true(clock.now() < 3_000, 'no tick of upkeep has passed');
  t.is(most, linkLimits.hard);
  t.is(hub.links.list.length, linkLimits.hard);
  const linked = new Set(hub.links.list.map((link) => hex(link.nodeId)));
  const nearest = [...crowd].sort((a, b) => compareDistance(hub.nodeId, a.nodeId, b.nodeId));
  t.true(nearest.slice(0, linkLimits.neighbours).every(({ nodeId }) => linked.has(hex(nodeId))));
  t.true(crowd.filter(({ links }) => links.list.length > 0).length === linkLimits.hard);
  hub.dht.close();
  hub.links.close();
});
