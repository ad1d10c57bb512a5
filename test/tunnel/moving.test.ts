import test from 'ava';
import { every } from '../../src/clock/clock.js';
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
      t.log(`gap ${gap} ms`);
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
test('a narrow way: the queue stands at its owner, short, and a keystroke passes a download', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab, { exits: 1, entries: 1 });
  // 200 cells per second there, with the buffer of a relay that holds a second's worth.
  let freeAt = 0;
  let lost = 0;
  const pace = 5;
  lab.paths.tap = (from, _to, rest) => {
    if (from.kind !== 'exit') return rest;
    const backlog = Math.max(0, freeAt - lab.clock.now());
    if (backlog > 1_000) {
      lost += 1;
      return null;
    }
    freeAt = lab.clock.now() + backlog + pace;
    return rest;
  };
  lab.paths.extra = (path) => (path.kind === 'exit' ? 0 : Math.max(0, freeAt - lab.clock.now() - pace));
  const bulk = stream(lab, a, b, { pace: 260, size: 1200 });
  await lab.pass(20_000);
  b.received.length = 0;
  const keys = stream(lab, a, b, { pace: 5, size: 20, ports: [41_000, 9] });
  const sentAt: number[] = [];
  const timer = every(
    lab.clock,
    200,
    0,
    () => 0,
    () => sentAt.push(lab.clock.now()),
  );
  await lab.pass(20_000);
  for (const flow of [bulk, keys]) flow.stop();
  timer.cancel();
  await lab.pass(2_000);
  const small = b.received.filter(({ packet }) => packet.length === 68);
  const delays = small.map(({ at }, index) => at - sentAt[index]!).sort((x, y) => x - y);
  t.is(small.length, sentAt.length, 'none of them is dropped');
  const median = delays[Math.floor(delays.length / 2)]!;
  t.log(`keystrokes: median ${median} ms, longest ${delays.at(-1)} ms; ${lost} cells lost on the way`);
  t.true(median < 110, `${median} ms`);
  const large = b.received.length - small.length;
  t.true(large > 0.75 * 200 * 20, `${large} large ones in 20 s, 4000 are possible`);
  t.true(a.tunnels.dropped['out-queue']! > 100);
});

test('a relay on an exit path and another join’s entry path dies: a join in reserve is left, and is found at once', async (t) => {
  for (const [exitAt, entryAt] of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ] as const) {
    const lab = new TunnelLab(t);
    const [a, b] = await connected(lab);
    const flow = stream(lab, a, b);
    await lab.pass(40_000);
    t.is(a.tunnels.facts()[0]!.joins.length, 4);
    const used = b.pool.entries.filter((path) => lab.paths.counts.has(path));
    t.is(used.length, 2);
    a.pool.exits[exitAt]!.isDead = true;
    used[entryAt]!.isDead = true;
    const killedAt = lab.clock.now();
    await lab.pass(5_000);
    flow.stop();
    const { gap } = arrivals(b, killedAt - 500);
    t.log(`gap ${gap} ms`);
    t.true(gap <= 700, `${gap} ms`);
    t.true(b.received.at(-1)!.at > lab.clock.now() - 300);
  }
});

test('joins in reserve are begun one after another, once a tunnel has been in use for a while', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab);
  const flow = stream(lab, a, b, { pace: 20 });
  const joins = (): number => a.tunnels.facts()[0]!.joins.length;
  await lab.pass(15_000);
  t.is(joins(), 2);
  const grewAt: number[] = [];
  for (let last = joins(); lab.clock.now() < 60_000; last = joins()) {
    await lab.pass(100);
    if (joins() !== last) grewAt.push(lab.clock.now());
  }
  flow.stop();
  t.is(joins(), 4);
  t.is(grewAt.length, 2);
  t.true(grewAt[0]! >= 20_000 && grewAt[1]! - grewAt[0]! >= 900, `${grewAt}`);
});

test('a tunnel without packets gets none in reserve', async (t) => {
  const lab = new TunnelLab(t);
  const [a] = await connected(lab);
  await lab.pass(19_000);
  const before = a.tunnels.facts()[0]!.joins.length;
  await lab.pass(100_000);
  t.is(a.tunnels.facts()[0]!.joins.length, before);
});

test('a hop that both joins’ entry paths share dies: the third entry point takes over', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab);
  const flow = stream(lab, a, b);
  await lab.pass(6_000);
  const used = b.pool.entries.filter((path) => lab.paths.counts.has(path));
  t.is(used.length, 2);
  for (const path of used) path.isDead = true;
  const killedAt = lab.clock.now();
  await lab.pass(5_000);
  flow.stop();
  const { gap } = arrivals(b, killedAt - 500);
  t.log(`gap ${gap} ms`);
  t.true(gap > 100 && gap <= 2_000, `${gap} ms`);
  t.true(b.received.at(-1)!.at > lab.clock.now() - 300);
});

test('both exit paths die, and new ones are built: the tunnel goes on over these', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab);
  const flow = stream(lab, b, a);
  await lab.pass(6_000);
  for (const path of a.pool.exits) path.isDead = true;
  const killedAt = lab.clock.now();
  await lab.pass(1_000);
  for (const path of a.pool.exits) path.close();
  a.pool.exits = [];
  a.pool.onChange();
  await lab.pass(1_000);
  a.pool.exits = [lab.paths.make('exit'), lab.paths.make('exit')];
  a.pool.onChange();
  await lab.pass(5_000);
  flow.stop();
  const { gap } = arrivals(a, killedAt - 500);
  t.log(`gap ${gap} ms, 2000 of them without any path`);
  t.true(gap <= 2_400, `${gap} ms`);
});

for (const direction of ['there', 'back'] as const) {
  test(`a hop drops half of what goes ${direction}: packets go another way soon`, async (t) => {
    const lab = new TunnelLab(t);
    const [a, b] = await connected(lab);
    const flows = [stream(lab, a, b, { pace: 20 }), stream(lab, b, a, { pace: 20 })];
    await lab.pass(3_000);
    const bad = carrying(lab, 'exit');
    lab.paths.tap = (from, to, rest) =>
      (direction === 'there' ? from : to) === bad && lab.random.next() < 0.5 ? null : rest;
    await lab.pass(10_000);
    const sent = flows.map((flow) => flow.sent());
    const had = [b, a].map((machine) => arrivals(machine).distinct);
    await lab.pass(20_000);
    for (const flow of flows) flow.stop();
    await lab.pass(500);
    for (const [index, machine] of [b, a].entries()) {
      const share = (arrivals(machine).distinct - had[index]!) / (flows[index]!.sent() - sent[index]!);
      t.true(share > 0.97, `${machine.name}: ${share}`);
    }
  });
}

test('an even loss everywhere is no reason to move about', async (t) => {
  const lab = new TunnelLab(t);
  Object.assign(lab.paths.weather, { loss: 0.03 });
  const [a, b] = await connected(lab);
  const flow = stream(lab, a, b, { pace: 100 });
  let moves = 0;
  let carrier: unknown = null;
  let last: unknown = null;
  let row = 0;
  lab.paths.tap = (from, _to, rest) => {
    if (from.kind !== 'exit') return rest;
    row = from === last ? row + 1 : 1;
    last = from;
    // Those in reserve are asked by a cell now and then; packets come one after another.
    if (row >= 4 && from !== carrier) {
      moves += 1;
      carrier = from;
    }
    return rest;
  };
  await lab.pass(60_000);
  flow.stop();
  t.true(moves <= 2, `${moves} times another path`);
});

test('all entry points die: as soon as the record names new ones, the tunnel goes on over these', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab);
  const flow = stream(lab, a, b);
  await lab.pass(6_000);
  for (const path of b.pool.entries) path.isDead = true;
  const killedAt = lab.clock.now();
  await lab.pass(4_000);
  b.pool.entries = b.pool.entries.map(() => lab.paths.make('entry'));
  b.pool.onChange();
  await lab.pass(5_000);
  flow.stop();
  const { gap } = arrivals(b, killedAt - 500);
  t.log(`gap ${gap} ms, 4000 of them without any path`);
  t.true(gap <= 6_000, `${gap} ms`);
  t.true(b.received.at(-1)!.at > lab.clock.now() - 300);
});
