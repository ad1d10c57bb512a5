/**
 * A fifth of the network is one attacker: part of its ids are ground beside the ids of some victims, nearer than
 * anybody honest, the others lie anywhere; they drop, lie, name ghosts and stuff stores. All of them are there before
 * the victims join. Measured is whether honest nodes find the victims' true records, whether their views stay fair,
 * and whether anything lies in their stores that nobody asked for.
 */
import { publicChannel } from '../../channel/channel.js';
import { openIdentity } from '../../crypto/identity.js';
import { hex } from '../../dht/id.js';
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
import { grow } from '../life.js';
import { ask, pick, stranger, Tally } from '../measures/asking.js';
import { mean, quantile } from '../measures/statistics.js';
import { Population, puzzleBits } from '../population.js';

/** What the command line may change. */
export const hostileDefaults = {
  /** All nodes, hostile ones included. */
  nodes: 10_000,
  share: 0.2,
  victims: 16,
  idsNearKey: 64,
  /** Of victims' records; a quarter as many of others'. */
  lookups: 2_400,
  /** Virtual minutes from the victims' coming to the last lookup of them: records are renewed within. */
  minutes: 80,
};

export type HostileOptions = typeof hostileDefaults & { readonly seed: string };

export interface HostileFigures {
  readonly nodes: number;
  readonly puzzle_bits: number;
  readonly hostile_share: number;
  readonly prefixes: number;
  readonly victims: number;
  readonly ids_near_key: number;
  /** Virtual minutes from the victims' coming to the last lookup of them. */
  readonly minutes: number;
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

/** Ghosts that lie anywhere, and around each attacked key, where so many real nodes are expected. */
const ghostsAnywhere = 2_000;
const ghostsPerKey = 400;
const ghostsAmong = 60;

/** How many honest nodes a member makes itself known to. */
const knownTo = 60;

/** From the last join before the victims' to these, and from these to the first lookup of them; virtual ms. */
const settle = 120_000;

/** Over which time others' records are looked up, virtual ms. */
const othersWithin = 60_000;

export async function hostile(
  options: HostileOptions,
  tell: (text: string) => void = () => {},
): Promise<HostileFigures> {
  const { seed, nodes, share, lookups, minutes } = options;
  const population = new Population(seed);
  const { clock, random } = population;
  const collusion = collude(population);
  const hostileCount = Math.round(nodes * share);
  // Where there are too few members for so many victims, there are fewer victims.
  const victims = Math.max(1, Math.min(options.victims, Math.floor(hostileCount / 2 / options.idsNearKey)));
  const idsNearKey = Math.min(options.idsNearKey, hostileCount);
  const honestCount = nodes - hostileCount - victims;

  const states = Array.from({ length: victims }, () => new MemoryState());
  const keys: Uint8Array[] = [];
  for (const state of states) keys.push((await openIdentity(state, random, puzzleBits)).nodeId);

  await grow(population, Math.ceil(honestCount / 2));
  tell(`${population.nodes.length} nodes are there; now ${hostileCount} hostile ones come`);
  await settleIn(collusion, population, { keys, idsNearKey, hostileCount, nodes });
  await grow(population, honestCount - population.nodes.length);
  collusion.crawled(population.nodes.map(contactOf));
  await clock.run(settle);
  const owners: Node[] = [];
  for (const state of states) owners.push(await population.add(population.inviter(), { state }));
  collusion.crawled(population.nodes.map(contactOf));
  tell('the victims are there');
  await clock.run(settle);

  const attacked = await lookUp(population, owners, lookups, minutes * 60_000 - settle, (done) => {
    const kept = owners.map((owner) => keepersOf(population.nodes, owner)).join(' ');
    tell(`minute ${Math.round(clock.now() / 60_000)}: ${done.success} found; honest keepers ${kept}`);
  });
  const others = await lookUp(population, population.nodes, Math.ceil(lookups / 4), othersWithin);
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
    minutes,
    lookups: attacked.asked,
    lookup_success: attacked.success,
    others_success: others.success,
    lookup_seconds_p50: quantile(attacked.seconds, 0.5),
    lookup_seconds_p95: quantile(attacked.seconds, 0.95),
    view_size: mean(views.map((view) => view.length)),
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

function collude(population: Population): Collusion {
  const { clock, random, board } = population;
  const host = (v4: string) => board.host({ v4 });
  const networkTime = () => Math.floor(clock.wall());
  const channel = publicChannel('simulation');
  return new Collusion({ clock, random, channel, puzzleBits, networkTime, host }, knownTo);
}

/** How many honest nodes hold that one's record. */
function keepersOf(honest: readonly Node[], owner: Node): number {
  const { nodeId } = owner.rooms!.identity;
  return honest.filter((node) => node.rooms!.dht.holdings.get(recordKinds.node, nodeId).length > 0).length;
}

/** The attacker comes: the ids beside the keys, the others anywhere, and the ghosts. */
async function settleIn(
  collusion: Collusion,
  population: Population,
  plan: { keys: readonly Uint8Array[]; idsNearKey: number; hostileCount: number; nodes: number },
): Promise<void> {
  const { random } = population;
  const rented = new RentedAddresses(prefixes, 250);
  const [lies, haunts] = [lie(collusion), ghosts(collusion)];
  const ways = [lies, drop, lies, haunts, stuff(collusion)];
  // Twice as near as the nearest honest node is expected to be.
  const shared = puzzleBits + Math.ceil(Math.log2(plan.nodes)) + 1;
  const ground = groundIdentities(random, plan.keys, plan.idsNearKey, shared).flat();
  const others = Array.from({ length: plan.hostileCount - ground.length }, () =>
    anyIdentity(random, puzzleBits),
  );
  const besideKeys = [haunts, lies];
  for (const [at, identity] of ground.entries())
    await collusion.join(identity, rented.next(), besideKeys[at % besideKeys.length]!);
  for (const [at, identity] of others.entries())
    await collusion.join(identity, rented.next(), ways[at % ways.length]!);
  const someone = population.anybody()!.rooms!.own().interfaces[0]!;
  const among = puzzleBits + Math.max(0, Math.floor(Math.log2(plan.nodes / ghostsAmong)));
  const beside = groundIdentities(random, plan.keys, ghostsPerKey, among).flat();
  const anywhere = Array.from({ length: ghostsAnywhere }, () => anyIdentity(random, puzzleBits));
  for (const [at, identity] of [...beside, ...anywhere].entries()) {
    if (at % 2) collusion.addGhost(identity);
    else collusion.addGhost(identity, someone);
  }
  collusion.crawled(population.nodes.map(contactOf));
}

/** Lookups of these owners' records by nodes that are no neighbours of theirs, evenly over a time. */
async function lookUp(
  population: Population,
  owners: readonly Node[],
  count: number,
  over: number,
  report: (sofar: Tally) => void = () => {},
): Promise<Tally> {
  const tally = new Tally();
  const answers: Promise<void>[] = [];
  for (let at = 0; at < count; at += 1) {
    const owner = pick(population, owners);
    const asker = owner && stranger(population, owner);
    if (owner && asker) answers.push(ask(population, asker, owner).then((answer) => tally.add(answer)));
    await population.clock.run(over / count);
    if ((at + 1) % Math.ceil(count / 8) === 0) report(tally);
  }
  await population.settled(Promise.all(answers));
  return tally;
}
