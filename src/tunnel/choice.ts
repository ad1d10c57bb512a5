/** Which join carries packets, and over which paths the next join goes: functions from facts to an answer. */
import { equal } from '../crypto/hash.js';
import { canDial } from '../wire/standing.js';
import { askAfter, heardLately, lossCost, reserveEntries, wantedJoins } from './constants.js';
import type { Join } from './join.js';
import type { EntryPoint, OwnPath } from './types.js';

/** What it costs that exit and entry node cannot meet: any other way goes before. */
const apartCost = 1_000;
/** A join in use is left for another only when that is clearly better. */
const clearly = { factor: 0.75, ms: 10 } as const;

/** The join to send on; null when none is proven. `current` is the one in use. */
export function carrierOf(joins: readonly Join[], current: Join | null, now: number): Join | null {
  const proven = joins.filter((join) => join.state === 'proven' && join.isOpen);
  const fit = proven.filter((join) => !join.isSilent(now));
  const lasting = fit.filter((join) => !join.isEnding(now));
  const best = nearest(lasting) ?? nearest(fit);
  if (!best) return latestHeard(proven);
  const mayStay = current && (lasting.length > 0 ? lasting : fit).includes(current);
  if (!mayStay) return best;
  const isBetter =
    now - best.heardAt <= heardLately && costOf(best) <= costOf(current) * clearly.factor - clearly.ms;
  return isBetter ? best : current;
}

/**
 * Those of which it is known that what ended the last carrier, heard at `lostAt`, left them: they were heard later by more than a sign of
 * life from before can have been under way.
 */
export function survivors(joins: readonly Join[], lostAt: number, now: number): Join[] {
  return joins.filter((join) => join.isFit(now) && join.heardAt - lostAt > Math.max(askAfter, join.rtt / 2));
}

/** Whether the opening end should begin another join at once: too few do well and last, or are about to. `begun`: still worked for. */
export function wantsJoin(joins: readonly Join[], now: number, begun = 0): boolean {
  const promising = joins.filter((join) => join.state === 'unproven' || join.isFit(now));
  return promising.filter((join) => !join.needsSuccessor(now) && !join.isLossy).length + begun < wantedJoins;
}

export interface Way {
  readonly exit: OwnPath;
  readonly entry: EntryPoint;
}

/**
 * The exit path and entry point for another join: such that share least with those in use, and did not just fail. Null
 * when there is no way that is not in use as it is.
 */
export function nextWay(
  exits: readonly OwnPath[],
  entries: readonly EntryPoint[],
  used: readonly { readonly exit: OwnPath; readonly entry: string }[],
  nameOf: (entry: EntryPoint) => string,
  failures: (exit: OwnPath, entry: string) => number,
): Way | null {
  let best: Way | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const exit of exits) {
    for (const entry of entries) {
      const name = nameOf(entry);
      if (used.some((way) => way.exit === exit && way.entry === name)) continue;
      const sharing =
        used.filter((way) => way.exit === exit).length + used.filter((way) => way.entry === name).length;
      const cost = sharing + 4 * failures(exit, name) + (sharesWay(exit, entry) ? 0 : apartCost);
      if (cost >= least) continue;
      least = cost;
      best = { exit, entry };
    }
  }
  return best;
}

/**
 * The way for a join in reserve. A relay may stand on an exit path of one end and an entry path of the other, and neither knows; but it
 * stands on one of each at most, where the two share no hop. Then joins between both exit paths and both of the first entry
 * points leave one, whoever dies. Null when they are all there.
 */
export function reserveWay(
  exits: readonly OwnPath[],
  entries: readonly EntryPoint[],
  used: readonly { readonly exit: OwnPath; readonly entry: string }[],
  nameOf: (entry: EntryPoint) => string,
  failures: (exit: OwnPath, entry: string) => number,
): Way | null {
  for (const entry of entries.slice(0, reserveEntries)) {
    const name = nameOf(entry);
    for (const exit of exits.filter((one) => sharesWay(one, entry))) {
      const isThere = used.some((way) => way.exit === exit && way.entry === name);
      if (!isThere && failures(exit, name) === 0) return { exit, entry };
    }
  }
  return null;
}

/** Whether the exit node gets out over a family in which the entry node is. */
function sharesWay({ end }: OwnPath, { node }: EntryPoint): boolean {
  return canDial(end.marks ?? 0, node.endpoints);
}

/** The same paths, with two in front that share as few hops as any two do, the ones that last longest first. */
export function twoApartFirst(paths: readonly OwnPath[]): OwnPath[] {
  const sorted = [...paths].sort((a, b) => b.expiresAt - a.expiresAt);
  let least = Number.POSITIVE_INFINITY;
  let front: OwnPath[] = [];
  for (const [at, one] of sorted.entries()) {
    for (const other of sorted.slice(at + 1)) {
      const shared = sharedHops(one, other);
      if (shared >= least) continue;
      least = shared;
      front = [one, other];
    }
  }
  return [...front, ...sorted.filter((path) => !front.includes(path))];
}

function sharedHops(one: OwnPath, other: OwnPath): number {
  return one.hops.filter(({ identityKey }) => other.hops.some((hop) => equal(hop.identityKey, identityKey)))
    .length;
}

/** Round trip in ms, and what loss makes of it. */
function costOf(join: Join): number {
  return join.rtt + (join.isLossy ? join.loss * lossCost : 0);
}

function nearest(joins: readonly Join[]): Join | null {
  return joins.reduce<Join | null>(
    (best, join) => (best && costOf(best) <= costOf(join) ? best : join),
    null,
  );
}

function latestHeard(joins: readonly Join[]): Join | null {
  return joins.reduce<Join | null>(
    (best, join) => (best && best.heardAt >= join.heardAt ? best : join),
    null,
  );
}
