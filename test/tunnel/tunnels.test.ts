import test from 'ava';
import { every } from '../../src/clock/clock.js';
import { addressFromBytes } from '../../src/net/address.js';
import type { FakePath } from '../helpers/fake-paths.js';
import { echo, sumHolds, udp } from '../helpers/packets.js';
import { type Machine, TunnelLab } from '../helpers/tunnel-lab.js';

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

/** One-way packets at `pace` per second, numbered; gives a stop. */
function stream(
  lab: TunnelLab,
  from: Machine,
  to: Machine,
  options: { pace?: number; size?: number; ports?: readonly [number, number] } = {},
): { sent: () => number; stop: () => void } {
  const { pace = 1000, size = 100, ports = [40_000, 9] } = options;
  let sent = 0;
  const data = Buffer.alloc(size);
  const timer = every(
    lab.clock,
    1000 / pace,
    0,
    () => 0,
    () => {
      data.writeUInt32BE(sent++, 0);
      from.tun.send([udp(from.address, to.address, ports, data)]);
    },
  );
  return { sent: () => sent, stop: () => timer.cancel() };
}

/** The longest pause between two arrivals, ms, and how many numbers came. */
function arrivals(machine: Machine, since = 0): { gap: number; count: number; distinct: number } {
  const times = machine.received.filter(({ at }) => at >= since);
  let gap = 0;
  for (let i = 1; i < times.length; i += 1) gap = Math.max(gap, times[i]!.at - times[i - 1]!.at);
  const numbers = new Set(times.map(({ packet }) => Buffer.from(packet).readUInt32BE(48)));
  return { gap, count: times.length, distinct: numbers.size };
}

async function connected(lab: TunnelLab): Promise<[Machine, Machine]> {
  const [a, b] = [await lab.machine('a'), await lab.machine('b')];
  await b.tunnels.exposed.add({ port: 9, protocol: 'udp', address: addressFromBytes(b.address) });
  await a.tunnels.exposed.add({ port: 9, protocol: 'udp', address: addressFromBytes(a.address) });
  a.tun.send([udp(a.address, b.address, [40_000, 9], new Uint8Array(100))]);
  await lab.pass(1_000);
  b.received.length = 0;
  return [a, b];
}

for (const direction of ['there', 'back'] as const) {
  for (const side of ['exit', 'entry'] as const) {
    test(`a hop of the ${side} path dies: packets on their way ${direction} go on over another join`, async (t) => {
      const lab = new TunnelLab(t);
      const [a, b] = await connected(lab);
      const [from, to] = direction === 'there' ? [a, b] : [b, a];
      const flow = stream(lab, from, to);
      await lab.pass(3_000);
      const victim = carrying(lab, side);
      victim.isDead = true;
      const killedAt = lab.clock.now();
      await lab.pass(6_000);
      flow.stop();
      await lab.pass(200);
      const { gap } = arrivals(to, killedAt - 500);
      t.true(gap > 100 && gap <= 1_000, `${gap} ms`);
      t.true(to.received.at(-1)!.at > lab.clock.now() - 300);
    });
  }
}

/** The fake path of that kind over which most cells went lately. */
function carrying(lab: TunnelLab, kind: 'exit' | 'entry'): FakePath {
  const counts = new Map<FakePath, number>();
  for (const [path, count] of lab.paths.counts) if (path.kind === kind) counts.set(path, count);
  return [...counts].sort((x, y) => y[1] - x[1])[0]![0];
}
