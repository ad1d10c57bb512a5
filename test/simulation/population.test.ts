import test from 'ava';
import { hex } from '../../src/dht/id.js';
import { prefixOf } from '../../src/net/address.js';
import { createNode } from '../../src/node/node.js';
import { grow, startChurn } from '../../src/simulation/life.js';
import { ask, sample } from '../../src/simulation/measures/asking.js';
import { measureIdle } from '../../src/simulation/measures/idle.js';
import { joinSeconds } from '../../src/simulation/measures/joining.js';
import { Population } from '../../src/simulation/population.js';

test('a host that crashes is silent at once, and holds nothing after a sweep', async (t) => {
  const population = new Population(t.title);
  const { clock, board } = population;
  const [first, second] = await grow(population, 2);
  await clock.run(20_000);
  t.is(first!.rooms!.links.list.length, 1);
  const { address } = second!.rooms!.own().interfaces[0]!;
  population.crash(second!);
  clock.sweep();
  const timers = clock.pending();
  let sent = 0;
  board.onSent = (_data, from) => {
    if (from.address === address) sent += 1;
  };
  await clock.run(300_000);
  t.is(sent, 0);
  t.is(first!.rooms!.links.list.length, 0);
  t.false(population.lives(second!));
  t.deepEqual(population.nodes, [first!]);
  await population.leave(first!);
  t.true(clock.pending() < timers);
});

test('a restarted node is the same node at the same address, and finds back by what it kept', async (t) => {
  const population = new Population(t.title);
  const [, second] = await grow(population, 3);
  await population.clock.run(120_000);
  const id = hex(second!.rooms!.identity.nodeId);
  const { address } = second!.rooms!.own().interfaces[0]!;
  const again = await population.restart(second!);
  await population.clock.run(60_000);
  t.is(hex(again.rooms!.identity.nodeId), id);
  t.is(again.rooms!.own().interfaces[0]!.address, address);
  t.is(again.rooms!.links.list.length, 2);
  t.is(population.nodes.length, 3);
  await population.stop();
});

test('churn replaces as many as die, at the rate that was asked for', async (t) => {
  const population = new Population(t.title);
  const made: string[] = [];
  await grow(population, 20);
  const before = new Set(population.nodes);
  const churn = startChurn(population, 0.2, (node) => made.push(node.snapshot().node.id));
  await population.clock.run(5 * 60_000);
  churn.stop();
  t.true(churn.deaths > 6 && churn.deaths < 38, `${churn.deaths}`);
  t.is(population.nodes.length, 20);
  t.is(made.length, churn.deaths);
  t.true(population.nodes.filter((node) => before.has(node)).length < 15);
  await population.stop();
});

test('homes share networks unevenly, some are behind NATs or have IPv6, and no clock is right', async (t) => {
  const population = new Population(t.title, {}, { nat: 0.3, ipv6: 0.3 });
  const { clock } = population;
  await grow(population, 60);
  await clock.run(60_000);
  const homes = population.nodes.map((node) => population.resident(node).home);
  const behind = homes.filter((home) => home.options.nat).length;
  t.true(behind > 6 && behind < 32, `${behind} behind NATs`);
  const dual = homes.filter((home) => home.addresses.v6).length;
  t.true(dual > 6 && dual < 32, `${dual} with IPv6`);
  const prefixes = homes.map((home) =>
    prefixOf({ family: 4, address: home.options.nat?.address ?? home.addresses.v4!, port: 1 }),
  );
  t.true(new Set(prefixes).size < 60 && new Set(prefixes).size > 30);
  const clocks = population.nodes.map((node) => population.resident(node).clock.wall() - clock.wall());
  t.true(clocks.every((error) => error !== 0 && Math.abs(error) <= 31_000));
  // A NAT is no wall for its own host's calls.
  const linked = population.nodes.filter((node) => node.rooms!.links.list.length > 0);
  t.is(linked.length, 60);
  await population.stop();
});

test('another maker makes the node from the same parts', async (t) => {
  const population = new Population(t.title);
  let asked = 0;
  const node = await population.add(null, {
    make: (parts, config) => {
      asked += 1;
      return createNode({ ...parts, puzzleBits: 6 }, config);
    },
  });
  t.is(asked, 1);
  t.true(node.rooms!.identity.nodeId[0]! < 4);
  await population.stop();
});

test('lookups by strangers, joins and idle traffic are measured as they are', async (t) => {
  const population = new Population(t.title);
  const { clock, nodes } = population;
  await grow(population, 60);
  await clock.run(60_000);
  const tally = await sample(population, 20, nodes, nodes);
  t.true(tally.asked > 0);
  t.is(tally.success, 1);
  t.true(tally.hopsAt(0.5) >= 1 && tally.hopsAt(1) <= 6);
  const gone = nodes[3]!;
  const late = await population.settled(
    Promise.all([ask(population, gone, nodes[5]!), Promise.resolve().then(() => population.crash(gone))]),
  );
  t.is(late[0], null);
  const newcomer = await population.add(population.inviter());
  const seconds = await population.settled(joinSeconds(population, newcomer));
  t.true(seconds! > 0 && seconds! < 120);
  const idle = await measureIdle(population, 60_000);
  t.true(Math.abs(idle.base + idle.perLink * idle.links - idle.all) < 1);
  t.true(idle.perLink > 20 && idle.perLink < 120);
  await population.stop();
});
