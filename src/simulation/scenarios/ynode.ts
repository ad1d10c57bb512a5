/**
 * How many paths a node builds until a hostile node has stood beside its guard, so that it knows whom to watch or to press; and until one
 * of its paths has ended at a hostile node. Compared are ways to build and to choose:
 *
 *     plain         X1 (guard), X2 (second layer), X3 (end hops): as paths are built
 *     y-guard       a helper, drawn afresh for each build, between X1 and X2
 *     y-end         a helper between X2 and X3, the only place where this program lets one be
 *     fresh-x2      no second layer: X2 drawn afresh for each path
 *     fresh-end     no sets of end hops: X3 drawn afresh for each path
 *
 * Only the choice is real here (path/choice): no cell, no link. One address with two exit and three entry paths an hour; nobody
 * comes or goes; guards are honest, or there would be nothing to find out. The hostile have drawn no attention and weigh like others.
 */
import { type Random, seededRandom } from '../../crypto/random.js';
import { drawOne, noRules } from '../../path/choice/draw.js';
import { pickHops } from '../../path/choice/hops.js';
import {
  allPresent,
  endsPerAddress,
  lives,
  type Member,
  newMember,
  renew,
} from '../../path/choice/kept-set.js';
import { planOf } from '../../path/choice/level.js';
import type { Relay } from '../../path/choice/relay.js';

export const ynodeDefaults = { nodes: 1000, networks: 400, hostile: 0.01, trials: 100, days: 1000 };

export interface YnodeSize {
  readonly seed: string;
  readonly nodes: number;
  /** How many networks they live in, evenly. */
  readonly networks: number;
  /** Share of hostile nodes. */
  readonly hostile: number;
  /** How often each way is tried, with other hostile nodes and other luck. */
  readonly trials: number;
  /** When a trial is given up. */
  readonly days: number;
}

const ways = ['plain', 'y-guard', 'y-end', 'fresh-x2', 'fresh-end'] as const;
type Way = (typeof ways)[number];

/** After how many builds, and days, something has happened in a tenth of the trials, and in half; infinite: not in so many. */
export interface Happened {
  readonly builds_p10: number;
  readonly builds_p50: number;
  readonly days_p50: number;
}

export interface YnodeFigures extends Omit<YnodeSize, 'seed'> {
  /** A hostile node was the guard's neighbour. */
  readonly guard_seen: Readonly<Record<Way, Happened>>;
  /** A hostile node was in the second layer or beside it, as end hop or as helper. */
  readonly layer2_seen: Readonly<Record<Way, Happened>>;
  /** A path ended at a hostile node. */
  readonly end_met: Readonly<Record<Way, Happened>>;
}

const day = 86_400;
const buildsPerDay = 5 * 24;
const plan = planOf('full');

export async function ynode(
  { seed, ...size }: YnodeSize,
  tell: (text: string) => void,
): Promise<YnodeFigures> {
  const figures = { guard_seen: {}, layer2_seen: {}, end_met: {} } as {
    [field in keyof Seen]: Record<Way, Happened>;
  };
  for (const way of ways) {
    const runs = Array.from({ length: size.trials }, (_, trial) =>
      oneTrial(way, size, seededRandom(`${seed} ${way} ${trial}`)),
    );
    for (const field of ['guard_seen', 'layer2_seen', 'end_met'] as const) {
      figures[field][way] = happened(runs.map((seen) => seen[field]));
    }
    tell(`${way}: guard seen after ${figures.guard_seen[way].builds_p50} builds`);
  }
  return { ...size, ...figures };
}

/** The build at which each happened first; infinity: not within the days of a trial. */
interface Seen {
  guard_seen: number;
  layer2_seen: number;
  end_met: number;
}

function oneTrial(way: Way, size: Omit<YnodeSize, 'seed'>, random: Random): Seen {
  const relays = someRelays(size.nodes, size.networks);
  const weights = new Map(relays.map(({ name }) => [name, 1]));
  const bad = someOf(relays, Math.round(size.hostile * size.nodes), random);
  const good = relays.filter(({ name }) => !bad.has(name));
  const guards = [drawOne(good, weights, random)!];
  while (guards.length < plan.guards) {
    const next = drawOne(good, weights, random)!;
    if (guards.every(({ prefix }) => prefix !== next.prefix)) guards.push(next);
  }
  const parts = { relays, weights, random, presence: allPresent };
  const inner = {
    ...parts,
    want: plan.layer2,
    life: lives.layer2,
    rules: {
      names: new Set(guards.map(({ name }) => name)),
      prefixes: new Set(guards.map(({ prefix }) => prefix)),
      isStrict: true,
    },
  };
  const outer = { ...parts, want: endsPerAddress, life: lives.ends, rules: { ...noRules, isStrict: true } };
  let layer2: Member[] = [];
  const ends: { exit: Member[]; entry: Member[] } = { exit: [], entry: [] };
  const seen: Seen = {
    guard_seen: Number.POSITIVE_INFINITY,
    layer2_seen: Number.POSITIVE_INFINITY,
    end_met: Number.POSITIVE_INFINITY,
  };
  const most = size.days * buildsPerDay;
  for (let build = 1; build <= most && Object.values(seen).some((at) => at > most); build += 1) {
    const now = (build / buildsPerDay) * day;
    const kind = build % 5 < 2 ? 'exit' : 'entry';
    layer2 = renew(present(layer2, now), now, inner);
    ends[kind] =
      way === 'fresh-end'
        ? [newMember(drawOne(relays, weights, random)!, now, lives.ends, random)]
        : renew(present(ends[kind], now), now, outer);
    const hops = pickHops({
      plan: way === 'fresh-x2' ? { ...plan, layer2: 0 } : plan,
      guards,
      layer2: layer2.map(({ relay }) => relay),
      ends: ends[kind].map(({ relay }) => relay),
      relays,
      weights,
      ownName: '',
      own: null,
      rests: () => false,
      open: [],
      isPair: false,
      random,
    });
    if (!hops) continue;
    const [, x2, x3] = hops as [Relay, Relay, Relay];
    const y = way === 'y-guard' || way === 'y-end' ? helper(relays, hops, random) : null;
    const isBad = (relay: Relay | null): boolean => relay !== null && bad.has(relay.name);
    const atGuard = isBad(x2) || (way === 'y-guard' && isBad(y));
    const atMiddle = isBad(x2) || isBad(x3) || isBad(y);
    if (atGuard) seen.guard_seen = Math.min(seen.guard_seen, build);
    if (atMiddle) seen.layer2_seen = Math.min(seen.layer2_seen, build);
    if (isBad(x3)) seen.end_met = Math.min(seen.end_met, build);
  }
  return seen;
}

/** Drawn from everybody but its neighbours. */
function helper(relays: readonly Relay[], hops: readonly Relay[], random: Random): Relay {
  for (;;) {
    const one = relays[Math.floor(random.next() * relays.length)]!;
    if (!hops.includes(one)) return one;
  }
}

/** Everybody is always in view. */
function present(members: readonly Member[], now: number): Member[] {
  return members.map((member) => ({ ...member, seen: now }));
}

function someRelays(count: number, networks: number): Relay[] {
  const key = new Uint8Array(32);
  return Array.from({ length: count }, (_, at) => ({
    name: String(at),
    identityKey: key,
    onionKey: key,
    endpoints: [],
    prefix: String(at % networks),
  }));
}

function someOf(relays: readonly Relay[], count: number, random: Random): Set<string> {
  const names = new Set<string>();
  while (names.size < count) names.add(relays[Math.floor(random.next() * relays.length)]!.name);
  return names;
}

function happened(builds: readonly number[]): Happened {
  const sorted = [...builds].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * sorted.length)]!;
  const half = at(0.5);
  return { builds_p10: at(0.1), builds_p50: half, days_p50: Math.round((half / buildsPerDay) * 10) / 10 };
}
