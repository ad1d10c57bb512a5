import test from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { seededRandom } from '../../src/crypto/random.js';
import { createDialer } from '../../src/dht/dialer.js';
import type { PeerAddress } from '../../src/link/types.js';
import type { Endpoint } from '../../src/net/net.js';
import { FakeNetwork } from '../helpers/fake-links.js';

const at = (address: string): Endpoint => ({ family: 4, address, port: 4000 });

function setUp() {
  const clock = new VirtualClock();
  const network = new FakeNetwork(clock);
  const random = seededRandom('dialer');
  const join = (address: string) => network.join(random.bytes(32), random.bytes(8), at(address));
  const links = join('20.0.0.1');
  const dialer = createDialer({
    clock,
    links,
    rules: () => ({ privateEndpoints: false, own: [at('20.0.0.1')] }),
    burst: () => 4,
    introduce: async () => null,
  });
  const peers = (count: number): PeerAddress[] =>
    Array.from({ length: count }, (_, number) => {
      const { identityKey, endpoint } = join(`30.${number}.0.1`);
      return { identityKey, endpoints: [endpoint] };
    });
  return { clock, links, dialer, join, peers };
}

test('at most two dials per second are made on one neighbour’s word, and none after half a minute of waiting', async (t) => {
  const { clock, links, dialer, peers } = setUp();
  for (const peer of peers(200)) void dialer.reach(peer, 'told', ['teller']);
  await clock.run(10_100);
  t.is(links.list.length, 24, 'four at once, then two per second');
  await clock.run(120_000);
  t.is(links.list.length, 64);
  t.is(dialer.refused['too many for one teller'], 136);
});

test('a dial takes the turn of the teller who is free first, and our own wishes wait for nobody', async (t) => {
  const { clock, links, dialer, peers } = setUp();
  const [a, b, ...own] = peers(12);
  void dialer.reach(a!, 'told', ['x']);
  void dialer.reach(b!, 'told', ['x', 'y']);
  for (const peer of own) void dialer.reach(peer, 'met', []);
  await clock.run(100);
  t.is(links.list.length, 12);
});

test('endpoints that may not be dialled are left out', async (t) => {
  const { clock, links, dialer, join } = setUp();
  const inside = join('192.168.0.7');
  const peer = { identityKey: inside.identityKey, endpoints: [inside.endpoint] };
  t.is(await dialer.reach(peer, 'told', ['teller']), null);
  t.is(dialer.refused['endpoint not allowed'], 1);
  t.deepEqual(links.dialling, []);
  void dialer.reach(peer, 'beacon', []);
  await clock.run(1_000);
  t.is(links.list.length, 1);
});

test('who just failed is not dialled again on somebody’s word, but is on our own', async (t) => {
  const { clock, links, dialer } = setUp();
  const gone = { identityKey: new Uint8Array(32).fill(9), endpoints: [at('40.0.0.1')] };
  void dialer.reach(gone, 'told', ['teller']);
  await clock.run(10_000);
  t.is(await dialer.reach(gone, 'told', ['other']), null);
  t.is(dialer.refused['failed a moment ago'], 1);
  void dialer.reach(gone, 'given', []);
  t.is(links.dialling.length, 1);
  await clock.run(70_000);
  t.is(links.dialling.length, 0);
  void dialer.reach(gone, 'told', ['other']);
  await clock.run(100);
  t.is(links.dialling.length, 1);
  await clock.run(10_000);
});

test('a wrong endpoint that somebody named keeps nobody from the right one', async (t) => {
  const { clock, links, dialer, peers } = setUp();
  const [peer] = peers(1);
  const wrong = { ...peer!, endpoints: [at('40.0.0.1')] };
  void dialer.reach(wrong, 'told', ['liar']);
  await clock.run(10_000);
  t.is(await dialer.reach(wrong, 'told', ['other']), null);
  t.is(dialer.refused['failed a moment ago'], 1);
  const mixed = { ...peer!, endpoints: [...wrong.endpoints, ...peer!.endpoints] };
  void dialer.reach(mixed, 'told', ['other']);
  await clock.run(100);
  t.is(links.list.length, 1, 'at once, past the one that failed');
});

test('closing lets go of everybody who waits, and leaves no timer', async (t) => {
  const { clock, dialer, peers } = setUp();
  const waiting = peers(10).map((peer) => dialer.reach(peer, 'told', ['teller']));
  dialer.close();
  await clock.run(1_000);
  t.is(clock.pending(), 0);
  const links = await Promise.all(waiting);
  t.true(links.every((link) => link === null));
  t.is(await dialer.reach((await peers(1))[0]!, 'met', []), null);
});
