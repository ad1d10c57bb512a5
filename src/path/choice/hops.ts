/**
 * From the sets to the hops of one path, so that two paths of a kind share no hop, where that can be had: no single death ends them
 * all then. Nothing is drawn here but the second hop where there is no second layer. Whom a path may not go through is bounded to what its own neighbours would notice: a rule per path ("never through my own
 * network, never past my guard") tells whoever watches long enough, by those who never turn up, who the owner and the guards
 * are. So the end hops, whom others see, are drawn from everybody, the owner and its guards included.
 */
import type { Random } from '../../crypto/random.js';
import { drawOne } from './draw.js';
import type { Plan } from './level.js';
import { canReach } from './meet.js';
import type { Relay } from './relay.js';

export interface HopFacts {
  readonly plan: Plan;
  /** Guards, members of the second layer (empty where there is none) and end hops that can be used now. */
  readonly guards: readonly Relay[];
  readonly layer2: readonly Relay[];
  readonly ends: readonly Relay[];
  /** Everybody in the view, for a second hop without a second layer; oneself is not among them. */
  readonly relays: readonly Relay[];
  readonly weights: ReadonlyMap<string, number>;
  /** Our own name; and ourselves as others see us, null while nobody does. */
  readonly ownName: string;
  readonly own: Relay | null;
  /** Whether a relay sits out after a failure. */
  readonly rests: (relay: Relay) => boolean;
  /** The hops of the same pool's paths of this kind. */
  readonly open: readonly (readonly Relay[])[];
  /** There are two paths of this kind, so each of two guards begins one and is to be on no other. */
  readonly isPair: boolean;
  readonly random: Random;
}

/** X1 first; null when the sets give no path. */
export function pickHops(facts: HopFacts): Relay[] | null {
  const { plan, guards, open, random, own } = facts;
  const inReach = own ? guards.filter((guard) => canReach(own, guard)) : guards;
  const spread = preferred(inReach, isOnNotAll(open));
  const guard = least(spread, ({ name }) => countOf(open, 0, name), random);
  if (!guard || plan.hops === 0) return null;
  return plan.hops === 2 ? two(guard, facts) : three(guard, facts);
}

/** The end hop is the guard's neighbour, and so is the owner: neither may be it. */
function two(guard: Relay, facts: HopFacts): Relay[] | null {
  const { ends, ownName, open, random } = facts;
  const free = ends.filter((end) => end.name !== guard.name && end.name !== ownName && canReach(guard, end));
  const end = least(apart(free, guard, facts), ({ name }) => countOf(open, 1, name), random);
  return end && [guard, end];
}

function three(guard: Relay, facts: HopFacts): Relay[] | null {
  const { plan, ends, open, random } = facts;
  // With few relays a guard would be the end of every sixth path and see both sides at once; that weighs more than what its absence
  // tells in the long run.
  const bridged = ends.filter((end) => middles(guard, end, facts).length > 0);
  const allowed = plan.isStrict ? bridged : preferred(bridged, ({ name }) => name !== guard.name);
  const end = least(apart(allowed, guard, facts), ({ name }) => countOf(open, 2, name), random);
  const middle = end && second(guard, end, facts);
  return middle ? [guard, middle, end] : null;
}

function second(guard: Relay, end: Relay, facts: HopFacts): Relay | null {
  const { plan, weights, open, random } = facts;
  const free = apart(middles(guard, end, facts), guard, facts);
  const uses = ({ name }: Relay): number => countOf(open, 1, name);
  if (plan.layer2 > 0) return least(free, uses, random);
  return drawOne(
    preferred(free, (relay) => uses(relay) === 0),
    weights,
    random,
  );
}

/** Whom the guard can reach and who can reach the end. */
function middles(guard: Relay, end: Relay, { plan, relays, layer2, ownName }: HopFacts): Relay[] {
  return (plan.layer2 === 0 ? relays : layer2).filter(
    (relay) =>
      relay.name !== guard.name &&
      relay.name !== end.name &&
      relay.name !== ownName &&
      canReach(guard, relay) &&
      canReach(relay, end),
  );
}

/**
 * Those to take for a later place of a path: preferred are such that leave two paths without a common hop, then the ones awake.
 * It is the same for everybody, so nobody is missing for long because of it; a rule that named the guards would show them.
 */
function apart(relays: readonly Relay[], guard: Relay, facts: HopFacts): readonly Relay[] {
  const { guards, open, rests, isPair } = facts;
  const others = guards.filter(({ name }) => name !== guard.name);
  const partner = hasTwoApart(open) ? null : open.find((hops) => !isOn(hops, guard));
  const spread = preferred(
    preferred(relays, isOnNotAll(open)),
    (relay) => partner === null || partner === undefined || !isOn(partner, relay),
  );
  const able = isPair
    ? preferred(spread, ({ name }) => others.every((other) => other.name !== name))
    : spread;
  return preferred(able, (relay) => !rests(relay));
}

/** Whether two of these paths share no hop. */
export function hasTwoApart(paths: readonly (readonly Relay[])[]): boolean {
  return paths.some((one, at) =>
    paths.slice(at + 1).some((other) => !one.some((relay) => isOn(other, relay))),
  );
}

function isOn(hops: readonly Relay[], { name }: Relay): boolean {
  return hops.some((hop) => hop.name === name);
}

/** Whether an open path would be left if that relay died. */
function isOnNotAll(open: readonly (readonly Relay[])[]): (relay: Relay) => boolean {
  return (relay) => open.length === 0 || !open.every((hops) => isOn(hops, relay));
}

function preferred(relays: readonly Relay[], isPreferred: (relay: Relay) => boolean): readonly Relay[] {
  const some = relays.filter(isPreferred);
  return some.length > 0 ? some : relays;
}

function countOf(open: readonly (readonly Relay[])[], at: number, name: string): number {
  return open.filter((hops) => hops[at]?.name === name).length;
}

/** One of those with the least cost, by chance; null of nobody. */
function least(relays: readonly Relay[], cost: (relay: Relay) => number, random: Random): Relay | null {
  const lowest = Math.min(...relays.map(cost));
  const cheapest = relays.filter((relay) => cost(relay) === lowest);
  return cheapest[Math.floor(random.next() * cheapest.length)] ?? null;
}
