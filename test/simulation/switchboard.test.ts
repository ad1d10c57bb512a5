import test, { type ExecutionContext } from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { seededRandom } from '../../src/crypto/random.js';
import type { DatagramSocket, Endpoint } from '../../src/net/net.js';
import { Nat, type NatKind } from '../../src/simulation/nat.js';
import { Switchboard, type Weather } from '../../src/simulation/switchboard.js';

function ground(t: ExecutionContext, weather: Partial<Weather> = {}) {
  const clock = new VirtualClock();
  const random = seededRandom(t.title);
  return { clock, random, board: new Switchboard(clock, random, weather) };
}

/** What arrives at a socket, as text of port and length. */
function heard(socket: DatagramSocket): string[] {
  const seen: string[] = [];
  socket.onDatagram = (data, from) => seen.push(`${from.address}:${from.port} ${data.length}`);
  return seen;
}

const at = (address: string, port: number): Endpoint => ({ family: 4, address, port });

test('the way takes as long as the distance says, and doubles come later or at once', async (t) => {
  const { clock, board } = ground(t, { latency: 10, jitter: 0.5, doubles: 1 });
  const a = await board.host({ v4: '20.0.0.1' }, { place: { x: 0, y: 0 } }).open(1);
  const b = await board.host({ v4: '20.0.0.2' }, { place: { x: 30, y: 40 } }).open(1);
  const arrivals: number[] = [];
  b.onDatagram = () => arrivals.push(clock.now());
  for (let i = 0; i < 50; i += 1) a.send(new Uint8Array(3), b.local[0]!);
  clock.advance(200);
  t.is(arrivals.length, 100);
  t.true(Math.min(...arrivals) >= 30 && Math.max(...arrivals) <= 90);
  t.true(Math.max(...arrivals) - Math.min(...arrivals) > 40);
  t.deepEqual(board.sent, { datagrams: 50, ipBytes: 50 * 31 });
});

test('what is longer than the way allows is lost, in both directions', async (t) => {
  const { clock, board } = ground(t);
  const a = await board.host({ v4: '20.0.0.1' }).open(1);
  const b = await board.host({ v4: '20.0.0.2' }).open(1);
  const [atA, atB] = [heard(a), heard(b)];
  board.setMtu('20.0.0.2', 1280);
  for (const length of [1252, 1253]) {
    a.send(new Uint8Array(length), b.local[0]!);
    b.send(new Uint8Array(length), a.local[0]!);
  }
  clock.advance(100);
  t.deepEqual(atA, ['20.0.0.2:1 1252']);
  t.deepEqual(atB, ['20.0.0.1:1 1252']);
});

/** Who of three strangers gets through to a host behind a NAT that sent to the first one only. */
async function whoGetsIn(t: ExecutionContext, kind: NatKind): Promise<boolean[]> {
  const { clock, random, board } = ground(t);
  const nat = new Nat(kind, '20.0.0.1', 60_000, random);
  const inside = await board.host({ v4: '192.168.1.2' }, { nat }).open(5000);
  const known = await board.host({ v4: '20.0.0.2' }).open(1);
  const otherPort = await board.host({ v4: '20.0.0.2' }).open(2);
  const otherHost = await board.host({ v4: '20.0.0.3' }).open(1);
  const seen = heard(inside);
  const atKnown = heard(known);
  inside.send(new Uint8Array(1), known.local[0]!);
  clock.advance(100);
  const [address, port] = atKnown[0]!.split(' ')[0]!.split(':');
  t.is(address, '20.0.0.1');
  for (const who of [known, otherPort, otherHost]) who.send(new Uint8Array(7), at(address!, Number(port)));
  known.send(new Uint8Array(7), at('192.168.1.2', 5000));
  clock.advance(100);
  return ['20.0.0.2:1 7', '20.0.0.2:2 7', '20.0.0.3:1 7'].map((who) => seen.includes(who));
}

test('NATs let in whom their kind lets in', async (t) => {
  t.deepEqual(await whoGetsIn(t, 'full-cone'), [true, true, true]);
  t.deepEqual(await whoGetsIn(t, 'restricted'), [true, true, false]);
  t.deepEqual(await whoGetsIn(t, 'port-restricted'), [true, false, false]);
  t.deepEqual(await whoGetsIn(t, 'symmetric'), [true, false, false]);
});

test('a symmetric NAT shows another port to every peer, others the same to all', async (t) => {
  for (const kind of ['full-cone', 'restricted', 'port-restricted', 'symmetric'] as const) {
    const nat = new Nat(kind, '20.0.0.1', 60_000, seededRandom(kind));
    const ports = [1, 2, 3].map((peer) => nat.outward(5000, at(`20.0.0.${peer + 1}`, 1), 0).port);
    t.is(new Set(ports).size, kind === 'symmetric' ? 3 : 1, kind);
    t.not(nat.outward(5001, at('20.0.0.2', 1), 0).port, ports[0], kind);
  }
});

test('a NAT forgets what the host does not use; what comes in keeps nothing open', (t) => {
  const nat = new Nat('restricted', '20.0.0.1', 30_000, seededRandom(t.title));
  const peer = at('20.0.0.2', 1);
  const { port } = nat.outward(5000, peer, 0);
  t.is(nat.inward(port, peer, 20_000), 5000);
  t.is(nat.inward(port, peer, 30_001), null);
  t.not(nat.outward(5000, peer, 40_000).port, port);
  const again = nat.outward(5000, peer, 60_000).port;
  t.is(nat.outward(5000, at('20.0.0.3', 1), 85_000).port, again);
  t.is(nat.inward(again, peer, 95_000), null);
  t.is(nat.inward(again, at('20.0.0.3', 9), 95_000), 5000);
});
