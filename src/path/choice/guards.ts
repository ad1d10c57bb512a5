/**
 * The guards: the few nodes that every path of ours begins with, and so the only ones that see our address and know that we
 * have paths. Whoever makes guards fail until one of his own is chosen must find that the supply ends: guards are a list,
 * oldest first, of which the first that can be reached are used;
 *
 * - an unreachable one keeps its place, is tried again, and is used again as soon as it answers;
 * - a substitute is drawn at once when none is reachable, after half an hour when one of two is; at most three stand by;
 * - one unreachable for a week (while others are reached) is given up and its place is free;
 * - one behind which most second hops fail (bias.ts) loses its turn for a while, likewise; and where another is needed one is drawn;
 * - and each one drawn costs a token. There are five at first and one more every ten days, so that in T days at most
 *   5 + T/10 nodes ever become guards, whatever anybody does. Without a token nobody is drawn: no guard, no path.
 *
 * Until the view has been stable for a day guards are provisional: no better than the few nodes met so far. Those cost no tokens,
 * are given up after an hour, or for another one when five are there and none is reached, and are all drawn anew, once, when the
 * view is good. Pure; times are own seconds.
 */
import type { Random } from '../../crypto/random.js';
import { draw, type Rules } from './draw.js';
import { lives, type Member, newMember } from './kept-set.js';
import type { Relay } from './relay.js';

const minute = 60;
const hour = 3600;
const day = 86_400;

/** Guards kept at most, substitutes included. */
export const mostGuards = 5;
const mostTokens = 5;
const tokenEvery = 10 * day;
const givenUpAfter = 7 * day;
const provisionalGivenUpAfter = hour;
/** With another guard at hand a substitute can wait. */
const patience = 30 * minute;
/** A guard that does not answer is tried again after pauses that double between these. */
const retry = { least: 30, most: hour } as const;
/** One not tried for so long, because no path was wanted, may be there again. */
const notTried = 2 * hour;
/** So many builds or paths in a row that are lost behind a linked guard make another one's turn come first. */
const mostSilent = 2;

export interface Guard extends Member {
  /** Since when no link with it can be had; null: as far as we know one can. */
  readonly unreachableSince: number | null;
  /** Not to be tried before. */
  readonly restsUntil: number;
  /** Dials in vain, and builds that ended in silence, in a row. */
  readonly failures: number;
  readonly silences: number;
}

export interface Guards {
  /** The oldest first. */
  readonly list: readonly Guard[];
  readonly isFirm: boolean;
  /** A number with a fraction: they grow by themselves. */
  readonly tokens: number;
  readonly tokensAt: number;
}

export function newGuards(now: number): Guards {
  return { list: [], isFirm: false, tokens: mostTokens, tokensAt: now };
}

export function asGuard(member: Member): Guard {
  return { ...member, unreachableSince: null, restsUntil: 0, failures: 0, silences: 0 };
}

/**
 * Those to begin paths with now: the first `want` of the list that do not rest and are not suspected; when all do, those that rest only
 * because builds through them ended in silence; when all are, the suspected.
 */
export function guardsInUse(
  guards: Guards,
  want: number,
  now: number,
  isSuspected: IsSuspected = nobody,
): Guard[] {
  const trusted = guards.list.filter(({ relay }) => !isSuspected(relay.name));
  for (const list of [trusted, guards.list]) {
    const awake = list.filter(({ restsUntil }) => restsUntil <= now);
    const choice =
      awake.length > 0 ? awake : list.filter(({ unreachableSince }) => unreachableSince === null);
    if (choice.length > 0) return choice.slice(0, want);
  }
  return [];
}

/** Whether most second hops fail behind a guard, by its name; see bias.ts. */
export type IsSuspected = (name: string) => boolean;

const nobody: IsSuspected = () => false;

/** How a guard did in a build. */
export type GuardNews =
  | 'answered' // something came back through it
  | 'silent' // linked, but nothing came back, or a path through it died: whoever it was
  | 'unreachable'; // no link with it

export function told(guards: Guards, name: string, news: GuardNews, now: number): Guards {
  const list = guards.list.map((guard) => (guard.relay.name === name ? after(guard, news, now) : guard));
  return { ...guards, list };
}

function after(guard: Guard, news: GuardNews, now: number): Guard {
  if (news === 'answered')
    return { ...guard, unreachableSince: null, restsUntil: 0, failures: 0, silences: 0 };
  if (news === 'silent') {
    const silences = guard.silences + 1;
    if (silences < mostSilent) return { ...guard, silences };
    return { ...guard, silences: 0, restsUntil: now + retry.least };
  }
  // Builds that failed at once tell no more than one of them.
  if (guard.restsUntil > now) return guard;
  const pause = Math.min(retry.most, retry.least * 2 ** guard.failures);
  return {
    ...guard,
    failures: guard.failures + 1,
    restsUntil: now + pause,
    unreachableSince: guard.unreachableSince ?? now,
  };
}

export interface GuardRenewal {
  readonly want: number;
  readonly relays: readonly Relay[];
  readonly weights: ReadonlyMap<string, number>;
  readonly rules: Rules;
  readonly random: Random;
  /** The view has been stable for long enough. */
  readonly isStable: boolean;
  readonly isSuspected?: IsSuspected;
}

/** The guards as they are now, with whoever had to be drawn. Only to be asked while our own connection works. */
export function renewGuards(before: Guards, now: number, renewal: GuardRenewal): Guards {
  const { want, relays, weights, rules, random, isStable, isSuspected = nobody } = renewal;
  let guards = grown(before, now);
  if (isStable && !guards.isFirm) guards = { list: [], isFirm: true, tokens: mostTokens, tokensAt: now };
  const patienceOut = guards.isFirm ? givenUpAfter : provisionalGivenUpAfter;
  const waited = guards.list.filter((guard) => now < guard.until && awayFor(guard, now) < patienceOut);
  const areAllAway = waited.length === mostGuards && waited.every((guard) => awayFor(guard, now) > 0);
  const list = areAllAway && !guards.isFirm ? waited.slice(1) : waited;
  const asked = Math.min(missing(list, want, now, isSuspected), mostGuards - list.length);
  const count = guards.isFirm ? Math.min(asked, Math.floor(guards.tokens)) : asked;
  const drawn = draw(
    relays,
    weights,
    count,
    {
      names: new Set([...rules.names, ...list.map(({ relay }) => relay.name)]),
      prefixes: new Set([...rules.prefixes, ...list.map(({ relay }) => relay.prefix)]),
      isStrict: rules.isStrict,
    },
    random,
  );
  return {
    ...guards,
    list: [...list, ...drawn.map((relay) => asGuard(newMember(relay, now, lives.guards, random)))],
    tokens: guards.isFirm ? guards.tokens - drawn.length : guards.tokens,
  };
}

/** How many are to be drawn: to fill the list, or in place of those that cannot be reached, or are suspected. */
function missing(list: readonly Guard[], want: number, now: number, isSuspected: IsSuspected): number {
  if (list.length < want) return want - list.length;
  const areSuspected = list.map(({ relay }) => isSuspected(relay.name));
  const reachable = list.filter((guard, at) => awayFor(guard, now) === 0 && !areSuspected[at]).length;
  if (reachable === 0) return 1;
  const isLong = list.some((guard, at) => awayFor(guard, now) >= patience || areSuspected[at]);
  return reachable < want && isLong ? want - reachable : 0;
}

/** For how long it has been tried in vain; 0 when it was reached, or was not tried lately. */
function awayFor({ unreachableSince, restsUntil }: Guard, now: number): number {
  if (unreachableSince === null || now - restsUntil > notTried) return 0;
  return Math.max(1, now - unreachableSince);
}

function grown(guards: Guards, now: number): Guards {
  const tokens = Math.min(mostTokens, guards.tokens + Math.max(0, now - guards.tokensAt) / tokenEvery);
  return { ...guards, tokens, tokensAt: now };
}

/** Guards from a backup come first; those we had stand by behind them. */
export function withImported(guards: Guards, imported: readonly Guard[], now: number): Guards {
  const names = new Set(imported.map(({ relay }) => relay.name));
  // Provisional ones are worth nothing beside real ones.
  const own = guards.isFirm ? guards.list.filter(({ relay }) => !names.has(relay.name)) : [];
  const list = [...imported, ...own].slice(0, mostGuards);
  const tokens = guards.isFirm ? guards.tokens : Math.max(0, mostTokens - imported.length);
  return { list, isFirm: true, tokens, tokensAt: now };
}
