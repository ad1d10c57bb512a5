import test from 'ava';
import { publicChannel } from '../../src/channel/channel.js';
import { openIdentity } from '../../src/crypto/identity.js';
import { maxRequestBody, requestKinds } from '../../src/link/types.js';
import type { Endpoint } from '../../src/net/net.js';
import { MemoryState } from '../../src/state/state.js';
import { encodeBeacon } from '../../src/wire/beacon.js';
import type { Contact } from '../../src/wire/contact.js';
import { encodeFindNodeAnswer } from '../../src/wire/find-node.js';
import { datagramLength } from '../../src/wire/sizes.js';
import { areMeshed, network } from '../helpers/network.js';
import { testPuzzleBits } from '../helpers/test-node.js';

const stranger: Endpoint = { family: 4, address: '99.9.9.9', port: 9999 };

test('garbage of every size is dropped and counted, and never answered', async (t) => {
  const { nodes, board, random, until, pass } = await network(t, 3);
  await until(() => areMeshed(nodes), 'all are linked with all');
  const { port } = nodes[0]!.snapshot().node;
  let answers = 0;
  board.onSent = (_data, _from, to) => {
    if (to.address === stranger.address) answers += 1;
  };
  for (let round = 0; round < 2_000; round += 1) {
    const length = round % 2 ? 1344 : Math.floor(random.next() * 1500);
    board.send(random.bytes(length), stranger, { family: 4, address: nodes[0]!.address, port });
    if (round % 100 === 0) await pass(100);
  }
  await pass(5_000);
  const dropped = Object.values(nodes[0]!.snapshot().dropped).reduce((sum, count) => sum + count, 0);
  t.true(dropped >= 2_000, `${dropped} of 2000 were counted`);
  t.is(answers, 0);
  t.true(areMeshed(nodes));
});

test('everything that was ever sent, sent again by a stranger, changes nothing', async (t) => {
  const { nodes, board, until, pass } = await network(t, 3, { invited: false });
  const recorded: { data: Uint8Array; to: Endpoint }[] = [];
  board.onSent = (data, _from, to) => recorded.push({ data: data.slice(), to });
  for (const node of nodes.slice(1)) await node.join(nodes[0]!);
  await until(() => areMeshed(nodes), 'all are linked with all');
  await pass(300_000);
  let answers = 0;
  board.onSent = (_data, _from, to) => {
    if (to.address === stranger.address) answers += 1;
  };
  for (const [at, { data, to }] of recorded.entries()) {
    board.send(data, stranger, to);
    if (at % 50 === 0) await pass(200);
  }
  await pass(60_000);
  t.true(recorded.length > 20);
  t.is(answers, 0);
  t.true(areMeshed(nodes));
  for (const node of nodes) {
    t.true(node.snapshot().peers.every((peer) => !peer.endpoint.startsWith(stranger.address)));
    t.true(Object.keys(node.snapshot().dropped).length > 0);
  }
});

test('a flood of beacons for nodes that are not there costs memory and dials only up to a bound', async (t) => {
  const { nodes, lan, board, random, until, pass } = await network(t, 2, { lan: true });
  await until(() => areMeshed(nodes), 'the two are linked');
  const { key } = publicChannel('test');
  let dials = 0;
  board.onSent = (data, _from, to) => {
    // Half of them go as two halves.
    if (to.address === '192.168.7.200') dials += data.length === datagramLength ? 1 : 0.5;
  };
  for (let round = 0; round < 60; round += 1) {
    for (let at = 0; at < 200; at += 1) {
      const beacon = { identityKey: random.bytes(32), port: 1024 + at, time: 1 };
      lan.send(encodeBeacon(beacon, key, random.bytes(24)), '192.168.7.200');
    }
    await pass(1_000);
  }
  const { dropped, sources } = nodes[0]!.snapshot();
  t.true(dropped['beacon flood']! > 4_000);
  t.true(sources.find((source) => source.source === 'lan')!.found > 1_000);
  t.true(nodes[0]!.rooms().bootstrap.known <= 260);
  // Six at a time, each some first messages in five seconds, on two nodes.
  t.true(dials < 2 * 6 * 60, `${dials} first messages to nobody`);
  t.true(areMeshed(nodes));
});

test('recorded and foreign beacons are not heard', async (t) => {
  const { nodes, lan, random, until, pass } = await network(t, 2, { lan: true });
  const other = nodes[1]!.rooms().identity.publicKey;
  await until(() => areMeshed(nodes), 'the two are linked');
  await pass(30_000);
  const old = { identityKey: other, port: 7777, time: 5 };
  lan.send(encodeBeacon(old, publicChannel('test').key, random.bytes(24)), '192.168.7.99');
  lan.send(encodeBeacon({ ...old, time: 2 ** 47 }, publicChannel('x').key, random.bytes(24)), '192.168.7.99');
  lan.send(random.bytes(128), '192.168.7.99');
  lan.send(random.bytes(17), '192.168.7.99');
  const before = nodes[0]!.snapshot().dropped;
  await pass(1_000);
  const { dropped } = nodes[0]!.snapshot();
  t.is(dropped['old beacon']! - (before['old beacon'] ?? 0), 1);
  t.is(dropped['foreign beacon']! - (before['foreign beacon'] ?? 0), 3);
});

test('a beacon from outside the LAN, or for a port that is no node, makes nobody dial', async (t) => {
  const { nodes, lan, board, random, until, pass } = await network(t, 2, { lan: true });
  await until(() => areMeshed(nodes), 'the two are linked');
  await pass(2_000);
  const { key } = publicChannel('test');
  const call = async (address: string, port: number) => {
    const { publicKey } = await openIdentity(new MemoryState(), random, testPuzzleBits);
    lan.send(encodeBeacon({ identityKey: publicKey, port, time: 1 }, key, random.bytes(24)), address);
  };
  const dialled = new Set<string>();
  board.onSent = (_data, _from, to) => {
    const isNode = nodes.some((node) => node.address === to.address);
    if (!isNode) dialled.add(`${to.address} ${to.port}`);
  };
  const afar = ['99.9.9.9', '10.0.0.1', '192.168.8.20', '2a00::1', 'fd00::1', 'fe80::1', 'fe80::1%eth0'];
  for (const address of afar) await call(address, 4000);
  await call('192.168.7.50', 53);
  await call('192.168.7.51', 4000);
  await pass(60_000);
  t.deepEqual([...dialled], ['192.168.7.51 4000']);
  for (const node of nodes) {
    const { dropped } = node.snapshot();
    t.is(dropped['beacon from afar'], afar.length);
    t.true(dropped['endpoint not allowed']! >= 1);
  }
  // However many come, they take nothing from those who are near.
  for (let at = 0; at < 200; at += 1) await call('2a00::1', 4000);
  await call('192.168.7.52', 4000);
  await pass(60_000);
  t.deepEqual([...dialled].sort(), ['192.168.7.51 4000', '192.168.7.52 4000']);
  t.is(nodes[0]!.snapshot().dropped['beacon flood'], undefined);
});

test('a peer that names private and forged endpoints makes nobody dial them', async (t) => {
  const { nodes, board, random, until, pass } = await network(t, 2);
  await until(() => areMeshed(nodes), 'the two are linked');
  const contacts: Contact[] = [];
  for (const address of ['192.168.0.1', '10.0.0.1', '127.0.0.1', '224.0.0.1', '60.0.0.1']) {
    const { publicKey, puzzleNonce } = await openIdentity(new MemoryState(), random, testPuzzleBits);
    contacts.push({ identityKey: publicKey, puzzleNonce, endpoints: [{ family: 4, address, port: 8080 }] });
  }
  const { links } = nodes[0]!.rooms();
  links.handle(requestKinds.findNode, () => encodeFindNodeAnswer({ contacts }, maxRequestBody));
  const dialled = new Set<string>();
  board.onSent = (_data, from, to) => {
    if (from.address === nodes[1]!.address && to.port === 8080) dialled.add(to.address);
  };
  void nodes[1]!.rooms().dht.lookup(new Uint8Array(32).fill(1));
  await pass(60_000);
  t.deepEqual([...dialled], ['60.0.0.1']);
  t.true(nodes[1]!.snapshot().dropped['endpoint not allowed']! >= 4);
});
