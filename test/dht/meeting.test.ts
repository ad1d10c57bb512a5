import test from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { seededRandom } from '../../src/crypto/random.js';
import { hex } from '../../src/dht/id.js';
import { requestKinds } from '../../src/link/types.js';
import { encodeContact } from '../../src/wire/contact.js';
import { type Member, member } from '../helpers/dht-member.js';
import { FakeNetwork } from '../helpers/fake-links.js';

/** Nodes numbered from `from`, each brought in by one of them that is there already. */
async function group(
  network: FakeNetwork,
  clock: VirtualClock,
  from: number,
  size: number,
): Promise<Member[]> {
  const random = seededRandom(`group ${from}`);
  const nodes: Member[] = [];
  for (let at = 0; at < size; at += 1) {
    const node = member(network, from + at);
    if (at > 0) void node.links.connect(nodes[Math.floor(random.next() * at)]!.address);
    nodes.push(node);
    await clock.run(300);
  }
  return nodes;
}

function answer<T>(clock: VirtualClock, asked: Promise<T>): Promise<T> {
  let isOver = false;
  void asked.finally(() => {
    isOver = true;
  });
  return clock.run(120_000, () => isOver).then(() => asked);
}

test('one link between two networks makes them one', async (t) => {
  t.timeout(300_000);
  const clock = new VirtualClock();
  const network = new FakeNetwork(clock);
  const first = await group(network, clock, 0, 80);
  const second = await group(network, clock, 100, 80);
  await clock.run(300_000);
  const nearest = async (asker: Member, wanted: Member) =>
    hex((await answer(clock, asker.dht.lookup(wanted.nodeId)))[0]!.nodeId) === hex(wanted.nodeId);
  t.false(await nearest(first[10]!, second[20]!), 'nobody knows the others');

  const bridge = first[5]!;
  bridge.links.onChange = (link, event) =>
    event === 'open' ? bridge.dht.linkOpened(link, true) : bridge.dht.linkClosed(link);
  void bridge.links.connect(second[7]!.address);
  await clock.run(60_000);
  let found = 0;
  for (let at = 0; at < 20; at += 1) {
    if (await nearest(first[3 * at]!, second[4 * at + 1]!)) found += 1;
    if (await nearest(second[3 * at]!, first[4 * at + 1]!)) found += 1;
  }
  t.is(found, 40, 'everybody finds everybody a minute later');
});

test('a liar that bids us meet others makes us dial one of them a minute, and makes us bid nobody', async (t) => {
  const clock = new VirtualClock();
  const network = new FakeNetwork(clock);
  const nodes = await group(network, clock, 0, 40);
  await clock.run(300_000);
  const random = seededRandom('bids');
  const victim = nodes[0]!;
  const liar = nodes.find((node) => node !== victim && node.links.find(victim.address.identityKey))!;
  const link = liar.links.find(victim.address.identityKey)!;
  let bids = 0;
  for (const node of nodes) {
    if (node === victim) continue;
    node.links.handle(requestKinds.meet, () => {
      bids += 1;
      return null;
    });
  }
  const dialled = new Set<string>();
  const connect = victim.links.connect.bind(victim.links);
  victim.links.connect = (peer) => {
    if (peer.endpoints.some((endpoint) => endpoint.address.startsWith('99.')))
      dialled.add(hex(peer.identityKey));
    return connect(peer);
  };
  for (let at = 0; at < 20; at += 1) {
    const contact = {
      identityKey: random.bytes(32),
      puzzleNonce: random.bytes(8),
      endpoints: [{ family: 4 as const, address: `99.0.${at}.1`, port: 4000 }],
    };
    void liar.links.request(link, requestKinds.meet, encodeContact(contact));
    await clock.run(1_000);
  }
  t.true(link.open);
  t.is(dialled.size, 1);
  t.is(bids, 0);
});
