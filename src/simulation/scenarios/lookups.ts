/**
 * Nodes join one after the other, each by an invite of one that is there already; then some look random ids up, and
 * what they find is compared with the truth, which only a simulation knows.
 */
import { compareDistance, hex } from '../../dht/id.js';
import { k } from '../../dht/table.js';
import type { Node } from '../../node/node.js';
import { Population } from '../population.js';

export interface LookupFigures {
  readonly nodes: number;
  readonly lookups: number;
  /** Part of the lookups that found the very closest node. */
  readonly closestFound: number;
  /** Of the k closest nodes, the part that a lookup found, on average. */
  readonly found: number;
  /** Virtual seconds that a lookup took: half of them at most this, and the slowest. */
  readonly medianSeconds: number;
  readonly slowestSeconds: number;
  readonly fewestLinks: number;
  readonly mostLinks: number;
  readonly connected: number;
  /** Datagrams sent per node and virtual minute while nothing is asked for. */
  readonly idleDatagrams: number;
}

/** Mean way to a node and back, ms. */
const roundTrip = 40;

/** Virtual ms between two joins, from the last join to the first lookup, and for which idle traffic is counted. */
const joinEvery = 250;
const settle = 30_000;
const idle = 30_000;

export async function lookups(seed: string, nodes: number, rounds: number): Promise<LookupFigures> {
  const population = new Population(seed, {}, { roundTrip });
  const { clock, random, board } = population;
  for (let at = 0; at < nodes; at += 1) {
    await population.add(population.anybody());
    await clock.run(joinEvery);
  }
  await clock.run(settle);

  let datagrams = 0;
  board.onSent = () => {
    datagrams += 1;
  };
  await clock.run(idle);
  const idleDatagrams = datagrams / nodes / (idle / 60_000);

  const links = population.nodes.map((node) => node.rooms!.links.list.length);
  const states = population.nodes.map((node) => node.snapshot().connection.state);
  let closestFound = 0;
  let found = 0;
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const asker = population.anybody()!;
    const target = random.bytes(32);
    const truth = nearest(population.nodes, asker, target);
    const start = clock.now();
    const contacts = await population.settled(asker.rooms!.dht.lookup(target));
    seconds.push((clock.now() - start) / 1000);
    const names = new Set(contacts.map((contact) => hex(contact.nodeId)));
    if (truth[0] === hex(contacts[0]!.nodeId)) closestFound += 1;
    found += truth.filter((name) => names.has(name)).length / truth.length;
  }
  seconds.sort((a, b) => a - b);
  await population.stop();
  return {
    nodes,
    lookups: rounds,
    closestFound: closestFound / rounds,
    found: found / rounds,
    medianSeconds: seconds[seconds.length >> 1]!,
    slowestSeconds: seconds.at(-1)!,
    fewestLinks: Math.min(...links),
    mostLinks: Math.max(...links),
    connected: states.filter((state) => state === 'connected').length,
    idleDatagrams,
  };
}

/** The node ids, in hex, of the k nodes nearest to `target`, the asker left out. */
function nearest(nodes: readonly Node[], asker: Node, target: Uint8Array): string[] {
  return nodes
    .filter((node) => node !== asker)
    .map((node) => node.rooms!.identity.nodeId)
    .sort((a, b) => compareDistance(target, a, b))
    .slice(0, k)
    .map(hex);
}
