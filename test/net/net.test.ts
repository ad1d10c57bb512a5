import test, { type ExecutionContext } from 'ava';
import { available } from 'udp-batch';
import { VirtualClock } from '../../src/clock/virtual.js';
import { seededRandom } from '../../src/crypto/random.js';
import { openBatched } from '../../src/net/batched.js';
import { openByDgram } from '../../src/net/dgram.js';
import type { DatagramSocket, Endpoint, Net } from '../../src/net/net.js';
import { NetError } from '../../src/net/net.js';
import { udpBy } from '../../src/net/udp.js';
import { Switchboard } from '../../src/simulation/switchboard.js';

/** Two hosts that reach each other, and how to let time pass until something is true. */
interface Ground {
  readonly nets: readonly [Net, Net];
  readonly addresses: readonly [string, string];
  until(done: () => boolean): Promise<void>;
}

/** One suite for whatever claims to be a Net. */
function suite(name: string, makeGround: () => Ground): void {
  const open = async (t: ExecutionContext, net: Net, port = 0): Promise<DatagramSocket> => {
    const socket = await net.open(port);
    t.teardown(() => socket.close());
    return socket;
  };

  test(`${name}: datagrams arrive whole, with their sender's endpoint, and the buffer is the caller's again`, async (t) => {
    const { nets, addresses, until } = makeGround();
    const [a, b] = [await open(t, nets[0]), await open(t, nets[1])];
    const seen: { data: Uint8Array; from: Endpoint }[] = [];
    b.onDatagram = (data, from) => seen.push({ data: data.slice(), from });
    const buffer = new Uint8Array(1344).fill(7);
    a.send(buffer, { family: 4, address: addresses[1], port: b.local[0]!.port });
    buffer.fill(9);
    await until(() => seen.length > 0);
    t.deepEqual(seen[0]!.data, new Uint8Array(1344).fill(7));
    t.deepEqual(seen[0]!.from, { family: 4, address: addresses[0], port: a.local[0]!.port });
  });

  test(`${name}: a used-up port is refused in a sentence, another is free`, async (t) => {
    const { nets } = makeGround();
    const first = await open(t, nets[0]);
    const error = await t.throwsAsync(nets[0].open(first.local[0]!.port), { instanceOf: NetError });
    t.is(error.code, 'port-in-use');
    t.regex(error.message, new RegExp(`port ${first.local[0]!.port} is in use`));
  });

  test(`${name}: after close nothing arrives, sending is harmless and the port is free again`, async (t) => {
    const { nets, addresses, until } = makeGround();
    const [a, b] = [await open(t, nets[0]), await open(t, nets[1])];
    const to: Endpoint = { family: 4, address: addresses[1], port: b.local[0]!.port };
    let first = 0;
    b.onDatagram = () => {
      first += 1;
    };
    await b.close();
    a.send(new Uint8Array(3), to);
    const again = await open(t, nets[1], to.port);
    let second = 0;
    again.onDatagram = () => {
      second += 1;
    };
    a.send(new Uint8Array(3), to);
    await until(() => second > 0);
    t.is(first, 0);
    await a.close();
    t.notThrows(() => a.send(new Uint8Array(3), to));
  });

  test(`${name}: one port serves every family there is`, async (t) => {
    const { nets } = makeGround();
    const socket = await open(t, nets[0]);
    t.is(new Set(socket.local.map(({ port }) => port)).size, 1);
    t.is(new Set(socket.local.map(({ family }) => family)).size, socket.local.length);
  });
}

suite('in memory', () => {
  const clock = new VirtualClock();
  const board = new Switchboard(clock, seededRandom(1));
  return {
    nets: [board.host({ v4: '10.0.0.1', v6: '2001:db8::1' }), board.host({ v4: '10.0.0.2' })],
    addresses: ['10.0.0.1', '10.0.0.2'],
    until: (done) => clock.run(1000, done),
  };
});

const overLoopback = (a: Net, b: Net): Ground => ({
  nets: [a, b],
  addresses: ['127.0.0.1', '127.0.0.1'],
  async until(done) {
    const deadline = Date.now() + 10_000;
    while (!done() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
  },
});

const forms: [name: string, net: Net][] = [
  ['udp by batches', udpBy(openBatched)],
  ['udp by dgram', udpBy(openByDgram)],
];
for (const [name, net] of forms) suite(name, () => overLoopback(net, net));
suite('udp from one form to the other', () => overLoopback(forms[0]![1], forms[1]![1]));

test('what runs by itself goes by batches', (t) => {
  t.true(available, 'the addon is compiled');
});

const deaf = async (t: ExecutionContext, udp: Net): Promise<void> => {
  const [a, b, gone] = [await udp.open(0), await udp.open(0), await udp.open(0)];
  t.teardown(() => Promise.all([a.close(), b.close()]));
  const at = (socket: DatagramSocket): Endpoint => ({
    family: 4,
    address: '127.0.0.1',
    port: socket.local[0]!.port,
  });
  const nowhere = at(gone);
  await gone.close();
  for (let i = 0; i < 20; i += 1) a.send(new Uint8Array(1344), nowhere);
  const heard = new Promise<void>((resolve) => {
    a.onDatagram = () => resolve();
  });
  b.send(new Uint8Array(5), at(a));
  await heard;
  t.pass();
};
for (const [name, net] of forms)
  test(`${name}: a datagram to a closed port does not make the socket deaf`, deaf, net);

test('in memory: loss loses, down is down, latency takes its time', async (t) => {
  const clock = new VirtualClock();
  const board = new Switchboard(clock, seededRandom(2), { latency: 50, loss: 0.5 });
  const a = await board.host({ v4: '10.0.0.1' }).open(1);
  const b = await board.host({ v4: '10.0.0.2' }).open(1);
  const arrivals: number[] = [];
  b.onDatagram = () => arrivals.push(clock.now());
  for (let i = 0; i < 1000; i += 1) a.send(new Uint8Array(1), b.local[0]!);
  clock.advance(49);
  t.is(arrivals.length, 0);
  clock.advance(1);
  t.true(arrivals.length > 400 && arrivals.length < 600, `${arrivals.length}`);
  const before = arrivals.length;
  board.setDown('10.0.0.2', true);
  for (let i = 0; i < 100; i += 1) a.send(new Uint8Array(1), b.local[0]!);
  clock.advance(100);
  t.is(arrivals.length, before);
});
