/**
 * A fifth of the network is one attacker: part of its ids are ground beside the ids of some victims, nearer than
 * anybody honest, the others lie anywhere; they drop, lie, name ghosts and stuff stores. All of them are there before
 * the victims join. Measured is whether honest nodes find the victims' true records, whether their views stay fair,
 * and whether anything lies in their stores that nobody asked for.
 */
import { publicChannel } from '../../channel/channel.js';
import { openIdentity } from '../../crypto/identity.js';
import { hex } from '../../dht/id.js';
import { startNetworkTime } from '../../node/network-time.js';
import type { Node } from '../../node/node.js';
import { MemoryState } from '../../state/state.js';
import { recordKinds } from '../../wire/get.js';
import { RentedAddresses } from '../hostile/addresses.js';
import { Collusion } from '../hostile/collusion.js';
import { contactOf } from '../hostile/contact-of.js';
import { anyIdentity, groundIdentities } from '../hostile/ids.js';
import { unaskedStores, viewBias } from '../hostile/measures.js';
import { drop } from '../hostile/ways/drop.js';
import { ghosts } from '../hostile/ways/ghosts.js';
import { lie } from '../hostile/ways/lie.js';
import { stuff } from '../hostile/ways/stuff.js';
import { Population, puzzleBits } from '../population.js';

export interface HostileOptions {
  readonly seed: string;
  /** All nodes, hostile ones included. */
  readonly nodes: number;
  readonly share: number;
  readonly victims: number;
  readonly idsNearKey: number;
  readonly lookups: number;
  /** Virtual minutes over which the lookups of the attacked keys are spread. */
  readonly minutes: number;
}

export interface HostileFigures {
  readonly nodes: number;
  readonly puzzle_bits: number;
  readonly hostile_share: number;
  readonly prefixes: number;
  readonly victims: number;
  readonly ids_near_key: number;
  readonly lookups: number;
  /** Part of the lookups of victims' records that found the true one. */
  readonly lookup_success: number;
  /** The same for owners nobody aims at. */
  readonly others_success: number;
  readonly lookup_seconds_p50: number;
  readonly lookup_seconds_p95: number;
  /** Nodes in an honest node's view, on average. */
  readonly view_size: number;
  /** Hostile share of honest nodes' views, divided by the hostile share of all nodes. */
  readonly view_bias: number;
  /** Records in honest stores that were sent without a token. */
  readonly unasked_stores: number;
}

/** The attacker's networks: some dozens of /16s at hosters. */
const prefixes = 48;

/** Ghosts that lie anywhere, and beside each attacked key. */
const ghostsAnywhere = 2_000;
const ghostsPerKey = 20;

/** Part of the network that joins per virtual second, and the most at once. */
const growth = 0.04;

/** From the last join to the first lookup, virtual ms. */
const settle = 120_000;

/** @param report called with what goes on, for whoever wants to see it */
export async function hostile(
  options: HostileOptions,
  report: (facts: object) => void = () => {},
): Promise<HostileFigures> {
  const { seed, nodes, share, victims, idsNearKey, lookups } = options;
  const population = new Population(seed);
  const { clock, random, board } = population;
  const collusion = new Collusion(
    {
      clock,
      random,
      channel: publicChannel('simulation'),
      puzzleBits,
      networkTime: startNetworkTime(clock),
      host: (v4) => board.host({ v4 }),
    },
    60,
  );
  const hostileCount = Math.round(nodes * share);
  const honestCount = nodes - hostileCount - victims;

  const states = Array.from({ length: victims }, () => new MemoryState());
  const keys: Uint8Array[] = [];
  for (const state of states) keys.push((await openIdentity(state, random, puzzleBits)).nodeId);

  await grow(population, honestCount / 2);
  await settleIn(collusion, population, { keys, idsNearKey, hostileCount, nodes });
  await grow(population, honestCount);
  collusion.crawled(population.nodes.map(contactOf));
  await clock.run(settle);
  const owners: Node[] = [];
  for (const state of states) owners.push(await population.add(population.anybody(), { state }));
  collusion.crawled(population.nodes.map(contactOf));
  await clock.run(settle);

  report({
    minute: clock.now() / 60_000,
    honestKeepers: owners.map((owner) => keepersOf(population.nodes, owner)),
    nodes: owners.map((owner) => Math.round(owner.rooms!.dht.nodes)),
  });
  const attacked = await ask(population, owners, lookups, options.minutes * 60_000);
  const others = await ask(population, population.nodes, Math.ceil(lookups / 4), 60_000);
  const honest = new Set(population.nodes.map((node) => hex(node.rooms!.identity.nodeId)));
  const views = population.nodes.map((node) =>
    node.rooms!.dht.view.all().map(({ contact }) => contact.nodeId),
  );
  const figures: HostileFigures = {
    nodes,
    puzzle_bits: puzzleBits,
    hostile_share: hostileCount / nodes,
    prefixes,
    victims,
    ids_near_key: idsNearKey,
    lookups,
    lookup_success: attacked.success,
    others_success: others.success,
    lookup_seconds_p50: quantile(attacked.seconds, 0.5),
    lookup_seconds_p95: quantile(attacked.seconds, 0.95),
    view_size: views.reduce((sum, view) => sum + view.length, 0) / views.length,
    view_bias: viewBias(views, (name) => honest.has(name), hostileCount / nodes),
    unasked_stores: unaskedStores(
      population.nodes.map((node) => node.rooms!.dht),
      collusion.stuffed,
    ),
  };
  await collusion.close();
  await population.stop();
  return figures;
}

/** How many honest nodes hold that one's record. */
function keepersOf(honest: readonly Node[], owner: Node): number {
  const { nodeId } = owner.rooms!.identity;
  return honest.filter((node) => node.rooms!.dht.holdings.get(recordKinds.node, nodeId).length > 0).length;
}

/** Joins, each by an invite of somebody by chance, until there are so many. */
async function grow(population: Population, count: number): Promise<void> {
  while (population.nodes.length < count) {
    const many = Math.ceil(Math.max(4, population.nodes.length * growth));
    for (let at = 0; at < many && population.nodes.length < count; at += 1) {
      await population.add(population.anybody());
    }
    await population.clock.run(1_000);
  }
}

/** The attacker comes: the ids beside the keys, the others anywhere, and the ghosts. */
async function settleIn(
  collusion: Collusion,
  population: Population,
  plan: { keys: readonly Uint8Array[]; idsNearKey: number; hostileCount: number; nodes: number },
): Promise<void> {
  const { random } = population;
  const rented = new RentedAddresses(prefixes, 250);
  const ways = [lie(collusion), drop, lie(collusion), ghosts(collusion), stuff(collusion)];
  // Twice as near as the nearest honest node is expected to be.
  const shared = puzzleBits + Math.ceil(Math.log2(plan.nodes)) + 1;
  const room = Math.floor(plan.hostileCount / plan.keys.length);
  const ground = groundIdentities(random, plan.keys, Math.min(plan.idsNearKey, room), shared).flat();
  const others = Array.from({ length: plan.hostileCount - ground.length }, () =>
    anyIdentity(random, puzzleBits),
  );
  for (const [at, identity] of [...ground, ...others].entries()) {
    await collusion.join(identity, rented.next(), ways[at % ways.length]!);
  }
  const someone = population.anybody()!.rooms!.own().interfaces[0]!;
  const beside = groundIdentities(random, plan.keys, ghostsPerKey, shared).flat();
  const anywhere = Array.from({ length: ghostsAnywhere }, () => anyIdentity(random, puzzleBits));
  for (const [at, identity] of [...beside, ...anywhere].entries()) {
    if (at % 2) collusion.addGhost(identity);
    else collusion.addGhost(identity, someone);
  }
  collusion.crawled(population.nodes.map(contactOf));
}

/** Lookups of these owners' records by nodes that are no neighbours of theirs, evenly over a time. */
async function ask(
  population: Population,
  owners: readonly Node[],
  count: number,
  over: number,
): Promise<{ success: number; seconds: number[] }> {
  const { clock, random } = population;
  const seconds: number[] = [];
  let hits = 0;
  let open = 0;
  const pick = (from: readonly Node[]) => from[Math.floor(random.next() * from.length)]!;
  for (let at = 0; at < count; at += 1) {
    const owner = owners.length < count ? owners[at % owners.length]! : pick(owners);
    const { nodeId, publicKey } = owner.rooms!.identity;
    let asker = pick(population.nodes);
    while (asker === owner || asker.rooms!.links.find(publicKey)) asker = pick(population.nodes);
    const start = clock.now();
    open += 1;
    void asker.rooms!.dht.findNode(nodeId).then((found) => {
      open -= 1;
      if (!found) return;
      hits += 1;
      seconds.push((clock.now() - start) / 1000);
    });
    await clock.run(over / count);
  }
  await clock.run(600_000, () => open === 0);
  return { success: hits / count, seconds };
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
