import test from 'ava';
import { arrivals, carrying, connected, stream, TunnelLab } from '../helpers/tunnel-lab.js';

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

test('both paths of a join die, and the pool says so at once: nothing is lost but what was under way', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab);
  const flow = stream(lab, a, b);
  await lab.pass(2_000);
  const victim = carrying(lab, 'exit');
  victim.close();
  a.pool.exits = a.pool.exits.filter((path) => path !== victim);
  a.pool.onChange();
  const closedAt = lab.clock.now();
  await lab.pass(2_000);
  flow.stop();
  await lab.pass(200);
  const { gap } = arrivals(b, closedAt - 500);
  t.true(gap <= 50, `${gap} ms`);
  t.true(flow.sent() - arrivals(b).distinct <= 41, `${flow.sent() - arrivals(b).distinct} lost`);
});

test('paths that end as planned are left before: nothing is lost, no gap', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab, { life: 120_000 });
  const flows = [stream(lab, a, b, { pace: 200 }), stream(lab, b, a, { pace: 200 })];
  // As pools do: a successor long before the end, and the old path lives on until then.
  const renew = async (): Promise<void> => {
    for (const { pool } of [a, b]) {
      const old = [...pool.exits, ...pool.entries];
      pool.exits = pool.exits.map(() => lab.paths.make('exit', 120_000));
      pool.entries = pool.entries.map(() => lab.paths.make('entry', 120_000));
      pool.onChange();
      for (const path of old) lab.clock.after(path.expiresAt - lab.clock.now(), () => path.close());
    }
  };
  for (let round = 0; round < 4; round += 1) {
    await lab.pass(50_000);
    await renew();
  }
  await lab.pass(60_000);
  for (const flow of flows) flow.stop();
  await lab.pass(500);
  for (const machine of [a, b]) {
    const { gap, distinct } = arrivals(machine);
    t.true(gap <= 50, `${machine.name}: ${gap} ms`);
    t.is(distinct, flows[machine === b ? 0 : 1]!.sent());
  }
  t.is(lab.lookups, 1, 'new entry points travelled inside');
  t.is(a.tunnels.facts()[0]!.state, 'open');
  // The last paths' ends.
  await lab.pass(120_000);
});

test('two joins share nothing, where there are paths enough', async (t) => {
  const lab = new TunnelLab(t);
  const seen = new Map<unknown, Set<unknown>>();
  lab.paths.tap = (from, to, rest) => {
    const [exit, entry] = from.kind === 'exit' ? [from, to] : [to, from];
    seen.set(exit, (seen.get(exit) ?? new Set()).add(entry));
    return rest;
  };
  await connected(lab);
  await lab.pass(5_000);
  t.is(seen.size, 2);
  const entries = [...seen.values()].flatMap((set) => [...set]);
  t.is(entries.length, 2);
  t.is(new Set(entries).size, 2);
});

test('one exit path and one entry point are enough for a tunnel', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab, { exits: 1, entries: 1 });
  const flow = stream(lab, a, b);
  await lab.pass(2_000);
  flow.stop();
  await lab.pass(100);
  t.is(arrivals(b).distinct, flow.sent());
  t.is(a.tunnels.facts()[0]!.joins.length, 1);
});

test('of two joins the nearer one carries packets, and a better one takes over', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab);
  const flow = stream(lab, a, b, { pace: 100 });
  await lab.pass(2_000);
  const slow = carrying(lab, 'exit');
  // What goes over the carrying join takes 300 ms longer from now on.
  lab.paths.extra = (path) => (path === slow ? 300 : 0);
  await lab.pass(20_000);
  lab.paths.counts.clear();
  await lab.pass(2_000);
  flow.stop();
  t.not(carrying(lab, 'exit'), slow);
  t.true(arrivals(b).distinct > 2000);
});
