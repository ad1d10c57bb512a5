/** Two networks on the same machines: whole nodes, two at each address, which nothing but their keys keeps apart. */
import test, { type ExecutionContext } from 'ava';
import { openIdentity } from '../../src/crypto/identity.js';
import { seededRandom } from '../../src/crypto/random.js';
import { hex } from '../../src/dht/id.js';
import { FirstMessages } from '../../src/link/first-messages.js';
import { createLinks } from '../../src/link/links.js';
import { silentLog } from '../../src/log/log.js';
import type { Endpoint } from '../../src/net/net.js';
import { MemoryState } from '../../src/state/state.js';
import { statusLines } from '../../src/tui/facts.js';
import { voice } from '../../src/tui/texts/say.js';
import type { ChannelSecret } from '../../src/wire/channel.js';
import { recordKinds } from '../../src/wire/get.js';
import { areMeshed, network } from '../helpers/network.js';
import { type TestNode, testPuzzleBits } from '../helpers/test-node.js';

const size = 5;
const minute = 60_000;

/** Of one name and one kind: nothing but 32 bytes is different. */
const channel = (byte: number): ChannelSecret => ({
  name: 'friends',
  kind: 'passphrase',
  key: new Uint8Array(32).fill(byte),
});

/** Five machines in one LAN, on each of which a node of either network runs. */
async function machines(t: ExecutionContext, keys: readonly [number, number]) {
  const net = await network(t, 0, { lan: true });
  const groups: TestNode[][] = [[], []];
  for (let at = 0; at < size; at += 1) {
    for (const [which, byte] of keys.entries())
      groups[which]!.push(await net.add({ secret: channel(byte) }, `192.168.7.${at + 1}`));
  }
  return { ...net, a: groups[0]!, b: groups[1]! };
}

const idOf = (node: TestNode) => node.rooms().identity.nodeId;
const portsOf = (nodes: readonly TestNode[]) => new Set(nodes.map((node) => node.snapshot().node.port));

/** Everything that nodes know of nodes of the other network, in words. */
function crossings(nodes: readonly TestNode[], others: readonly TestNode[]): string[] {
  const names = new Set(others.map((node) => hex(idOf(node))));
  return nodes.flatMap((node) => {
    const { links, dht } = node.rooms();
    const linked = links.list.filter((link) => names.has(hex(link.nodeId))).map(() => 'linked');
    const known = dht.table
      .all()
      .filter(({ name }) => names.has(name))
      .map(() => 'contact');
    const viewed = [...names].filter((name) => dht.view.get(name)).map(() => 'viewed');
    const held = others
      .filter((other) => dht.holdings.get(recordKinds.node, idOf(other)).length > 0)
      .map(() => 'record');
    const asked = node
      .snapshot()
      .peers.filter(({ id }) => names.has(id))
      .map(() => 'peer');
    return [...linked, ...known, ...viewed, ...held, ...asked];
  });
}

test('members of one network neither see nor find those of another at the same addresses', async (t) => {
  const { a, b, board, until, pass, run } = await machines(t, [1, 2]);
  const ports = { a: portsOf(a), b: portsOf(b) };
  const across: string[] = [];
  board.onSent = (_data, from, to) => {
    if (ports.a.has(from.port) && ports.b.has(to.port)) across.push('there');
    if (ports.b.has(from.port) && ports.a.has(to.port)) across.push('back');
  };
  await until(() => areMeshed(a) && areMeshed(b), 'both networks stand');
  await pass(30 * minute);
  t.deepEqual(crossings(a, b), []);
  t.deepEqual(crossings(b, a), []);
  t.deepEqual(across, []);
  // The calls of the others were heard, and were noise.
  for (const node of [...a, ...b]) t.true(node.snapshot().dropped['foreign beacon']! > 0);

  // A node's id, and even its invite, lead nowhere from the other network.
  for (const node of b) t.is(await run(a[0]!.rooms().dht.findNode(idOf(node))), null);
  await a[0]!.join(b[1]!);
  await pass(10 * minute);
  t.true(across.length > 0, 'the dial went out');
  t.false(across.includes('back'), 'and nothing ever came back');
  t.deepEqual(crossings(a, b), []);
  t.deepEqual(crossings(b, a), []);
  t.true(areMeshed(b));
});

test('anti: under one key the same machines make one network, and each of these checks says so', async (t) => {
  const { a, b, board, until, pass, run } = await machines(t, [1, 1]);
  let back = 0;
  const ports = { a: portsOf(a), b: portsOf(b) };
  board.onSent = (_data, from, to) => {
    if (ports.b.has(from.port) && ports.a.has(to.port)) back += 1;
  };
  await until(() => areMeshed([...a, ...b]), 'all are one network');
  await pass(30 * minute);
  t.deepEqual(new Set(crossings(a, b)), new Set(['linked', 'contact', 'viewed', 'record', 'peer']));
  t.true(back > 0);
  t.not(await run(a[0]!.rooms().dht.findNode(idOf(b[0]!))), null);
  for (const node of a) t.is(node.snapshot().dropped['foreign beacon'], undefined);
});

test('a wrong passphrase looks like nobody there, and the status says so, with how to tell', async (t) => {
  const { add, until, pass } = await network(t, 0, { lan: true });
  const right = [await add({ secret: channel(1) }), await add({ secret: channel(1) })];
  const wrong = await add({ secret: channel(2) });
  await until(() => areMeshed(right), 'the two with the same passphrase are linked');
  await pass(minute);
  const status = (node: TestNode) => statusLines(node.snapshot(), voice('en')).join(' ');
  const { mark } = wrong.snapshot().channel;
  t.regex(
    status(wrong),
    new RegExp(
      `this passphrase is not theirs, which looks the same[^.]*\\. Compare marks with a member: ${mark} must`,
    ),
  );
  t.regex(
    status(wrong),
    /On the local network somebody calls for another network, or for this one under another/,
  );
  t.is(new Set(right.map((node) => node.snapshot().channel.mark)).size, 1);
  t.not(right[0]!.snapshot().channel.mark, mark);
  for (const node of right) {
    t.false(status(node).includes('Compare marks'));
    t.true(status(node).includes('friends (by passphrase, mark '));
  }
});

test('a member of another network who knows key and endpoint of a node gets no answer, however much it sends', async (t) => {
  const { a, b, board, until, pass, random } = await machines(t, [1, 2]);
  await until(() => areMeshed(a) && areMeshed(b), 'both networks stand');
  const victim = b[0]!;
  const target: Endpoint = { family: 4, address: victim.address, port: victim.snapshot().node.port };

  /** A thousand dials from somewhere else with the key of a network; how many datagrams came back. */
  async function flood(of: ChannelSecret, address: string): Promise<number> {
    const { clock } = victim.rooms();
    const state = new MemoryState();
    const own = seededRandom(`${t.title} ${address}`);
    const socket = await board.host({ v4: address }).open(4000);
    const firstMessages = await FirstMessages.open(state);
    const links = createLinks({
      clock,
      random: own,
      log: silentLog,
      socket,
      identity: await openIdentity(state, own, testPuzzleBits),
      channel: of,
      firstMessages,
      networkTime: () => Math.floor(clock.wall() / 1000),
      puzzleBits: testPuzzleBits,
    });
    let back = 0;
    board.onSent = (_data, _from, to) => {
      if (to.address === address) back += 1;
    };
    for (let round = 0; round < 1_000; round += 1) {
      void links.connect({ identityKey: victim.rooms().identity.publicKey, endpoints: [target] }, true);
      board.send(random.bytes(1344), { family: 4, address, port: 4000 }, target);
      await pass(20);
    }
    links.close();
    await firstMessages.close();
    await socket.close();
    await pass(2_000);
    return back;
  }

  t.is(await flood(channel(1), '99.9.9.9'), 0);
  t.true(areMeshed(b), 'and nothing of the network that it sent to has changed');
  t.deepEqual(crossings(b, a), []);
  // The same with the right key is answered at once: the check can fail.
  t.true((await flood(channel(2), '99.9.9.8')) > 0);
});
