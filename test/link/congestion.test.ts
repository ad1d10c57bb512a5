import test from 'ava';
import { every } from '../../src/clock/clock.js';
import { CodelQueue } from '../../src/link/codel.js';
import { Flow } from '../../src/link/flow.js';
import { requestKinds } from '../../src/link/types.js';
import { datagramLength } from '../../src/wire/sizes.js';
import { LinkLab } from '../helpers/links.js';

test('a slow uplink with a big buffer: the queue stands here, and round trips stay short', async (t) => {
  const lab = new LinkLab(t, { latency: 15 });
  const [a, b] = [await lab.end(), await lab.end()];
  b.links.handle(requestKinds.ping, (body) => body);
  const link = (await lab.settled(a.links.connect(b.address)))!;
  const trip = async () => {
    const start = lab.clock.now();
    await lab.settled(a.links.request(link, requestKinds.ping, Buffer.from('x')));
    return lab.clock.now() - start;
  };
  const idle = await trip();

  // 5 Mbit/s with 500 ms of buffer, offered three times as much.
  const bytesPerSecond = 625_000;
  lab.board.setUplink(a.endpoint.address, { bytesPerSecond, buffer: 500 });
  let arrived = 0;
  b.links.onCell = () => {
    arrived += 1;
  };
  const load = every(lab.clock, 10, 0, Math.random, () => {
    for (let i = 0; i < 14; i += 1) a.links.send(link, 1, Buffer.from('bulk'));
  });
  await lab.clock.run(5000);
  arrived = 0;
  const start = lab.clock.now();
  const trips: number[] = [];
  for (let i = 0; i < 100; i += 1) {
    await lab.clock.run(150);
    trips.push(await trip());
  }
  load.cancel();
  const goodput = (arrived * datagramLength * 1000) / (lab.clock.now() - start);
  trips.sort((x, y) => x - y);
  const p95 = trips[94]!;
  t.true(p95 - idle <= 60, `${p95} ms under load, ${idle} idle`);
  t.true(goodput > 0.75 * bytesPerSecond, `${Math.round(goodput)} of ${bytesPerSecond} bytes/s`);
  t.true(a.links.dropped.queue! > 0, 'too much is dropped here');

  // And when the way is free again, so is the link.
  lab.board.setUplink(a.endpoint.address, null);
  const more = every(lab.clock, 10, 0, Math.random, () => {
    for (let i = 0; i < 14; i += 1) a.links.send(link, 1, Buffer.from('bulk'));
  });
  await lab.clock.run(20_000);
  arrived = 0;
  await lab.clock.run(1000);
  more.cancel();
  t.true(arrived >= 1300, `${arrived} of 1400 cells a second`);
  await lab.clock.run(5000);
});

test('idle ends keep their pace and know their round trip, whatever the pauses', (t) => {
  const [a, b] = [new Flow(), new Flow()];
  let now = 0;
  const cell = (from: Flow, to: Flow): void => {
    const report = from.report(now);
    const counter = from.sent(now);
    now += 10;
    to.received(counter, now);
    to.reported(report, now);
  };
  for (let i = 0; i < 200; i += 1) {
    cell(a, b);
    if (i % 10 === 0) cell(b, a);
    now += 24_000 + (i % 7) * 1000;
    cell(b, a);
    now += 3_000;
  }
  for (const flow of [a, b]) {
    t.is(flow.pace, Number.POSITIVE_INFINITY);
    t.true(flow.queueing <= 10, `${flow.queueing}`);
  }
});

test('a peer that starts anew begins a new account; our own numbers go on', async (t) => {
  const flow = new Flow();
  for (let i = 0; i < 1000; i += 1) {
    flow.sent(i);
    flow.received(i, i);
  }
  flow.reported({ highest: 999, hold: 0, received: 1000 }, 1010);
  t.false(flow.isAnew(990), 'only overtaken');
  t.true(flow.isAnew(0));
  const fresh = flow.afresh();
  t.is(fresh.sent(2000), 1000, 'no number is used twice');
  fresh.reported({ highest: 1000, hold: 0, received: 1 }, 2020);
  t.is(fresh.base, 20);

  // And through whole ends: the other one is killed, comes back, and what it reports counts at once.
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  b.links.handle(requestKinds.ping, (body) => body);
  const link = (await lab.settled(a.links.connect(b.address)))!;
  for (let i = 0; i < 100; i += 1) a.links.send(link, 1, Buffer.from('x'));
  for (let i = 0; i < 40; i += 1)
    await lab.settled(a.links.request(link, requestKinds.ping, Buffer.from('x')));
  await b.socket.close();
  const again = await lab.end({ of: b });
  again.links.handle(requestKinds.ping, (body) => body);
  await lab.settled(again.links.connect(a.address));
  const back = a.links.list[0]!;
  t.is(back, link, 'the same link goes on');
  await lab.settled(a.links.request(back, requestKinds.ping, Buffer.from('x')));
  await lab.settled(a.links.request(back, requestKinds.ping, Buffer.from('x')));
  const up = back as unknown as { flow: Flow };
  t.is(up.flow.base, 40);
  t.is(up.flow.pace, Number.POSITIVE_INFINITY);
});

test('reports that cannot be true change nothing', (t) => {
  const flow = new Flow();
  for (let i = 0; i < 50; i += 1) flow.sent(i);
  flow.reported({ highest: 9, hold: 0, received: 10 }, 60);
  const { pace, queueing, base } = flow;
  t.is(base, 51);
  flow.reported({ highest: 4_000_000_000, hold: 0, received: 11 }, 70);
  flow.reported({ highest: 49, hold: 0, received: 5000 }, 80);
  flow.reported({ highest: 49, hold: 16_000, received: 12 }, 90);
  flow.reported({ highest: 3, hold: 0, received: 9 }, 95);
  t.deepEqual([flow.pace, flow.queueing, flow.base], [pace, queueing, base]);
});

test('CoDel leaves a short queue alone and cuts a standing one', (t) => {
  let drops = 0;
  const queue = new CodelQueue<number>(100_000, () => {
    drops += 1;
  });
  // In and out at the same pace, 5 ms apart: nobody waits long.
  for (let now = 0; now < 5000; now += 1) {
    queue.push(now, now);
    if (now >= 5) t.is(queue.shift(now), now - 5);
  }
  t.is(drops, 0);
  while (queue.shift(5000) !== null);
  // Twice as much comes as goes: the wait stays bounded far below what a plain queue would show.
  const waits: number[] = [];
  for (let now = 10_000; now < 40_000; now += 1) {
    queue.push(now, now);
    if (now % 2 === 0) waits.push(now - (queue.shift(now) ?? now));
  }
  t.true(drops > 1000, `${drops} drops`);
  const late = waits.slice(-5000);
  t.true(Math.max(...late) < 2000, `${Math.max(...late)} ms; a plain queue would show 15000`);
});

test('a way whose delay jumps is not taken for one with a queue', async (t) => {
  const lab = new LinkLab(t, { latency: 100, jitter: 0.3 });
  const [a, b] = [await lab.end(), await lab.end()];
  const link = (await lab.settled(a.links.connect(b.address)))!;
  let arrived = 0;
  b.links.onCell = () => {
    arrived += 1;
  };
  for (let sent = 0; sent < 3000; sent += 1) {
    a.links.send(link, 1, Buffer.from('steady'));
    await lab.clock.run(20);
  }
  await lab.clock.run(1000);
  t.is(arrived, 3000);
  t.falsy(a.links.dropped.queue);
});

test('a way that becomes longer is no queue for long: within seconds as much gets through as before', async (t) => {
  const lab = new LinkLab(t, { latency: 1 });
  const [a, b] = [await lab.end(), await lab.end()];
  const link = (await lab.settled(a.links.connect(b.address)))!;
  let arrived = 0;
  b.links.onCell = (from) => {
    arrived += 1;
    b.links.send(from, 1, Buffer.from('answer'));
  };
  a.links.onCell = () => {};
  const load = every(lab.clock, 10, 0, Math.random, () => {
    for (let i = 0; i < 2; i += 1) a.links.send(link, 1, Buffer.from('steady'));
  });
  await lab.clock.run(10_000);
  Object.assign(lab.board.weather, { latency: 100, jitter: 0.3 });
  await lab.clock.run(5_000);
  arrived = 0;
  await lab.clock.run(10_000);
  load.cancel();
  t.true(arrived > 1_900, `${arrived} of 2000 cells`);
  Object.assign(lab.board.weather, { latency: 1, jitter: 0 });
  await lab.clock.run(1_000);
});

test('who sends next to nothing has no queue on the way: it became longer', (t) => {
  const flow = new Flow();
  let [now, received] = [0, 0];
  const trip = (ms: number): void => {
    const counter = flow.sent(now);
    now += ms;
    received += 1;
    flow.reported({ highest: counter, hold: 0, received }, now);
  };
  for (let i = 0; i < 20; i += 1) {
    trip(8);
    now += 300;
  }
  t.is(flow.base, 8);
  for (let i = 0; i < 4; i += 1) {
    trip(1400);
    now += 5000;
  }
  t.is(flow.pace, Number.POSITIVE_INFINITY);
  t.is(flow.base, 1400);
});

test('CoDel gives those who fill a queue the time of a round trip to answer', (t) => {
  const dropsWithin = (roundTrip: number): number => {
    let drops = 0;
    const queue = new CodelQueue<number>(1000, () => {
      drops += 1;
    });
    queue.roundTrip = roundTrip;
    // A burst of 40 that leaves at one every 25 ms.
    for (let i = 0; i < 40; i += 1) queue.push(i, 0);
    for (let now = 0; now < 1000; now += 25) queue.shift(now);
    return drops;
  };
  t.true(dropsWithin(50) > 5, 'a short way: many are dropped in a second');
  t.is(dropsWithin(1400), 0);
});
