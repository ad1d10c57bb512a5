import test from 'ava';

import { every } from '../../src/clock/clock.js';
import { addressFromBytes } from '../../src/net/address.js';
import { ExposedPorts } from '../../src/tunnel/exposed.js';
import type { OwnAddress, OwnPath } from '../../src/tunnel/types.js';
import { echo, sumHolds, tcp, tcpFlag, udp } from '../helpers/packets.js';
import { arrivals, connected, type Machine, stream, TunnelLab } from '../helpers/tunnel-lab.js';

test('a first ping finds the other address, opens a tunnel and comes back', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a'), await lab.machine('b')];
  a.tun.send([echo(a.address, b.address, 128, [7, 1])]);
  await lab.pass(400);
  t.is(b.received.length, 1, JSON.stringify([a.tunnels.dropped, b.tunnels.dropped]));
  t.deepEqual(b.received[0]!.packet, echo(a.address, b.address, 128, [7, 1]));
  // Lookup 60, first message and answer 80, the packet 40.
  t.is(b.received[0]!.at, 180);
  b.tun.send([echo(b.address, a.address, 129, [7, 1])]);
  await lab.pass(100);
  t.deepEqual(a.received[0]!.packet, echo(b.address, a.address, 129, [7, 1]));
  t.true(sumHolds(a.received[0]!.packet));
  t.is(lab.lookups, 1);
  await lab.pass(1000);
  t.deepEqual(a.tunnels.dropped, {});
  t.deepEqual(b.tunnels.dropped, {});
  const [facts] = a.tunnels.facts();
  t.is(facts!.state, 'open');
  t.is(facts!.joins.length, 2);
  t.deepEqual(
    facts!.joins.map((join) => join.state),
    ['fit', 'fit'],
  );
});

/** The ICMPv6 errors that a machine's programs got: type and code. */
function errors(machine: Machine): string[] {
  return machine.received
    .filter(({ packet }) => packet[6] === 58 && packet[40]! < 128 && sumHolds(packet))
    .map(({ packet }) => `${packet[40]}/${packet[41]}`);
}

test('nobody has the address: programs hear it at once, and without a lookup for a while', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a'), await lab.machine('b', { isUnlisted: true })];
  const question = udp(a.address, b.address, [5000, 7], new Uint8Array(10));
  a.tun.send([question, question]);
  await lab.pass(150);
  t.deepEqual(errors(a), ['1/0', '1/0']);
  // The error holds the packet as the program sent it.
  t.deepEqual(a.received[0]!.packet.subarray(48), question);
  a.tun.send([question]);
  t.deepEqual(errors(a), ['1/0', '1/0', '1/0'], 'without waiting');
  t.is(lab.lookups, 2, 'over either exit path');
  await lab.pass(6_000);
  a.tun.send([question]);
  await lab.pass(150);
  t.is(lab.lookups, 4);
});

test('a look that finds nothing is not believed before another one over another path', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a'), await lab.machine('b')];
  await b.tunnels.exposed.add({ port: 7, protocol: 'udp', address: addressFromBytes(b.address) });
  const over = new Set<OwnPath>();
  for (const first of [null, 'unanswered', 'closed'] as const) {
    const record = b.record;
    lab.onLookup = (through) => {
      over.add(through);
      lab.onLookup = () => undefined;
      if (first !== 'closed') return first;
      through.close();
      return null;
    };
    a.tun.send([udp(a.address, b.address, [5000, 7], Uint8Array.of(7))]);
    await lab.pass(2_000);
    t.deepEqual([errors(a), b.received.length], [[], 1], `${first}`);
    b.received.length = 0;
    b.record = record;
    // The tunnel ends, and the next packet needs a new look.
    await lab.pass(700_000);
  }
  t.true(over.size > 0);
});

test('while nobody answers, the address is looked for until there is no more to hope for', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a'), await lab.machine('b')];
  lab.onLookup = () => 'unanswered';
  a.tun.send([udp(a.address, b.address, [5000, 7], new Uint8Array(10))]);
  await lab.pass(19_000);
  t.deepEqual(errors(a), []);
  t.true(lab.lookups > 4 && lab.lookups < 45, `${lab.lookups} in 19 s`);
  await lab.pass(2_000);
  t.deepEqual(errors(a), ['1/0']);
});

test('somebody has the address, but is gone: programs hear that, too', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a'), await lab.machine('b')];
  for (const path of b.pool.entries) path.isDead = true;
  a.tun.send([udp(a.address, b.address, [5000, 7], new Uint8Array(10))]);
  await lab.pass(8_000);
  t.deepEqual(errors(a), ['1/3']);
  t.is(a.tunnels.facts()[0]?.state, 'unreachable');
});

test('entry nodes that know nothing of the address are left for others without waiting', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a'), await lab.machine('b')];
  const record = b.record()!;
  b.record = () => ({
    ...record,
    entries: record.entries.map((entry, at) =>
      at === 0 ? { ...entry, entryId: new Uint8Array(16) } : entry,
    ),
  });
  a.tun.send([echo(a.address, b.address, 128, [1, 1])]);
  await lab.pass(500);
  t.is(b.received.length, 1);
});

test('what is not between AP addresses, not ours, or no IPv6, goes nowhere', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a'), await lab.machine('b')];
  const elsewhere = b.address.slice();
  elsewhere[0] = 0x20;
  elsewhere[1] = 0x02;
  a.tun.send([
    udp(a.address, elsewhere, [1, 2], new Uint8Array(9)),
    udp(b.address, a.address, [1, 2], new Uint8Array(9)),
    udp(a.address, a.address, [1, 2], new Uint8Array(9)),
    udp(a.address, Uint8Array.of(0xff, 2, ...new Uint8Array(14)), [1, 2], new Uint8Array(9)),
    Uint8Array.of(0x45, ...new Uint8Array(60)),
    udp(a.address, b.address, [1, 2], new Uint8Array(9)).subarray(0, 50),
  ]);
  await lab.pass(3_000);
  t.deepEqual(a.tunnels.dropped, {
    'out-elsewhere': 1,
    'out-not-ours': 2,
    'out-multicast': 1,
    'out-not-ipv6': 1,
    'out-cut': 1,
  });
  t.deepEqual(errors(a), ['1/1', '1/1', '1/1']);
  t.is(lab.lookups, 0);
});

test('headers are made anew at the far end, and SYNs announce what fits', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a'), await lab.machine('b')];
  await b.tunnels.exposed.add({ port: 80, protocol: 'tcp', address: addressFromBytes(b.address) });
  const told = { trafficClass: 0xb8 | 3, flowLabel: 0xabcde, hopLimit: 7 };
  a.tun.send([echo(a.address, b.address, 128, [1, 1])]);
  await lab.pass(500);
  b.received.length = 0;
  await b.tunnels.exposed.add({ port: 7, protocol: 'udp', address: addressFromBytes(b.address) });
  a.tun.send([udp(a.address, b.address, [1, 7], new Uint8Array(33), told)]);
  const options = Uint8Array.of(2, 4, 1440 >> 8, 1440 & 255);
  const segment = { ports: [5000, 80] as const, flags: tcpFlag.syn, options };
  a.tun.send([tcp(a.address, b.address, segment)]);
  await lab.pass(100);
  t.deepEqual(b.received[0]!.packet, udp(a.address, b.address, [1, 7], new Uint8Array(33)));
  const lowered = Uint8Array.of(2, 4, 1220 >> 8, 1220 & 255);
  t.deepEqual(b.received[1]!.packet, tcp(a.address, b.address, { ...segment, options: lowered }));
});

test('small packets of one batch share cells, in order per flow, and none waits for company', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab);
  lab.paths.counts.clear();
  const small = (size: number) => udp(a.address, b.address, [40_000, 9], new Uint8Array(size).fill(size));
  a.tun.send(Array.from({ length: 20 }, (_, at) => small(at)));
  a.tun.send([small(40)]);
  const exits = [...lab.paths.counts].filter(([path]) => a.pool.exits.includes(path));
  t.deepEqual(
    exits.map(([, count]) => count),
    [2],
  );
  await lab.pass(41);
  t.deepEqual(
    b.received.map(({ packet }) => packet.length - 48),
    [...Array(20).keys(), 40],
  );
});

test('an exposed port opens and closes at once, survives a restart, and others stay closed', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a'), await lab.machine('b')];
  const port = { port: 9, protocol: 'udp', address: addressFromBytes(b.address) } as const;
  const send = async (to: number) => {
    b.received.length = 0;
    a.tun.send([udp(a.address, b.address, [5000, to], new Uint8Array(10))]);
    await lab.pass(500);
    return b.received.length;
  };
  t.is(await send(9), 0);
  t.true(await b.tunnels.exposed.add(port));
  t.false(await b.tunnels.exposed.add(port));
  t.is(await send(9), 1);
  t.is(await send(10), 0);
  t.deepEqual((await ExposedPorts.open(b.state)).list, [port]);
  t.true(await b.tunnels.exposed.remove(port));
  t.false(await b.tunnels.exposed.remove(port));
  t.is(await send(9), 0);
  t.is(b.tunnels.dropped['in-closed'], 3);
});

test('a UDP server that answers from another address of the machine is heard from the one that was asked', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a'), await lab.machine('b')];
  const fresh: OwnAddress = {
    ...b.own,
    address: Uint8Array.from(b.address, (byte, at) => (at === 15 ? byte ^ 1 : byte)),
  };
  b.addresses.list.push(fresh);
  await b.tunnels.exposed.add({ port: 9, protocol: 'udp', address: addressFromBytes(b.address) });
  const ask = async (): Promise<Uint8Array | undefined> => {
    b.received.length = 0;
    a.tun.send([udp(a.address, b.address, [5000, 9], Buffer.from('question'))]);
    await lab.pass(500);
    return b.received[0]?.packet;
  };
  const answer = async (from: number, to: number): Promise<Uint8Array | undefined> => {
    a.received.length = 0;
    b.tun.send([udp(fresh.address, a.address, [from, to], Buffer.from('answer'))]);
    await lab.pass(500);
    return a.received[0]?.packet;
  };
  t.deepEqual(await ask(), udp(a.address, b.address, [5000, 9], Buffer.from('question')));
  t.deepEqual(await answer(9, 5000), udp(b.address, a.address, [9, 5000], Buffer.from('answer')));
  // By now the program may have bound itself to the address it answers from.
  t.deepEqual(await ask(), udp(a.address, fresh.address, [5000, 9], Buffer.from('question')));
  // What is no answer of that port goes its own way, which here is none.
  t.is(await answer(10, 5000), undefined);
  await lab.pass(130_000);
  t.deepEqual(await ask(), udp(a.address, b.address, [5000, 9], Buffer.from('question')));
});

test('an address that is only for going out answers nobody, but those it began with', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a', { isLasting: false }), await lab.machine('b')];
  b.tun.send([echo(b.address, a.address, 128, [1, 1])]);
  await lab.pass(9_000);
  t.deepEqual(errors(b), ['1/3']);
  t.true(a.tunnels.dropped['join-closed']! > 0);
  a.tun.send([echo(a.address, b.address, 128, [2, 1])]);
  await lab.pass(500);
  b.tun.send([echo(b.address, a.address, 129, [2, 1]), echo(b.address, a.address, 128, [3, 1])]);
  await lab.pass(500);
  t.deepEqual(
    a.received.map(({ packet }) => packet[40]),
    [129],
  );
});

test('both open at once: one tunnel comes of it, the lower address’s', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a'), await lab.machine('b')];
  const [lower, higher] = Buffer.compare(a.address, b.address) < 0 ? [a, b] : [b, a];
  a.tun.send([echo(a.address, b.address, 128, [1, 1])]);
  b.tun.send([echo(b.address, a.address, 128, [2, 1])]);
  await lab.pass(3_000);
  t.is(a.received.length, 1);
  t.is(b.received.length, 1);
  t.is(lower.tunnels.facts()[0]!.role, 'opener');
  t.is(higher.tunnels.facts()[0]!.role, 'answerer');
  t.deepEqual(lower.tunnels.dropped, { 'join-crossed': 1 });
});

test('an idle tunnel ends at both ends, and the next packet opens another', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab);
  await lab.pass(615_000);
  t.not(a.tunnels.facts()[0]?.state, 'open');
  t.not(b.tunnels.facts()[0]?.state, 'open');
  const { carried } = lab.paths;
  await lab.pass(600_000);
  t.is(lab.paths.carried, carried, 'and is silent');
  a.tun.send([udp(a.address, b.address, [40_000, 9], new Uint8Array(10))]);
  await lab.pass(500);
  t.is(b.received.length, 1);
});

test('a tunnel in use is renewed within the hour, with nothing lost', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab, { life: 8_000_000 });
  const flow = stream(lab, a, b, { pace: 2 });
  const back = stream(lab, b, a, { pace: 2 });
  await lab.pass(7_200_000);
  flow.stop();
  back.stop();
  await lab.pass(500);
  t.is(arrivals(b).distinct, flow.sent());
  t.is(arrivals(a).distinct, back.sent());
  t.true(lab.lookups >= 4, `${lab.lookups} lookups`);
  t.true(a.tunnels.facts()[0]!.openFor < 3_600_000);
});

test('a peer that forgot everything is found again', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab);
  b.tunnels.close();
  const again = await lab.machine('b');
  await again.tunnels.exposed.add({ port: 9, protocol: 'udp', address: addressFromBytes(b.address) });
  const flow = stream(lab, a, again, { pace: 10 });
  await lab.pass(20_000);
  flow.stop();
  const first = again.received[0]?.at ?? Number.POSITIVE_INFINITY;
  t.true(first < 12_000, `${first} ms`);
});

test('the other end vanishes: programs hear of it within half a minute, and of its return by the next packet', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab);
  const flow = stream(lab, a, b, { pace: 10 });
  await lab.pass(1_000);
  for (const path of b.pool.entries) path.isDead = true;
  const diedAt = lab.clock.now();
  await lab.pass(30_000);
  flow.stop();
  const heardAt = a.received.find(({ packet }) => packet[40] === 1)?.at ?? Number.POSITIVE_INFINITY;
  t.true(heardAt - diedAt < 20_000, `${heardAt - diedAt} ms`);
  t.true(errors(a).every((error) => error === '1/3'));
  b.pool.entries = b.pool.entries.map(() => lab.paths.make('entry'));
  b.pool.onChange();
  b.received.length = 0;
  // What was begun with the old entry points comes to its end, and the next seconds are refused.
  await lab.pass(13_000);
  a.tun.send([udp(a.address, b.address, [40_000, 9], new Uint8Array(10))]);
  await lab.pass(500);
  t.is(b.received.length, 1);
});

test('an address that is taken away takes its tunnels with it, and its place on the device', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab);
  t.deepEqual(a.tun.addresses, [`${addressFromBytes(a.address)}/32`]);
  a.addresses.list.length = 0;
  a.addresses.onChange();
  t.deepEqual(a.tun.addresses, []);
  t.deepEqual(a.tunnels.facts(), []);
  b.tun.send([udp(b.address, a.address, [40_000, 9], new Uint8Array(10))]);
  await lab.pass(1_000);
  t.is(a.received.length, 0);
});

for (const [name, weather] of Object.entries({
  loss: { loss: 0.02 },
  reordering: { jitter: 60 },
  doubles: { doubles: 0.3 },
  'all of it, far away': { latency: 350, jitter: 90, loss: 0.05, doubles: 0.1 },
})) {
  test(`a ping every 100 ms through ${name}`, async (t) => {
    const lab = new TunnelLab(t);
    Object.assign(lab.paths.weather, weather);
    const [a, b] = await connected(lab);
    let sent = 0;
    const timer = every(
      lab.clock,
      100,
      0,
      () => 0,
      () => {
        sent += 1;
        a.tun.send([echo(a.address, b.address, 128, [1, sent])]);
      },
    );
    b.tun.onPacket = (packet) =>
      b.tun.send([echo(b.address, a.address, 129, [1, (packet[46]! << 8) | packet[47]!])]);
    await lab.pass(60_000);
    timer.cancel();
    await lab.pass(3_000);
    const answers = a.received.filter(({ packet }) => packet[40] === 129);
    const distinct = new Set(answers.map(({ packet }) => (packet[46]! << 8) | packet[47]!)).size;
    t.is(answers.length, distinct, 'nothing twice');
    const { loss } = lab.paths.weather;
    t.true(distinct >= sent * ((1 - loss) ** 2 - 0.04), `${distinct} of ${sent}`);
    t.is(a.tunnels.dropped['cell-forged'] ?? 0, 0);
  });
}
