import { Worker } from 'node:worker_threads';
import test, { type ExecutionContext } from 'ava';
import { Socket } from 'udp-batch';

const buffers = { receiveBuffer: 4 << 20, sendBuffer: 4 << 20 };
const loopback = Uint8Array.of(127, 0, 0, 1);

function open(t: ExecutionContext, family: 4 | 6 = 4): Socket {
  const socket = new Socket(family, 0, buffers);
  t.teardown(() => socket.close());
  return socket;
}

/** Lets the event loop turn until it is true. */
async function until(done: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!done() && Date.now() < deadline) await new Promise((resolve) => setImmediate(resolve));
}

/** A datagram that says its number, and at each place which byte it is. */
function numbered(number: number, length: number): Uint8Array {
  const data = Uint8Array.from({ length }, (_, at) => (number + at) & 0xff);
  new DataView(data.buffer).setUint32(0, number);
  return data;
}

test('a burst of thousands arrives whole and in order, each datagram by itself', async (t) => {
  const [a, b] = [open(t), open(t)];
  const to = a.receiver(loopback, b.port, 0);
  const lengths = [1344, 1344, 1344, 678, 678, 1344, 4, 1500, 9];
  const seen: number[] = [];
  b.onDatagram = (data) => {
    const number = new DataView(data.buffer, data.byteOffset).getUint32(0);
    t.deepEqual(data, numbered(number, lengths[number % lengths.length]!));
    seen.push(number);
  };
  const count = 3_000;
  for (let from = 0; from < count; from += 100) {
    for (let i = from; i < from + 100; i += 1) a.send(numbered(i, lengths[i % lengths.length]!), to);
    await until(() => seen.length === from + 100);
  }
  t.deepEqual(
    seen,
    Array.from({ length: count }, (_, i) => i),
  );
  t.is(a.dropped, 0);
});

test('equal datagrams are merged by the kernel and told apart again', async (t) => {
  const [a, b] = [open(t), open(t)];
  const { merges, splits } = a.modes;
  t.log({ merges, splits });
  const to = a.receiver(loopback, b.port, 0);
  let [seen, bytes] = [0, 0];
  b.onDatagram = (data) => {
    seen += 1;
    bytes += data.length;
  };
  // 150 are more than two whole messages of 48 cells hold.
  for (let i = 0; i < 150; i += 1) a.send(numbered(i, 1344), to);
  await until(() => seen >= 150);
  t.deepEqual([seen, bytes], [150, 150 * 1344]);
});

test('senders are told apart, and each has one number', async (t) => {
  const hub = open(t);
  const many = Array.from({ length: 40 }, () => open(t));
  const ports = new Map<number, number>();
  const heard = new Map<number, number>();
  hub.onPeer = (peer, address, port, zone) => {
    t.deepEqual([...address.subarray(0, 4)], [127, 0, 0, 1]);
    t.is(zone, 0);
    ports.set(peer, port);
  };
  hub.onDatagram = (_, peer) => {
    const port = ports.get(peer)!;
    heard.set(port, (heard.get(port) ?? 0) + 1);
  };
  for (const socket of many) {
    const to = socket.receiver(loopback, hub.port, 0);
    for (let i = 0; i < 5; i += 1) socket.send(Uint8Array.of(i), to);
  }
  await until(() => [...heard.values()].reduce((sum, count) => sum + count, 0) === 200);
  t.deepEqual(
    [...heard].sort(([a], [b]) => a - b),
    many.map(({ port }): [number, number] => [port, 5]).sort(([a], [b]) => a - b),
  );
});

test('a receiver whose place was taken by others says so', (t) => {
  const socket = open(t);
  const first = socket.receiver(loopback, 1000, 0);
  t.true(socket.isAt(first));
  for (let i = 1; i < 4096; i += 1) socket.receiver(loopback, i, 0);
  t.true(socket.isAt(first));
  socket.receiver(loopback, 5000, 0);
  t.false(socket.isAt(first));
});

test('IPv6 works by itself', async (t) => {
  const [a, b] = [open(t, 6), open(t, 6)];
  const one = Uint8Array.from({ length: 16 }, (_, at) => (at === 15 ? 1 : 0));
  let from = 0;
  b.onPeer = (_peer, address, port) => {
    t.deepEqual([...address], [...one]);
    from = port;
  };
  let seen = 0;
  b.onDatagram = () => {
    seen += 1;
  };
  a.send(Uint8Array.of(1), a.receiver(one, b.port, 0));
  await until(() => seen > 0);
  t.is(from, a.port);
});

test('what is sent is bounded where nothing can leave, and the rest goes when it can', async (t) => {
  const [a, b] = [new Socket(4, 0, { receiveBuffer: 4 << 20, sendBuffer: 4_608 }), open(t)];
  t.teardown(() => a.close());
  const to = a.receiver(loopback, b.port, 0);
  let seen = 0;
  b.onDatagram = () => {
    seen += 1;
  };
  const count = 20_000;
  for (let i = 0; i < count; i += 1) a.send(numbered(i, 1344), to);
  // Loopback hands over at once; what neither socket had room for is lost.
  await until(() => seen > 0);
  t.true(seen + a.dropped <= count);
  let isLast = false;
  b.onDatagram = (data) => {
    isLast ||= data.length === 10;
  };
  await until(() => {
    a.send(numbered(1, 10), to);
    return isLast;
  });
  t.true(isLast, 'and it still works');
});

test('a socket closed in its own callback, and twice, is closed', async (t) => {
  const [a, b] = [open(t), open(t)];
  const to = a.receiver(loopback, b.port, 0);
  let seen = 0;
  b.onDatagram = () => {
    seen += 1;
    b.close();
    b.close();
  };
  const { port } = b;
  for (let i = 0; i < 10; i += 1) a.send(numbered(i, 100), to);
  await until(() => seen > 0);
  await new Promise((resolve) => setImmediate(resolve));
  t.is(seen, 1);
  const again = new Socket(4, port, buffers);
  again.close();
  t.notThrows(() => again.send(numbered(1, 10), to));
});

test('a port in use, and what is no family, are refused by name', (t) => {
  const socket = open(t);
  t.is(
    t.throws(() => new Socket(4, socket.port, buffers), { instanceOf: Error })?.message.split(':')[0],
    'bind',
  );
  t.throws(() => new Socket(5 as 4, 0, buffers), { instanceOf: TypeError });
});

test('a worker that ends takes its sockets with it', async (t) => {
  const source = `
    const { parentPort } = require('node:worker_threads');
    import(${JSON.stringify(import.meta.resolve('udp-batch'))}).then(({ Socket }) => {
      const socket = new Socket(4, 0, { receiveBuffer: 65536, sendBuffer: 65536 });
      parentPort.postMessage(socket.port);
    });`;
  for (let round = 0; round < 3; round += 1) {
    const worker = new Worker(source, { eval: true });
    const port = await new Promise<number>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    await worker.terminate();
    const again = new Socket(4, port, buffers);
    again.close();
  }
  t.pass();
});
