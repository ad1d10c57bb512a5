/** Tunnels over paths as they are, through relays that each are a node with links of its own; in virtual time. */
import test from 'ava';
import { addressFromBytes } from '../../src/net/address.js';
import { echo } from '../helpers/packets.js';
import { PathLab } from '../helpers/paths.js';
import { arrivals, type Machine, stream, TunnelLab } from '../helpers/tunnel-lab.js';

/** Two owners, nine relays; two exit paths of A's and three entry paths of B's that share no hop with their like. */
async function network(paths: PathLab, tunnels: TunnelLab): Promise<{ a: Machine; b: Machine }> {
  const [ownerA, ownerB, ...relays] = await paths.some(14);
  const hops = (...numbers: number[]) => numbers.map((number) => relays[number]!);
  const exits = [
    await paths.path(ownerA!, hops(0, 1, 2), 'exit'),
    await paths.path(ownerA!, hops(3, 4, 5), 'exit'),
  ];
  const entries = [
    await paths.path(ownerB!, hops(6, 7, 8), 'entry'),
    await paths.path(ownerB!, hops(9, 10, 11), 'entry'),
    await paths.path(ownerB!, hops(1, 3, 7), 'entry'),
  ];
  const a = await tunnels.machine('a', { paths: { exits, entries: [] } });
  const b = await tunnels.machine('b', { paths: { exits: [], entries } });
  await b.tunnels.exposed.add({ port: 9, protocol: 'udp', address: addressFromBytes(b.address) });
  return { a, b };
}

test('a ping goes there and back through six relays, and nobody drops anything', async (t) => {
  const paths = new PathLab(t);
  const tunnels = new TunnelLab(t, { clock: paths.links.clock, channelKey: paths.channel.key });
  const { a, b } = await network(paths, tunnels);
  a.tun.send([echo(a.address, b.address, 128, [7, 1])]);
  await paths.pass(2_000);
  t.is(b.received.length, 1, JSON.stringify([a.tunnels.dropped, b.tunnels.dropped]));
  b.tun.send([echo(b.address, a.address, 129, [7, 1])]);
  await paths.pass(1_000);
  t.is(a.received.length, 1);
  t.is(a.tunnels.facts()[0]!.joins.filter((join) => join.state === 'fit').length, 2);
  t.deepEqual([a.tunnels.dropped, b.tunnels.dropped], [{}, {}]);
  t.deepEqual(
    paths.nodes.map((node) => node.paths.dropped),
    paths.nodes.map(() => ({})),
  );
});

test('a relay in the middle is killed: packets go on within two seconds, both ways', async (t) => {
  const paths = new PathLab(t);
  const tunnels = new TunnelLab(t, { clock: paths.links.clock, channelKey: paths.channel.key });
  const { a, b } = await network(paths, tunnels);
  a.tun.send([echo(a.address, b.address, 128, [7, 1])]);
  await paths.pass(2_000);
  await a.tunnels.exposed.add({ port: 9, protocol: 'udp', address: addressFromBytes(a.address) });
  const flows = [stream(tunnels, a, b, { pace: 200 }), stream(tunnels, b, a, { pace: 200 })];
  await paths.pass(4_000);
  // Relays 0 to 2 and 3 to 5 are A's exit paths: of that which carries packets the second is killed.
  const counts = [0, 3].map(
    (first) => paths.sent.slice(-400).filter(({ from }) => from === paths.nodes[first + 2]).length,
  );
  paths.nodes[counts[0]! > counts[1]! ? 3 : 6]!.kill();
  const killedAt = paths.links.clock.now();
  await paths.pass(6_000);
  for (const flow of flows) flow.stop();
  await paths.pass(500);
  for (const machine of [a, b]) {
    const { gap } = arrivals(machine, killedAt - 500);
    t.log(`${machine.name}: gap ${Math.round(gap)} ms`);
    t.true(gap > 100 && gap <= 2_000, `${machine.name}: ${gap} ms`);
    t.true(machine.received.at(-1)!.at > paths.links.clock.now() - 700);
  }
});
