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
}

/** Those of the set that paths are made of: the oldest that can be used. */
export function usable(members: readonly Member[], want: number, now: number): Member[] {
  return members.filter(({ seen }) => now - seen < usableFor).slice(0, want);
}

/**
 * The set as it is now: who has served out is gone, and drawn are as many as cannot be used, up to twice as many members as
 * wanted in all. The same array when nothing but the view's news changed.
 */
export function renew(members: readonly Member[], now: number, renewal: Renewal): Member[] {
  const { want, life, weights, rules, random } = renewal;
  const kept = members.filter(({ until }) => now < until);
  const missing = Math.min(want - usable(kept, want, now).length, 2 * want - kept.length);
  const drawn = draw(
    renewal.relays,
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
