/**
 * A set of relays that is drawn once and kept for a while, so that not every path is another throw of the dice: the second layer
 * around the guards, and the end hops of an address. Rules on networks hold when a member is drawn, never when a path is
 * made of members. Pure; times are own seconds.
 */
import type { Random } from '../../crypto/random.js';
import { draw, type Rules } from './draw.js';
import type { Relay } from './relay.js';

const day = 86_400;

/** One kept relay. */
export interface Member {
  /** As the view knew it last: its onion key and endpoints may change. */
  readonly relay: Relay;
  /** When it was in the view last, and when it leaves the set. */
  readonly seen: number;
  readonly until: number;
}

/** What a set is for decides how many members are wanted and how long one stays. */
export const lives = {
  guards: { least: 60 * day, most: 120 * day },
  layer2: { least: 1 * day, most: 12 * day },
  ends: { least: 1 * day, most: 4 * day },
} as const;

/** How many end hops an address has for each kind of path. */
export const endsPerAddress = 8;

/** A member not in the view for so long is not used: its onion key may be another one by now. */
const usableFor = 12 * 3600;

export interface Renewal {
  readonly want: number;
  readonly life: { readonly least: number; readonly most: number };
  /** Who may be drawn; empty: nobody is drawn. */
  readonly relays: readonly Relay[];
  readonly weights: ReadonlyMap<string, number>;
  readonly rules: Rules;
  readonly random: Random;
  readonly presence: Presence;
}

/** What paths have shown of members' presence; the view sees it too late where nodes come and go. */
export interface Presence {
  /** Out of reach: others serve in its place. */
  isOut(name: string): boolean;
  /** Out of reach, but tried again now. */
  isDue(name: string): boolean;
  /** Out of reach for so long that its place is another's. */
  isLost(name: string): boolean;
}

/** Where nobody comes or goes. */
export const allPresent: Presence = { isOut: () => false, isDue: () => false, isLost: () => false };

/** Those of the set that paths are made of: the oldest that can be used. Where all are out, all are tried. */
export function usable(members: readonly Member[], want: number, now: number, presence: Presence): Member[] {
  const known = members.filter(({ seen }) => now - seen < usableFor);
  const there = known.filter(({ relay: { name } }) => !presence.isOut(name) || presence.isDue(name));
  return (there.length > 0 ? there : known).slice(0, want);
}

/**
 * The set as it is now: who has served out is gone, and drawn are as many as cannot be used, up to twice as many members as
 * wanted in all. Where all of these are out of reach the first gives up its place, and where others can be drawn whoever is lost.
 */
export function renew(members: readonly Member[], now: number, renewal: Renewal): Member[] {
  const { want, life, weights, rules, random, presence } = renewal;
  const others = renewal.relays.filter(({ name }) => !presence.isOut(name));
  const isLost = ({ relay: { name } }: Member): boolean => others.length > 0 && presence.isLost(name);
  let kept = members.filter((member) => now < member.until && !isLost(member));
  const there = kept.filter(({ relay }) => !presence.isOut(relay.name));
  if (there.length === 0 && kept.length === 2 * want && others.length > 0) kept = kept.slice(1);
  const served = usable(there, want, now, presence).length;
  const missing = Math.min(want - served, 2 * want - kept.length);
  const drawn = draw(
    others,
    weights,
    missing,
    {
      names: new Set([...rules.names, ...kept.map(({ relay }) => relay.name)]),
      prefixes: new Set([...rules.prefixes, ...kept.map(({ relay }) => relay.prefix)]),
      isStrict: rules.isStrict,
    },
    random,
  );
  return [...kept, ...drawn.map((relay) => newMember(relay, now, life, random))];
}

export function newMember(relay: Relay, now: number, life: Renewal['life'], random: Random): Member {
  return { relay, seen: now, until: now + life.least + random.next() * (life.most - life.least) };
}

/** The members with what the view says of them now. */
export function refreshed<M extends Member>(
  members: readonly M[],
  view: ReadonlyMap<string, Relay>,
  now: number,
): M[] {
  return members.map((member) => {
    const relay = view.get(member.relay.name);
    return relay ? { ...member, relay, seen: now } : member;
  });
}
