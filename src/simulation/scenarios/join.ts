/**
 * The life of a large network: it grows by invites, rests, and then renews itself, 5 % of its nodes a minute, while
 * nodes by chance look for the records of others that are no neighbours of theirs, and newcomers are timed. A smaller
 * network of the same seed goes through the same, but for a part of the time only, so that the growth of hops and of idle
 * traffic shows.
 *
 * - Asked for are nodes that live at that instant and started at least 30 s before; askers likewise. A lookup counts as
 *   failed when it ends without the owner's true record, whatever became of the owner; it does not count when the asker dies.
 * - Every so-manieth newcomer is timed, evenly over the whole time.
 */
import type { Node } from '../../node/node.js';
import { grow, startChurn } from '../life.js';
import { ask, pick, stranger, Tally } from '../measures/asking.js';
import { type Idle, measureIdle } from '../measures/idle.js';
import { joinSeconds } from '../measures/joining.js';
import { quantile } from '../measures/statistics.js';
import { Population, puzzleBits } from '../population.js';

export interface JoinOptions {
  readonly seed: string;
  readonly nodes: number;
  /** The size that growth is reckoned from. */
  readonly smallNodes: number;
  /** Virtual minutes from the last join to the first count: enough for what a join sets off. */
  readonly settleMinutes: number;
  /** Virtual minutes of rest that idle traffic is measured over. */
  readonly idleMinutes: number;
  /** Virtual minutes of churn. */
  readonly minutes: number;
  /** Lookups over that time. */
  readonly lookups: number;
  /** Newcomers timed over that time. */
  readonly timed: number;
  /** Part of the nodes that die, and are replaced, in a minute. */
  readonly churn: number;
  /** Part of the datagrams lost. */
  readonly loss: number;
  /** Mean round trip, ms. */
  readonly roundTrip: number;
  /** Part of the nodes behind a NAT. */
  readonly nat: number;
}

export const joinDefaults: Omit<JoinOptions, 'seed'> = {
  nodes: 10_000,
  smallNodes: 1_000,
  settleMinutes: 10,
  idleMinutes: 10,
  minutes: 60,
  lookups: 20_000,
  timed: 300,
  churn: 0.05,
  loss: 0.002,
  roundTrip: 100,
  nat: 0,
};

export interface JoinFigures {
  readonly nodes: number;
  readonly puzzle_bits: number;
  readonly lookups: number;
  readonly lookup_success: number;
  readonly lookup_seconds_p50: number;
  readonly hops_p50: number;
  readonly hops_p99: number;
  /** Mean hops here, divided by those of the small network. */
  readonly hop_ratio: number;
  readonly joins: number;
  readonly join_seconds_p50: number;
  readonly join_seconds_p95: number;
  /** IP bytes sent per second and node that do not keep links, and that keep one. */
  readonly idle_bytes_base: number;
  readonly idle_bytes_per_link: number;
  readonly idle_links: number;
  /** All IP bytes sent per second and node, divided by those of the small network. */
  readonly idle_ratio: number;
  readonly deaths: number;
  readonly virtual_seconds: number;
}

/** Over which part of the churn's time, with so many fewer lookups, the smaller network is watched. */
const smallPart = 1 / 6;

/** From the first death to the first lookup, virtual ms. */
const beforeLookups = 60_000;

interface Measured {
  readonly idle: Idle;
  readonly tally: Tally;
  readonly joins: readonly number[];
  readonly deaths: number;
  readonly virtualSeconds: number;
}

/** @param tell hears how far it is */
export async function join(
  options: JoinOptions,
  tell: (text: string) => void = () => {},
): Promise<JoinFigures> {
  const { minutes, lookups, timed } = options;
  const part = { minutes: minutes * smallPart, lookups: lookups * smallPart, timed: timed * smallPart };
  const small = await measure({ ...options, ...part }, options.smallNodes, tell);
  const large = await measure(options, options.nodes, tell);
  const { tally, idle, joins } = large;
  return {
    nodes: options.nodes,
    puzzle_bits: puzzleBits,
    lookups: tally.asked,
    lookup_success: tally.success,
    lookup_seconds_p50: quantile(tally.seconds, 0.5),
    hops_p50: tally.hopsAt(0.5),
    hops_p99: tally.hopsAt(0.99),
    hop_ratio: tally.meanHops / small.tally.meanHops,
    joins: joins.length,
    join_seconds_p50: quantile(joins, 0.5),
    join_seconds_p95: quantile(joins, 0.95),
    idle_bytes_base: idle.base,
    idle_bytes_per_link: idle.perLink,
    idle_links: idle.links,
    idle_ratio: idle.all / small.idle.all,
    deaths: large.deaths,
    virtual_seconds: small.virtualSeconds + large.virtualSeconds,
  };
}

async function measure(options: JoinOptions, nodes: number, tell: (text: string) => void): Promise<Measured> {
  const { seed, loss, roundTrip, nat, minutes } = options;
  const population = new Population(`${seed} ${nodes}`, { jitter: 0.1, loss }, { roundTrip, nat });
  const { clock } = population;
  const say = (text: string) => tell(`${nodes} nodes, ${Math.round(clock.now() / 1000)} s: ${text}`);
  await grow(population, nodes);
  say('all have started');
  await clock.run(options.settleMinutes * 60_000);
  const idle = await measureIdle(population, options.idleMinutes * 60_000);
  say(`idle: ${idle.all.toFixed(0)} bytes/s with ${idle.links.toFixed(1)} links`);

  const tally = new Tally();
  const joins: number[] = [];
  const births = nodes * options.churn * minutes;
  const timeEach = Math.max(1, Math.floor(births / options.timed));
  let born = 0;
  const onBirth = (newcomer: Node): void => {
    born += 1;
    if (born % timeEach !== 0) return;
    void joinSeconds(population, newcomer).then((seconds) => {
      if (seconds !== null) joins.push(seconds);
    });
  };
  const churn = startChurn(population, options.churn, onBirth);
  await clock.run(beforeLookups);
  const every = (minutes * 60_000 - beforeLookups) / options.lookups;
  const open = new Set<Promise<void>>();
  for (let at = 0; at < options.lookups; at += 1) {
    const owner = pick(population, population.nodes);
    const asker = owner && stranger(population, owner);
    if (owner && asker) {
      const answered = ask(population, asker, owner).then((answer) => {
        tally.add(answer);
        open.delete(answered);
      });
      open.add(answered);
    }
    await clock.run(every);
    if ((at + 1) % Math.ceil(options.lookups / 20) === 0) {
      say(
        `${tally.asked} lookups, ${tally.success.toFixed(4)} found, ${quantile(joins, 0.95).toFixed(1)} s to join`,
      );
    }
  }
  churn.stop();
  await population.settled(Promise.all(open));
  const virtualSeconds = clock.now() / 1000;
  await population.stop();
  return { idle, tally, joins, deaths: churn.deaths, virtualSeconds };
}
