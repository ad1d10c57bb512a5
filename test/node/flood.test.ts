/** Whole nodes: an address is flooded with joins that cost their maker nothing, and goes on being reached. */
import test from 'ava';
import { publicChannel } from '../../src/channel/channel.js';
import { sealJoin } from '../../src/path/join-blob.js';
import type { OwnPath } from '../../src/path/types.js';
import { network } from '../helpers/network.js';
import { echo } from '../helpers/packets.js';
import type { TestNode } from '../helpers/test-node.js';
import { workedKey } from '../helpers/worked-key.js';

const minute = 60_000;
const second = 1_000;
const channelKey = publicChannel('test').key;

test('an address that is flooded with joins asks for work, those who show it get in, and later it asks no more', async (t) => {
  const { nodes, add, pass, random, run, until } = await network(t, 6);
  const [b, a, c, d] = [
    await add({ tun: true }),
    await add({ tun: true }),
    await add({ tun: true }),
    await add({ tun: true }),
  ];
  for (const node of [a, b, c, d]) await node.join(nodes[0]!);
  await run(b.command('address.new', { label: 'door' }));
  const lasting = () => b.rooms().addresses.list.find((own) => own.isLasting);
  const fresh = (node: TestNode) => node.rooms().addresses.list[0];
  const kept = () => lasting() && b.rooms().anonymity!.published(lasting()!.address)?.kept;
  await until(() => [a, c, d].every((node) => fresh(node)) && (kept() ?? 0) > 0, 'all is ready', 5 * minute);
  await pass(30 * second);
  const door = lasting()!.address;
  b.tun!.onPacket = (packet) => b.tun!.send([echo(door, packet.slice(8, 24), 129, [1, packet[47]!])]);
  /** How many ms it takes until a node that was never there gets an answer, ten seconds at most. */
  const reach = async (node: TestNode): Promise<number> => {
    let isAnswered = false;
    node.tun!.onPacket = (packet) => {
      isAnswered = packet[40] === 129;
    };
    const begun = node.rooms().clock.now();
    node.tun!.send([echo(fresh(node)!.address, door, 128, [1, 1])]);
    while (!isAnswered && node.rooms().clock.now() - begun < 10 * second) await pass(100);
    return node.rooms().clock.now() - begun;
  };
  /** What it has asked for, in order. */
  const asked = () => b.log.last(5_000).flatMap(({ text }) => /show (\d+) bits/.exec(text)?.[1] ?? []);

  // Its record names its entry points; whoever knows it may do this: joins over many paths, five a second over each.
  const [flooder] = nodes;
  const ends = nodes.slice(1, 6).map((node) => {
    const { identity, dht } = node.rooms();
    return dht.storing(identity.nodeId, 1)[0]!;
  });
  const exits: OwnPath[] = [];
  for (let at = 0; at < 24; at += 1)
    exits.push((await run(flooder!.rooms().paths.builder.build([ends[at % 5]!], 'exit'))) as OwnPath);
  t.true(exits.every(({ open }) => open));
  const entries = () =>
    b
      .rooms()
      .anonymity!.pools.held.map(({ path }) => path)
      .filter(({ kind, open }) => kind === 'entry' && open);
  let isFlooding = true;
  const flood = (): void => {
    if (!isFlooding) return;
    for (const [at, exit] of exits.entries()) {
      const entry = entries()[at % entries().length];
      if (!entry) continue;
      const time = Math.floor(b.rooms().clock.wall() / 1000);
      const payload = { entryId: entry.entryId!, time, message: random.bytes(300) };
      exit.join(entry.end, sealJoin(entry.end.onionKey, channelKey, payload, workedKey())!);
    }
    flooder!.rooms().clock.after(200, flood);
  };
  flood();
  await until(() => asked().length > 0, 'work is asked for', minute);
  t.deepEqual(asked(), ['8']);
  const passedBy = () => nodes.reduce((sum, node) => sum + (node.snapshot().dropped['join-rate'] ?? 0), 0);
  await pass(10 * second);
  t.true(passedBy() > 100, `${passedBy()} were passed by`);
  for (const node of [a, c]) {
    const took = await reach(node);
    t.true(took < 3 * second, `reached after ${took} ms`);
  }
  t.deepEqual(asked(), ['8'], 'that is enough: a flood without work is no reason to ask for more');

  isFlooding = false;
  await pass(6 * minute);
  t.deepEqual(asked(), ['8', '0']);
  t.true((await reach(d)) < 3 * second);
});
