import test, { type ExecutionContext } from 'ava';
import { publicChannel } from '../../../src/channel/channel.js';
import { hex } from '../../../src/dht/id.js';
import { k } from '../../../src/dht/table.js';
import { type Link, requestKinds } from '../../../src/link/types.js';
import type { Node } from '../../../src/node/node.js';
import { checkNodeRecord } from '../../../src/nodedb/node-records.js';
import { RentedAddresses } from '../../../src/simulation/hostile/addresses.js';
import { Collusion } from '../../../src/simulation/hostile/collusion.js';
import { contactOf } from '../../../src/simulation/hostile/contact-of.js';
import { anyIdentity } from '../../../src/simulation/hostile/ids.js';
import { unaskedStores, viewBias } from '../../../src/simulation/hostile/measures.js';
import type { Way } from '../../../src/simulation/hostile/way.js';
import { drop } from '../../../src/simulation/hostile/ways/drop.js';
import { ghosts } from '../../../src/simulation/hostile/ways/ghosts.js';
import { lie } from '../../../src/simulation/hostile/ways/lie.js';
import { stuff } from '../../../src/simulation/hostile/ways/stuff.js';
import { Population, puzzleBits } from '../../../src/simulation/population.js';
import { decodeFindNodeAnswer, encodeFindNodeRequest } from '../../../src/wire/find-node.js';
import { decodeGetAnswer, encodeGetRequest, recordKinds } from '../../../src/wire/get.js';
import { decodePingAnswer, encodePingRequest } from '../../../src/wire/ping.js';
import { noStanding } from '../../../src/wire/standing.js';
import { decodeStoreAnswer, encodeStoreRequest } from '../../../src/wire/store.js';

/** Two honest nodes, and three members of one way that have dialled them. */
async function scene(t: ExecutionContext, way: (collusion: Collusion) => Way) {
  const population = new Population(t.title);
  const { clock, random, board } = population;
  const first = await population.add(null);
  await population.add(first);
  const collusion = new Collusion(
    {
      clock,
      random,
      channel: publicChannel('simulation'),
      puzzleBits,
      networkTime: () => Math.floor(clock.wall()),
      host: (v4) => board.host({ v4 }),
    },
    20,
  );
  const rented = new RentedAddresses(3, 1);
  const theirs = way(collusion);
  for (let at = 0; at < 3; at += 1) {
    await collusion.join(anyIdentity(random, puzzleBits), rented.next(), theirs);
  }
  for (let at = 0; at < 400; at += 1) collusion.addGhost(anyIdentity(random, puzzleBits));
  collusion.crawled(population.nodes.map(contactOf));
  t.teardown(async () => {
    await collusion.close();
    await population.stop();
  });
  const member = collusion.members.all[0]!;
  const knows = (node: Node, one: { identityKey: Uint8Array }) =>
    node.rooms!.links.find(one.identityKey) !== null;
  const linked = () =>
    collusion.members.all.every((one) => population.nodes.every((node) => knows(node, one)));
  await clock.run(60_000, linked);
  t.true(linked(), 'every member has real links with the honest nodes');
  return { population, collusion, member, first, ask: asker(population, first, member.identityKey) };
}

/** Asks a member as an honest node does. */
function asker(population: Population, node: Node, identityKey: Uint8Array) {
  const { links } = node.rooms!;
  const link = links.find(identityKey)!;
  return {
    ping: async () => {
      const body = await population.settled(
        links.request(link, requestKinds.ping, encodePingRequest({ time: 0, standing: noStanding })),
      );
      return body && decodePingAnswer(body);
    },
    find: async (target: Uint8Array) => {
      const body = await population.settled(
        links.request(link, requestKinds.findNode, encodeFindNodeRequest({ target })),
      );
      return body && decodeFindNodeAnswer(body);
    },
    get: async (key: Uint8Array) => {
      const asked = encodeGetRequest({ kind: recordKinds.node, key, rank: 0 });
      const body = await population.settled(links.request(link, requestKinds.get, asked));
      return body && decodeGetAnswer(body);
    },
    store: async (key: Uint8Array, token: Uint8Array, record: Uint8Array) => {
      const asked = encodeStoreRequest({ kind: recordKinds.node, key, token, record });
      const body = await population.settled(links.request(link, requestKinds.store, asked));
      return body && decodeStoreAnswer(body);
    },
  };
}

const names = (contacts: readonly { identityKey: Uint8Array }[]) =>
  contacts.map((contact) => hex(contact.identityKey)).sort();

test('drop answers pings and nothing else', async (t) => {
  const { ask } = await scene(t, () => drop);
  t.truthy(await ask.ping());
  t.is(await ask.find(new Uint8Array(32)), null);
  t.is(await ask.get(new Uint8Array(32)), null);
  t.is(await ask.store(new Uint8Array(32), new Uint8Array(8), new Uint8Array(9)), null);
});

test('lie names members only, and thanks for a record that it does not keep', async (t) => {
  const { ask, collusion, member, population, first } = await scene(t, lie);
  const key = new Uint8Array(32);
  const others = names(collusion.members.all.filter((one) => one !== member));
  t.deepEqual(names((await ask.find(key))!.contacts), others);
  const before = (await ask.get(key))!;
  t.deepEqual(names(before.contacts), others);
  t.is(await ask.store(key, before.token, new Uint8Array(169)), 'stored');
  t.is((await ask.get(key))!.record, null);
  const own = (await ask.get(member.nodeId))!.record;
  t.true(typeof checkNodeRecord(own!, Math.floor(population.clock.wall() / 1000), puzzleBits) === 'object');
  const isKept = () => first.rooms!.dht.holdings.get(recordKinds.node, member.nodeId).length > 0;
  await population.clock.run(30_000, isKept);
  t.true(isKept(), 'published by the rules');
});

test('ghosts names somebody whom nobody can link with', async (t) => {
  const { ask, collusion, first, population } = await scene(t, ghosts);
  const { contacts } = (await ask.find(new Uint8Array(32)))!;
  const made = new Set(names(collusion.ghosts.all));
  t.is(contacts.length, k);
  t.true(names(contacts).every((name) => made.has(name)));
  t.is(await population.settled<Link | null>(first.rooms!.links.connect(contacts[0]!)), null);
});

test('stuff tries every excuse and is refused by each honest node', async (t) => {
  const { collusion, population, first } = await scene(t, stuff);
  await population.clock.run(120_000);
  t.true(collusion.stuffed.size > 6);
  t.true((first.rooms!.dropped()['store-token'] ?? 0) > 6);
  const honest = population.nodes.map((node) => node.rooms!.dht);
  t.is(unaskedStores(honest, collusion.stuffed), 0);
  const [key = ''] = collusion.stuffed;
  const holder = { holdings: { live: () => [{ key: Buffer.from(key, 'hex') }] } };
  t.is(unaskedStores([...honest, holder], collusion.stuffed), 1);
});

test('a view is biased by how much more of it is hostile than of the network', (t) => {
  const honest = (name: string) => name.startsWith('00');
  const id = (first: number) => Uint8Array.of(first, 1);
  t.is(viewBias([[id(0), id(0), id(0), id(1)]], honest, 0.25), 1);
  t.is(
    viewBias(
      [
        [id(0), id(1)],
        [id(0), id(1)],
      ],
      honest,
      0.25,
    ),
    2,
  );
});
