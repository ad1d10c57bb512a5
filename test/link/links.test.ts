import test from 'ava';
import { maxRequestBody, type PeerAddress, requestKinds } from '../../src/link/types.js';
import { datagramLength } from '../../src/wire/sizes.js';
import { channelNamed, LinkLab } from '../helpers/links.js';

const { ping } = requestKinds;
const text = (body: Uint8Array | null) => body && Buffer.from(body).toString();

test('two ends link, ask and answer, and every datagram has one size', async (t) => {
  const lab = new LinkLab(t);
  const sizes = new Set<number>();
  lab.board.onSent = (data) => sizes.add(data.length);
  const [a, b] = [await lab.end(), await lab.end()];
  b.links.handle(ping, (body, from) => {
    t.deepEqual(from.identityKey, a.address.identityKey);
    return Buffer.from(`heard ${text(body)}`);
  });

  const link = (await lab.settled(a.links.connect(b.address)))!;
  t.deepEqual(link.identityKey, b.address.identityKey);
  t.is(text(await lab.settled(a.links.request(link, ping, Buffer.from('hello')))), 'heard hello');
  t.is(link.rtt, 40);
  const back = b.links.list[0]!;
  t.deepEqual([back.direction, link.direction, back.endpoint], ['in', 'out', a.endpoint]);
  t.deepEqual([...sizes], [datagramLength]);
  t.deepEqual([a.events, b.events], [['open'], ['open']]);
});

test('callers for one peer share an attempt; an open link is given at once; oneself is nobody', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  const [one, two] = await lab.settled(Promise.all([a.links.connect(b.address), a.links.connect(b.address)]));
  t.truthy(one);
  t.is(one, two);
  t.is(await lab.settled(a.links.connect(b.address)), one);
  t.is(await lab.settled(a.links.connect(a.address)), null);
});

test('who knows a better endpoint does not wait for a dial to a wrong one, and serves its callers as well', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  const nobody = { ...b.endpoint, address: '10.9.9.9' };
  const astray = a.links.connect({ ...b.address, endpoints: [nobody] });
  await lab.clock.run(600);
  const before = lab.clock.now();
  const link = await lab.settled(a.links.connect(b.address));
  t.truthy(link);
  t.true(lab.clock.now() - before < 200);
  t.is(await lab.settled(astray), link);
  t.deepEqual(a.links.dialling, []);
  await lab.clock.run(10_000);
  t.is(b.links.list.length, 1);
});

test('both dialling at once end with one link each, and it works', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  b.links.handle(ping, (body) => body);
  a.links.handle(ping, (body) => body);
  await lab.settled(Promise.all([a.links.connect(b.address), b.links.connect(a.address)]));
  await lab.clock.run(1000);
  t.deepEqual([a.links.list.length, b.links.list.length], [1, 1]);
  t.truthy(await lab.settled(a.links.request(a.links.list[0]!, ping, Buffer.from('x'))));
  t.truthy(await lab.settled(b.links.request(b.links.list[0]!, ping, Buffer.from('y'))));
});

test('whoever is not there, or of another channel, does not answer, and the next endpoint is tried', async (t) => {
  const lab = new LinkLab(t);
  const [a, b, stranger] = [
    await lab.end(),
    await lab.end(),
    await lab.end({ channel: channelNamed('other') }),
  ];
  const nobody = { ...b.endpoint, address: '10.9.9.9' };
  t.is(await lab.settled(a.links.connect(stranger.address)), null);
  t.is(stranger.links.traffic.bytesOut, 0, 'a stranger hears nothing');
  t.is(stranger.links.dropped.unknown, 6, 'two whole, and two in halves');
  t.is(await lab.settled(a.links.connect({ ...b.address, endpoints: [] })), null);
  const link = await lab.settled(a.links.connect({ ...b.address, endpoints: [nobody, b.endpoint] }));
  t.deepEqual(link?.endpoint, b.endpoint);
});

test('one of many is given up soon, but not for a wrong clock or a narrow way alone', async (t) => {
  const lab = new LinkLab(t);
  const [a, b, late, narrow] = [
    await lab.end(),
    await lab.end(),
    await lab.end({ wallError: -86_400_000 }),
    await lab.end(),
  ];
  lab.board.setMtu(narrow.endpoint.address, 1_300);
  const gone = { ...b.address, endpoints: [{ ...b.endpoint, address: '10.9.9.9' }] };
  const took = async (peer: PeerAddress) => {
    const before = lab.clock.now();
    const link = await lab.settled(a.links.connect(peer, true));
    return { isUp: link !== null, ms: lab.clock.now() - before };
  };
  const silent = await took(gone);
  t.false(silent.isUp);
  t.true(silent.ms > 1_000 && silent.ms < 2_000, `${silent.ms} ms`);
  for (const peer of [b, late, narrow]) t.true((await took(peer.address)).isUp);
});

test('a node id without its work is refused on both sides', async (t) => {
  const lab = new LinkLab(t);
  const good = await lab.end();
  let lazy = await lab.end({ puzzleBits: 0 });
  // Some of those who do no work are lucky.
  while (lazy.links.list.length === 0 && (await lab.settled(lazy.links.connect(good.address)))) {
    lazy = await lab.end({ puzzleBits: 0 });
  }
  t.true(good.links.dropped.puzzle! >= 1);
  t.is(await lab.settled(good.links.connect(lazy.address)), null);
  t.true(good.links.dropped.puzzle! >= 2);
});

test('a third of all datagrams lost, the others out of order: links form and requests get through', async (t) => {
  const lab = new LinkLab(t, { loss: 0.33, jitter: 0.9 });
  const [a, b] = [await lab.end(), await lab.end()];
  b.links.handle(ping, (body) => body);
  let answered = 0;
  for (let i = 0; i < 40; i += 1) {
    const link = await lab.settled(a.links.connect(b.address));
    if (link && (await lab.settled(a.links.request(link, ping, Buffer.from([i]))))) answered += 1;
  }
  // Two tries of a way there and back get through 7 times in 10.
  t.true(answered >= 18, `${answered} of 40 answered`);
});

test('sessions are replaced for hours without a lost request, and old keys go', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  b.links.handle(ping, (body) => body);
  const link = (await lab.settled(a.links.connect(b.address)))!;
  for (let minute = 0; minute < 180; minute += 1) {
    await lab.clock.run(60_000);
    t.truthy(await lab.settled(a.links.request(link, ping, Buffer.from('x'))), `minute ${minute}`);
  }
  t.true(link.open);
  t.deepEqual([a.events, b.events], [['open'], ['open']]);
  const sessions = (link as unknown as { sessions: unknown[] }).sessions.length;
  t.true(sessions <= 4, `${sessions} sessions`);
});

test('a session is replaced two minutes after the first cell of a path in it, an idle one rarely', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  a.links.onCell = () => {};
  b.links.onCell = () => {};
  b.links.handle(ping, (body) => body);
  const link = (await lab.settled(a.links.connect(b.address)))!;
  const keys = () => (link as unknown as { sessions: object[] }).sessions[0];
  let replaced = 0;
  let last = keys();
  const minutes = async (count: number, each: () => void) => {
    replaced = 0;
    for (let second = 0; second < count * 60; second += 1) {
      each();
      await lab.clock.run(1000);
      if (keys() !== last) replaced += 1;
      last = keys();
    }
    return replaced;
  };
  const ask = () => void a.links.request(link, ping, Buffer.from('x'));
  t.is(await minutes(14, ask), 0, 'requests do not count');
  a.links.send(link, 7, Buffer.from('one'));
  t.is(await minutes(2.1, () => {}), 1, 'one cell does');
  t.is(await minutes(14, () => {}), 0);
  b.links.send(b.links.list[0]!, 7, Buffer.from('one'));
  t.is(await minutes(2.1, () => {}), 1, 'whichever way it goes');
  const busy = await minutes(60, () => a.links.send(link, 7, Buffer.from('x')));
  t.true(busy >= 29 && busy <= 41, `${busy} an hour`);
  t.true((link as unknown as { sessions: object[] }).sessions.length <= 3);
  const idle = await minutes(180, () => {});
  t.true(idle >= 7 && idle <= 13, `${idle} in three hours`);
  t.deepEqual([a.events, b.events], [['open'], ['open']]);
});

test('when both dialled at once, each may go on with its own session for hours', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  for (const end of [a, b]) {
    end.links.handle(ping, (body) => body);
    end.links.onCell = () => {};
  }
  await lab.settled(Promise.all([a.links.connect(b.address), b.links.connect(a.address)]));
  for (let minute = 0; minute < 60; minute += 1) {
    await lab.clock.run(60_000);
    for (const end of [a, b])
      t.truthy(await lab.settled(end.links.request(end.links.list[0]!, ping, Buffer.from('x'))));
    if (minute > 30) for (const end of [a, b]) end.links.send(end.links.list[0]!, 7, Buffer.from('x'));
  }
  t.deepEqual([a.events, b.events], [['open'], ['open']]);
  t.deepEqual([a.links.dropped, b.links.dropped], [{}, {}]);
});

test('a confirmation that never gets through costs the new session, not the link', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  b.links.handle(ping, (body) => body);
  const link = (await lab.settled(a.links.connect(b.address)))!;
  const sessions = () => (link as unknown as { sessions: { heard: boolean }[] }).sessions;
  await lab.clock.run(100);
  // Until the next session stands, and then for long enough to forget it on both sides.
  await lab.clock.run(1_800_000, () => sessions().length === 2);
  lab.board.setDown(a.endpoint.address, true);
  await lab.clock.run(12_000);
  lab.board.setDown(a.endpoint.address, false);
  t.deepEqual(
    sessions().map(({ heard }) => heard),
    [true],
  );
  t.truthy(await lab.settled(a.links.request(link, ping, Buffer.from('x'))));
  await lab.clock.run(60_000);
  t.true(sessions()[0]!.heard && sessions().length === 2, 'made anew');
  t.deepEqual(a.events, ['open']);
});

test('an idle link lives on keepalives, at no more than 70 bytes a second each way', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  const link = (await lab.settled(a.links.connect(b.address)))!;
  const hours = 6;
  await lab.clock.run(hours * 3_600_000);
  t.true(link.open);
  const ipBytes = (bytes: number) => (bytes / datagramLength) * (datagramLength + 28);
  const rates = [a, b].map((end) => ipBytes(end.links.traffic.bytesOut) / (hours * 3600));
  for (const rate of rates) t.true(rate > 40 && rate <= 56, `${rates.join(' and ')} bytes/s`);
  // All but the very first message, and the answer to it, served to keep the link.
  for (const { links } of [a, b]) t.is(links.traffic.bytesOut - links.traffic.upkeepOut, datagramLength);
});

test('a silent peer is noticed: within half a minute when asked something, else within two minutes', async (t) => {
  const lab = new LinkLab(t);
  const [a, b, c] = [await lab.end(), await lab.end(), await lab.end()];
  const asked = (await lab.settled(a.links.connect(b.address)))!;
  const idle = (await lab.settled(a.links.connect(c.address)))!;
  await lab.clock.run(100);
  lab.board.setDown(b.endpoint.address, true);
  lab.board.setDown(c.endpoint.address, true);
  t.is(await lab.settled(a.links.request(asked, ping, Buffer.from('x'))), null);
  await lab.clock.run(27_000);
  t.false(asked.open);
  t.true(idle.open);
  await lab.clock.run(90_000);
  t.false(idle.open);
  t.deepEqual(a.events, ['open', 'open', 'close', 'close']);
});

test('disconnect tells the peer; a request on a closed link is null at once', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  const link = (await lab.settled(a.links.connect(b.address)))!;
  await lab.clock.run(1000);
  const waiting = a.links.request(link, ping, Buffer.from('x'));
  a.links.disconnect(link);
  t.is(await waiting, null);
  t.is(await a.links.request(link, ping, Buffer.from('x')), null);
  await lab.clock.run(1000);
  t.deepEqual(
    [a.events, b.events],
    [
      ['open', 'close'],
      ['open', 'close'],
    ],
  );
});

test('a peer that was killed and started again is linked again under its old identity', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  b.links.handle(ping, (body) => body);
  await lab.settled(a.links.connect(b.address));
  // Killed: the socket is gone and nobody was told.
  await b.socket.close();
  const again = await lab.end({ of: b });
  again.links.handle(ping, (body) => body);
  const link = (await lab.settled(again.links.connect(a.address)))!;
  await lab.clock.run(1000);
  t.true(link.open);
  t.is(a.links.list.length, 1);
  t.truthy(await lab.settled(a.links.request(a.links.list[0]!, ping, Buffer.from('x'))));
});

test('a wrong clock, or none, on either side does not keep peers apart', async (t) => {
  const year = 365 * 86_400_000;
  for (const [wallError, noTime] of [
    [-20 * year, false],
    [3 * year, false],
    [0, true],
  ] as const) {
    const lab = new LinkLab(t);
    const [right, wrong] = [await lab.end(), await lab.end({ wallError, noTime })];
    t.truthy(await lab.settled(wrong.links.connect(right.address)), `out, clock off by ${wallError}`);
    const other = await lab.end();
    t.truthy(await lab.settled(other.links.connect(wrong.address)), `in, clock off by ${wallError}`);
  }
});

test('cells of paths pass both ways; nobody listening is counted', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  const link = (await lab.settled(a.links.connect(b.address)))!;
  await lab.clock.run(100);
  t.true(a.links.send(link, 7, Buffer.from('lost')));
  await lab.clock.run(100);
  t.is(b.links.dropped['path-unknown'], 1);
  const seen: string[] = [];
  b.links.onCell = (from, pathId, body) => {
    seen.push(`${pathId} ${text(body.subarray(0, 5))} ${body.length}`);
    b.links.send(from, 0x80000001, Buffer.from('back'));
  };
  a.links.onCell = (_from, pathId, body) => seen.push(`${pathId} ${text(body.subarray(0, 4))}`);
  a.links.send(link, 9, Buffer.from('there'));
  await lab.clock.run(100);
  t.deepEqual(seen, ['9 there 1304', '2147483649 back']);
});

test('requests beyond the rate, of no known kind, or refused, are dropped and counted', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  let served = 0;
  b.links.handle(ping, (body) => {
    served += 1;
    return body.length > 0 ? body : null;
  });
  const link = (await lab.settled(a.links.connect(b.address)))!;
  t.is(await lab.settled(a.links.request(link, ping, new Uint8Array(0))), null);
  t.is(b.links.dropped['request-refused'], 2, 'the request and its repetition');
  const many = Array.from({ length: 300 }, () =>
    a.links.request(link, ping, new Uint8Array(maxRequestBody).fill(1)),
  );
  await lab.settled(Promise.all(many));
  t.true(b.links.dropped['request-rate']! > 0);
  t.true(served < 250, `${served} served`);
});

test('a question that overtakes the confirmation on the way is heard, and not only when it is repeated', async (t) => {
  const lab = new LinkLab(t, { latency: 50, jitter: 0.5 });
  const hub = await lab.end();
  hub.links.handle(requestKinds.ping, (body) => body);
  for (let round = 0; round < 12; round += 1) {
    const end = await lab.end();
    const link = (await lab.settled(end.links.connect(hub.address)))!;
    const start = lab.clock.now();
    t.truthy(await lab.settled(end.links.request(link, requestKinds.ping, Buffer.from('x'))));
    t.true(lab.clock.now() - start < 300, `${lab.clock.now() - start} ms`);
  }
  t.falsy(hub.links.dropped.unconfirmed);
});

test('cells of paths that overtake the confirmation are kept until it comes, a few of them', async (t) => {
  const lab = new LinkLab(t, { latency: 50, jitter: 0.5 });
  const hub = await lab.end();
  for (let round = 0; round < 12; round += 1) {
    const end = await lab.end();
    const came: number[] = [];
    hub.links.onCell = (_link, pathId, body) => came.push(pathId + body[0]!);
    const link = (await lab.settled(end.links.connect(hub.address)))!;
    for (const pathId of [10, 20, 30]) end.links.send(link, pathId, Uint8Array.of(1));
    await lab.clock.run(500);
    t.deepEqual(came.sort(), [11, 21, 31]);
  }
  t.falsy(hub.links.dropped.unconfirmed);
});
