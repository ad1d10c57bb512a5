/** Whole nodes whose onion keys all change, while two of them are in use. */
import test from 'ava';
import { overlap, toldFor } from '../../src/crypto/onion-keys.js';
import { hex } from '../../src/dht/id.js';
import { decodeNodeRecord } from '../../src/wire/node-record.js';
import { decodeOnionKeys } from '../../src/wire/onion-keys.js';
import { network } from '../helpers/network.js';
import { echo } from '../helpers/packets.js';
import type { TestNode } from '../helpers/test-node.js';

const minute = 60_000;

/** The key that a node's record says. */
const toldBy = (node: TestNode) => hex(decodeNodeRecord(node.rooms().dht.ownRecord!)!.record.onionKey);
const fresh = (node: TestNode) => node.rooms().addresses.list.find((own) => !own.isLasting);
const lasting = (node: TestNode) => node.rooms().addresses.list.find((own) => own.isLasting);

test('a network goes over to new onion keys while its paths stand and its addresses are reached', async (t) => {
  t.timeout(300_000);
  const { nodes, add, pass, run, until } = await network(t, 4);
  const [a, b, c] = [await add({ tun: true }), await add({ tun: true }), await add({ tun: true })];
  for (const node of [a, b, c]) await node.join(nodes[0]!);
  await run(b.command('address.new', { label: 'door' }));
  await pass(5 * minute);
  // To everybody all but 25 minutes of a week pass while the machines are off.
  for (const node of nodes) await node.stop();
  for (const node of nodes) await node.restart({ wallError: toldFor * 1000 - 25 * minute });
  const isReady = () => [fresh(a), fresh(c), lasting(b)].every((own) => own !== undefined);
  await until(isReady, 'all have addresses', 5 * minute);
  const door = lasting(b)!.address;
  const kept = () => b.rooms().anonymity!.published(door)?.kept ?? 0;
  await until(() => kept() > 0, 'the record is published', 5 * minute);
  const answerAll = (): void => {
    b.tun!.onPacket = (packet) => b.tun!.send([echo(door, packet.slice(8, 24), 129, [1, packet[47]!])]);
  };
  answerAll();
  /** How many of so many pings are answered. */
  const ping = async (node: TestNode, times: number, every: number): Promise<number> => {
    let answered = 0;
    node.tun!.onPacket = () => {
      answered += 1;
    };
    for (let sequence = 0; sequence < times; sequence += 1) {
      node.tun!.send([echo(fresh(node)!.address, door, 128, [1, sequence & 255])]);
      await pass(every);
    }
    return answered;
  };
  t.is(await ping(a, 3, 2_000), 3);
  const before = nodes.map(toldBy);
  const old = [a, b, c].flatMap((node) => node.rooms().anonymity!.pools.held.map(({ path }) => path));
  t.true(old.length >= 10);

  // All turn within these minutes; a packet every five seconds must not miss any of it.
  let lost = 0;
  const hasTurned = () => nodes.every((node, at) => toldBy(node) !== before[at]);
  for (let rounds = 0; rounds < 40 && !hasTurned(); rounds += 1) lost += 12 - (await ping(a, 12, 5_000));
  t.true(hasTurned());
  t.is(lost, 0);
  const open = old.filter((path) => path.open);
  t.true(open.length >= 10, `${open.length} of ${old.length} paths live on`);
  // Its record still names the entry nodes by their old keys, and who reads it now has never been here.
  t.is(await ping(c, 3, 2_000), 3);

  // A record lives three hours, is looked at every half hour, and a path made by it lives on: then nobody goes by an old key.
  await pass(6 * 60 * minute);
  const turned = new Set(nodes.map(toldBy));
  for (const node of nodes) {
    const { anonymity, dht } = node.rooms();
    const known = [
      ...dht.storing(new Uint8Array(32), 20),
      ...dht.view.all().map(({ record }) => record!),
      ...(anonymity?.pools.held ?? []).flatMap(({ path }) => path.hops),
    ];
    t.true(known.length >= nodes.length);
    for (const { onionKey } of known) t.true(turned.has(hex(onionKey)));
  }
  // And when all have wiped them, in their state as well, nothing is missing.
  for (const node of nodes) await node.stop();
  for (const node of nodes) await node.restart({ wallError: (toldFor + overlap) * 1000 });
  for (const node of nodes) t.is(decodeOnionKeys(node.state.get('onion-key')!)!.previous, null);
  await until(isReady, 'all have addresses again', 5 * minute);
  await until(() => kept() > 0, 'the record is published again', 5 * minute);
  answerAll();
  t.is(await ping(a, 12, 5_000), 12);
  t.is(await ping(c, 12, 5_000), 12);
  t.deepEqual(new Set(nodes.map(toldBy)), turned);
});
