/** A laptop is closed and opened: what ended meanwhile is made anew, and nothing of it is held against others. */
import test, { type ExecutionContext } from 'ava';
import { type Network, network } from '../helpers/network.js';
import { echo } from '../helpers/packets.js';
import type { TestNode } from '../helpers/test-node.js';

const minute = 60_000;

interface Scene {
  readonly net: Network;
  readonly a: TestNode;
  readonly b: TestNode;
  /** Whether a ping from a to b's lasting address is answered within so many ms. */
  reaches(patience: number): Promise<boolean>;
}

async function scene(t: ExecutionContext): Promise<Scene> {
  const net = await network(t, 9);
  const { nodes, add, run, until, pass } = net;
  const [a, b] = [await add({ tun: true }), await add({ tun: true })];
  for (const node of [a, b]) await node.join(nodes[0]!);
  await run(b.command('address.new', { label: 'door' }));
  const lasting = () => b.rooms().addresses.list.find((own) => own.isLasting);
  const fresh = () => a.rooms().addresses.list[0];
  const isPublished = () => (b.rooms().anonymity!.published(lasting()!.address)?.kept ?? 0) > 0;
  await until(() => fresh() !== undefined && lasting() !== undefined, 'both have addresses', 300_000);
  await until(isPublished, 'the record is published', 300_000);
  await pass(30_000);
  const [own, other] = [fresh()!.address, lasting()!.address];
  let sequence = 0;
  let answered = 0;
  b.tun!.onPacket = (packet) => b.tun!.send([echo(other, own, 129, [1, packet[47]!])]);
  a.tun!.onPacket = (packet) => {
    if (packet[6] === 58 && packet[40] === 129) answered = packet[47]!;
  };
  const reaches = async (patience: number): Promise<boolean> => {
    sequence += 1;
    for (let waited = 0; waited < patience && answered !== sequence; waited += 1_000) {
      a.tun!.send([echo(own, other, 128, [1, sequence])]);
      await pass(1_000);
    }
    return answered === sequence;
  };
  t.true(await reaches(10_000));
  return { net, a, b, reaches };
}

const openLinks = (node: TestNode) => node.rooms().links.list.length;
const openPaths = (node: TestNode) =>
  node.rooms().anonymity!.pools.held.filter(({ path }) => path.open).length;

for (const who of ['a', 'b'] as const) {
  test(`${who === 'a' ? 'who asks' : 'who is asked'} slept for an hour: within half a minute they reach each other again`, async (t) => {
    const { net, a, b, reaches } = await scene(t);
    const sleeper = { a, b }[who];
    const contacts = sleeper.snapshot().table.contacts;
    const guards = () => [...sleeper.rooms().anonymity!.pools.held.map(({ hops }) => hops[0]!.name)];
    const before = new Set(guards());
    sleeper.sleep();
    await net.pass(60 * minute);
    sleeper.wake();
    t.true(await reaches(30_000));
    t.true(openLinks(sleeper) >= 8, `${openLinks(sleeper)} links`);
    t.true(openPaths(sleeper) >= 5, `${openPaths(sleeper)} paths`);
    t.true(sleeper.snapshot().table.contacts >= contacts - 1, 'nobody is forgotten for it');
    for (const guard of guards()) t.true(before.has(guard), 'the guards are those from before');
    const others = net.nodes[0]!.rooms().time.now();
    t.true(Math.abs(sleeper.rooms().time.now() - others) < 1_000, 'and its time is right at once');
  });
}

test('after a nap of less than the others’ patience what stands goes on', async (t) => {
  const { net, b, reaches } = await scene(t);
  const links = new Set(b.rooms().links.list);
  b.sleep();
  await net.pass(40_000);
  b.wake();
  t.true(await reaches(8_000));
  t.true(b.rooms().links.list.filter((link) => links.has(link)).length >= 8);
});
