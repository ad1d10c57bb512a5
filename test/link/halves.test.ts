import test from 'ava';
import { firstHalves } from '../../src/link/constants.js';
import { cutFirst, Halves, halfKeyOf } from '../../src/link/halves.js';
import { requestKinds } from '../../src/link/types.js';
import type { Endpoint } from '../../src/net/net.js';
import { datagramLength, halfLength } from '../../src/wire/sizes.js';
import { channelNamed, type End, LinkLab } from '../helpers/links.js';

const { ping } = requestKinds;
const narrow = 1200;
const wide = 1500;

/** Two ends that answer each other; what is sent between them is counted by size. */
async function pair(lab: LinkLab): Promise<{ a: End; b: End; sizes: Map<number, number> }> {
  const [a, b] = [await lab.end(), await lab.end()];
  const sizes = new Map<number, number>();
  lab.board.onSent = (data) => sizes.set(data.length, (sizes.get(data.length) ?? 0) + 1);
  for (const end of [a, b]) {
    end.links.handle(ping, (body) => body);
    end.links.onCell = () => {};
  }
  return { a, b, sizes };
}

function asker(lab: LinkLab, end: End) {
  return () => lab.settled(end.links.request(end.links.list[0]!, ping, Buffer.from('x')));
}

test('where 1344 bytes do not pass, links come about and work in halves', async (t) => {
  const lab = new LinkLab(t);
  const { a, b, sizes } = await pair(lab);
  lab.board.setMtu(b.endpoint.address, narrow);
  const before = lab.clock.now();
  const link = (await lab.settled(a.links.connect(b.address)))!;
  t.true(lab.clock.now() - before < 1000, 'at the second first message');
  const whole = sizes.get(datagramLength)!;
  t.is(whole, 1);
  let cells = 0;
  b.links.onCell = (_link, pathId, body) => {
    t.is(pathId, 9);
    t.deepEqual([body.length, body[1303]], [1304, 7]);
    cells += 1;
  };
  for (let i = 0; i < 50; i += 1) {
    t.truthy(await asker(lab, a)());
    t.truthy(await asker(lab, b)());
    a.links.send(link, 9, new Uint8Array(1304).fill(7));
    await lab.clock.run(1000);
  }
  t.is(cells, 50);
  t.deepEqual([...sizes.keys()].sort(), [datagramLength, halfLength].sort());
  // Now and then a whole one is tried, ever more rarely.
  t.true(sizes.get(datagramLength)! - whole < 40, `${sizes.get(datagramLength)} whole ones`);

  // For hours, over new sessions.
  for (let minute = 0; minute < 120; minute += 1) {
    await lab.clock.run(60_000);
    a.links.send(link, 9, new Uint8Array(1304).fill(7));
    t.truthy(await asker(lab, b)());
  }
  t.deepEqual([a.events, b.events], [['open'], ['open']]);

  lab.board.setMtu(b.endpoint.address, wide);
  await lab.clock.run(1_200_000);
  sizes.clear();
  await lab.clock.run(300_000);
  t.deepEqual([...sizes.keys()], [datagramLength], 'whole again once it passes');
});

test('a way that becomes narrow under an open link costs it nothing but a request', async (t) => {
  const lab = new LinkLab(t);
  const { a, b } = await pair(lab);
  const link = (await lab.settled(a.links.connect(b.address)))!;
  await lab.clock.run(1000);
  lab.board.setMtu(b.endpoint.address, narrow);
  t.is(await asker(lab, a)(), null);
  await lab.clock.run(2000);
  t.truthy(await asker(lab, a)());
  t.truthy(await asker(lab, b)(), 'the other way, too');
  await lab.clock.run(200_000);
  t.true(link.open);
  t.truthy(await asker(lab, b)());
  t.deepEqual([a.events, b.events], [['open'], ['open']]);
});

test('cells of paths alone show that nothing whole arrives', async (t) => {
  const lab = new LinkLab(t);
  const { a, b } = await pair(lab);
  const link = (await lab.settled(a.links.connect(b.address)))!;
  await lab.clock.run(1000);
  let cells = 0;
  b.links.onCell = () => {
    cells += 1;
  };
  // One way only: what b sends is short enough, in its reports it says what it got.
  lab.board.onSent = (data, from) => {
    lab.board.weather.loss = data.length === datagramLength && from.address === a.endpoint.address ? 1 : 0;
  };
  for (let second = 0; second < 60; second += 1) {
    a.links.send(link, 7, Buffer.from('x'));
    await lab.clock.run(1000);
  }
  t.true(cells > 20, `${cells} of 60 cells`);
  t.deepEqual([a.events, b.events], [['open'], ['open']]);
});

test('loss alone does not make a link send halves for long', async (t) => {
  const lab = new LinkLab(t, { loss: 0.2, jitter: 0.5 });
  const { a, b, sizes } = await pair(lab);
  await lab.settled(a.links.connect(b.address));
  for (let i = 0; i < 1000; i += 1) {
    await asker(lab, a)();
    await lab.clock.run(500);
  }
  const halves = sizes.get(halfLength) ?? 0;
  t.true(halves < sizes.get(datagramLength)! / 5, `${halves} halves, ${sizes.get(datagramLength)} whole`);
});

test('halves of strangers, alone or replayed, are bounded and met with silence', async (t) => {
  const lab = new LinkLab(t);
  const { a, b } = await pair(lab);
  const sent: { data: Uint8Array; from: Endpoint; to: Endpoint }[] = [];
  lab.board.onSent = (data, from, to) => sent.push({ data: data.slice(), from, to });
  lab.board.setMtu(b.endpoint.address, narrow);
  await lab.settled(a.links.connect(b.address));
  await asker(lab, a)();
  const halves = sent.filter(
    ({ data, to }) => data.length === halfLength && to.address === b.endpoint.address,
  );
  t.true(halves.length >= 6);
  await lab.clock.run(5000);
  const toStrangers = () =>
    sent.filter(({ from, to }) => from.address === b.endpoint.address && to.address !== a.endpoint.address)
      .length;
  const elsewhere: Endpoint = { family: 4, address: '203.0.114.7', port: 999 };
  for (const from of [elsewhere, a.endpoint]) {
    for (const { data } of halves) {
      lab.board.send(data, from, b.endpoint);
      await lab.clock.run(100);
    }
  }
  t.is(toStrangers(), 0);
  const { 'cell-replay': cells = 0, 'first-replay': firsts = 0, ...others } = b.links.dropped;
  t.is(cells + 2 * firsts, 2 * halves.length, 'every one is counted');
  t.is(firsts, 2);
  t.deepEqual(others, {});

  // Whoever knows channel and responder can have one half wait, but not many, and not for long.
  const room = b.links as unknown as { firstHalves: Halves };
  const key = halfKeyOf(channelNamed('test').key, b.address.identityKey);
  for (let i = 0; i < 3000; i += 1) {
    const [first] = cutFirst(key, lab.random.bytes(datagramLength));
    const from: Endpoint = { family: 4, address: `11.${i >> 8}.${i & 255}.1`, port: 5 };
    lab.board.send(first, from, b.endpoint);
    lab.board.send(lab.random.bytes(halfLength), elsewhere, b.endpoint);
  }
  await lab.clock.run(200);
  t.true(room.firstHalves.size <= firstHalves.all && room.firstHalves.size > firstHalves.all / 2);
  t.is(toStrangers(), 0);
  t.true(b.links.dropped['half-rate']! > 2000);
  t.true(b.links.dropped['half-alone']! > 2000);
  t.truthy(await asker(lab, a)(), 'the link is unharmed');
});

test('forged halves beside the genuine ones spoil nothing', async (t) => {
  const lab = new LinkLab(t);
  const { a, b } = await pair(lab);
  lab.board.setMtu(b.endpoint.address, narrow);
  let forged = 0;
  let isForging = true;
  // Somebody on the way copies what is in clear and what masks it, and changes the rest; his are there first.
  lab.board.onSent = (data, from, to) => {
    if (!isForging || data.length !== halfLength) return;
    isForging = false;
    const copy = data.slice();
    copy[halfLength - 1]! ^= 1;
    lab.board.send(copy, from, to);
    forged += 1;
    isForging = true;
  };
  const link = await lab.settled(a.links.connect(b.address));
  t.truthy(link, 'the handshake came through');
  let cells = 0;
  b.links.onCell = () => {
    cells += 1;
  };
  for (let i = 0; i < 20; i += 1) {
    t.truthy(await asker(lab, a)());
    t.truthy(await asker(lab, b)());
    a.links.send(link!, 9, new Uint8Array(1304).fill(7));
    await lab.clock.run(500);
  }
  t.is(cells, 20);
  t.true(forged > 100);
  t.true(b.links.dropped['cell-forged']! > 30, JSON.stringify(b.links.dropped));
  await lab.clock.run(5_000);
  const rooms = [a, b].map(({ links }) => links as unknown as { linkHalves: Halves; firstHalves: Halves });
  // The newest ones wait for no more than three seconds.
  for (const { linkHalves, firstHalves } of rooms) t.true(linkHalves.size + firstHalves.size <= 8);
});

test('halves find each other in any order, within bounds and time', (t) => {
  let drops = 0;
  const halves = new Halves({ all: 4, perGroup: 2, life: 1000 }, () => {
    drops += 1;
  });
  const [x, y] = [Uint8Array.of(1), Uint8Array.of(2)];
  const join = (group: string, id: string, half: 0 | 1, body: Uint8Array, now: number) => {
    let found: Uint8Array[] | null = null;
    halves.join(group, id, half, body, now, (both) => {
      found = both;
      return true;
    });
    return found;
  };
  t.is(join('g', '1', 1, y, 0), null);
  t.is(join('g', '1', 1, y, 0), null, 'the same one again');
  t.deepEqual(join('g', '1', 0, x, 0), [x, y]);
  t.is(halves.size, 0);
  t.is(join('g', '2', 0, x, 10), null);
  t.is(join('h', '2', 1, y, 10), null, 'another group');
  t.is(join('g', '2', 1, y, 1010), null, 'too late');
  t.is(drops, 2);
  for (const id of ['3', '4', '5']) join('g', id, 0, x, 1020);
  t.is(halves.size, 2, 'two of one group');
  t.deepEqual(join('g', '5', 1, y, 1020), [x, y]);
  for (const group of ['a', 'b', 'c', 'd', 'e']) join(group, '1', 0, x, 1030);
  t.is(halves.size, 4);
});

test('of one half so many that differ are tried, and no more', (t) => {
  let drops = 0;
  const halves = new Halves({ all: 64, perGroup: 64, life: 1000 }, () => {
    drops += 1;
  });
  const tried: string[] = [];
  const join = (half: 0 | 1, body: number, genuine: string) =>
    halves.join('g', '1', half, Uint8Array.of(body), 0, ([one, other]) => {
      tried.push(`${one[0]} ${other[0]}`);
      return tried.at(-1) === genuine;
    });
  join(0, 1, '1 9');
  for (const forged of [2, 3, 4]) join(1, forged, '1 9');
  t.deepEqual(tried.splice(0), ['1 2', '1 3']);
  t.deepEqual([halves.size, drops], [3, 1]);
  join(1, 9, '1 9');
  t.deepEqual([tried.splice(0), drops], [[], 2], 'the race is lost');
  halves.join('g', '2', 0, Uint8Array.of(1), 0, () => false);
  halves.join('g', '2', 1, Uint8Array.of(2), 0, () => false);
  let both = 0;
  halves.join('g', '2', 1, Uint8Array.of(9), 0, () => {
    both += 1;
    return true;
  });
  t.deepEqual([both, halves.size], [1, 3], 'what was forged goes with what was genuine');
});
