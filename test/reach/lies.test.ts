/** What liars and floods do to judging and introducing, among whole nodes in virtual time. */
import test, { type ExecutionContext } from 'ava';
import { requestKinds } from '../../src/link/types.js';
import type { Endpoint } from '../../src/net/net.js';
import type { Node } from '../../src/node/node.js';
import { grow } from '../../src/simulation/life.js';
import type { NatKind } from '../../src/simulation/nat.js';
import { Population } from '../../src/simulation/population.js';
import {
  encodeJudgeAnswer,
  encodeJudgeRequest,
  encodeWhereabouts,
  verdicts,
} from '../../src/wire/introduce.js';

const minute = 60_000;

function populationOf(t: ExecutionContext): Population {
  const population = new Population(t.title);
  t.teardown(() => population.stop());
  return population;
}

function behind(population: Population, kind: NatKind): Promise<Node> {
  return population.add(population.inviter(), { home: population.newHome(kind) });
}

test('a third that says of everybody that nobody gets through hides no one', async (t) => {
  const population = populationOf(t);
  await grow(population, 45);
  for (const liar of population.nodes.slice(0, 15)) {
    const lie = encodeJudgeAnswer({ verdict: verdicts.silent, knocker: new Uint8Array(32) });
    liar.rooms!.links.handle(requestKinds.judge, () => lie);
  }
  const victims = [await population.add(population.nodes[0]!), await population.add(population.nodes[40]!)];
  await population.clock.run(10 * minute);
  for (const victim of victims) t.is(victim.snapshot().reachability.state, 'reachable');
});

test('whoever says that it got through, and did not, convinces nobody behind a router', async (t) => {
  const population = populationOf(t);
  await grow(population, 40);
  for (const liar of population.nodes) {
    const lie = encodeJudgeAnswer({ verdict: verdicts.reached, knocker: liar.rooms!.identity.publicKey });
    liar.rooms!.links.handle(requestKinds.judge, () => lie);
  }
  const node = await behind(population, 'port-restricted');
  await population.clock.run(10 * minute);
  const { state, judges, introducers } = node.snapshot().reachability;
  t.deepEqual([state, judges], ['unknown', 0]);
  t.is(introducers, 2, 'as long as nothing is proven it is introduced');
});

test('a knock goes to nobody but who asked for it, at its own address', async (t) => {
  const population = populationOf(t);
  const { clock, board } = population;
  await grow(population, 40);
  await clock.run(3 * minute);
  const [asker] = population.nodes;
  const own = population.resident(asker!).home.addresses.v4!;
  const { links } = asker!.rooms!;
  const port = 5555;
  const aimed: Endpoint[] = [];
  board.onSent = (_data, _from, to) => {
    if (to.port === port) aimed.push(to);
  };
  const judges = links.list.slice(0, 4);
  for (let again = 0; again < 30; again += 1)
    for (const judge of judges)
      void links.request(judge, requestKinds.judge, encodeJudgeRequest({ family: 4, port }));
  await clock.run(2 * minute);
  t.true(aimed.length > 0);
  for (const { address } of aimed) t.is(address, own);
  // Each judge sends at most eight at once and one in 20 s; each knock is at most two first messages, one of them in halves.
  t.true(aimed.length <= judges.length * (8 + 120 / 20) * 3, `${aimed.length} datagrams`);
  const dropped = population.nodes.reduce(
    (sum, node) => sum + (node.snapshot().dropped['judge-rate'] ?? 0),
    0,
  );
  t.true(dropped > 0, 'what is too much is counted');
});

test('whoever asks to be introduced without end does not make a node dial without end', async (t) => {
  const population = populationOf(t);
  const { clock, board } = population;
  await grow(population, 30);
  const hidden = await behind(population, 'port-restricted');
  await clock.run(5 * minute);
  const { publicKey } = hidden.rooms!.identity;
  const asker = population.nodes.find((node) => node !== hidden && !node.rooms!.links.find(publicKey));
  const introducer = population.nodes.find(
    (node) => node.rooms!.links.find(publicKey) && asker!.rooms!.links.find(node.rooms!.identity.publicKey),
  );
  const link = asker!.rooms!.links.find(introducer!.rooms!.identity.publicKey)!;
  const victim: Endpoint = { family: 6, address: '2a00:1::1', port: 7777 };
  let [dialled, aimed] = [0, 0];
  const outside = population.resident(hidden).home.options.nat!.address;
  const inside = population.resident(asker!).home.addresses.v4;
  board.onSent = (_data, from, to) => {
    if (from.address === outside && to.address === inside) dialled += 1;
    if (to.address === victim.address) aimed += 1;
  };
  for (let count = 0; count < 300; count += 1) {
    const body = encodeWhereabouts({ identityKey: publicKey, endpoints: [victim] });
    void asker!.rooms!.links.request(link, requestKinds.introduce, body);
  }
  await clock.run(10_000);
  t.true(dialled > 0 && dialled <= 40, `${dialled} datagrams in ten seconds`);
  t.is(aimed, 0, 'it has no IPv6, so a claimed endpoint there is left alone');
  t.true((introducer!.snapshot().dropped['introduction-rate'] ?? 0) > 0);
});

test('a hidden node is named by its neighbours only, as hidden, and others find it all the same', async (t) => {
  const population = populationOf(t);
  await grow(population, 50);
  const hidden = await behind(population, 'port-restricted');
  await population.clock.run(5 * minute);
  const { nodeId, publicKey } = hidden.rooms!.identity;
  t.is(hidden.snapshot().reachability.state, 'unreachable');
  for (const { rooms } of population.nodes) {
    const entry = rooms!.dht.table.get(nodeId);
    if (entry) t.deepEqual([entry.isHidden, rooms!.links.find(publicKey) !== null], [true, true]);
  }
  const strangers = population.nodes.filter((node) => node !== hidden && !node.rooms!.links.find(publicKey));
  for (const stranger of strangers.slice(0, 5)) {
    const found = await population.settled(stranger.rooms!.dht.lookup(nodeId));
    t.true(found.some((contact) => Buffer.from(contact.nodeId).equals(nodeId)));
    t.truthy(stranger.rooms!.links.find(publicKey), 'linked by an introduction');
  }
});
