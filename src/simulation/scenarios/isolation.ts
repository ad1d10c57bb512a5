/**
 * Few nodes that hear of each other in one way only: each but the first knows one other, by a beacon on its LAN, an invite,
 * the list in its settings, its cache of a former life, or the meeting place in BitTorrent's DHT; and they start in any order: all at
 * once, spread over minutes, or one an hour before the others. Whoever takes away any one of these contacts takes the
 * network apart, so that each must be made. It ends when all are one network, or never.
 *
 * Two are in one network when links lead from one to the other. Nobody is behind a NAT here, and everybody who meets in
 * BitTorrent's DHT is reached there.
 */
import { type ContactPlan, contactPlan, type Start } from '../contact-plan.js';
import { Settlement } from '../settlement.js';

export interface IsolationOptions {
  readonly seed: string;
  /** So many networks, each from a seed of its own. */
  readonly seeds: number;
  /** Nodes of each: at least and at most. */
  readonly least: number;
  readonly most: number;
  /** Virtual minutes after the last start, after which it is given up. */
  readonly patience: number;
}

export const isolationDefaults: Omit<IsolationOptions, 'seed'> = {
  seeds: 200,
  least: 2,
  most: 32,
  patience: 120,
};

export interface IsolationFigures {
  readonly seeds: number;
  readonly nodes_least: number;
  readonly nodes_most: number;
  /** Of the worst seed. */
  readonly networks_at_end: number;
  /** Seeds that did not end as one network. */
  readonly apart: readonly string[];
  /** From the last start until all were one, virtual seconds. */
  readonly seconds_p50: number;
  readonly seconds_most: number;
  /** How many contacts of each kind there were, and seeds that started each way. */
  readonly contacts: Readonly<Record<string, number>>;
  readonly starts: Readonly<Record<Start, number>>;
}

const lookEvery = 2_000;
/** Who is one network for so long stays one, ms. */
const lasts = 60_000;

export async function isolation(
  options: IsolationOptions,
  tell: (text: string) => void = () => {},
): Promise<IsolationFigures> {
  const outcomes: { seed: string; plan: ContactPlan; networks: number; seconds: number }[] = [];
  for (let at = 0; at < options.seeds; at += 1) {
    const seed = `${options.seed}/${at + 1}`;
    const settlement = new Settlement(seed);
    const plan = contactPlan(settlement.random, options);
    await settlement.prepare(plan);
    const seconds = await untilOne(settlement, plan, options.patience * 60_000);
    const networks = settlement.networks();
    await settlement.stop();
    outcomes.push({ seed, plan, networks, seconds });
    const words = `${plan.nodes} nodes, ${plan.start}: ${networks} after ${Math.round(seconds)} s`;
    if (networks > 1) tell(`${seed}: ${words}, ${JSON.stringify(plan.contacts)}`);
    else if (at % 10 === 9) tell(`${seed}: ${words}`);
  }
  const seconds = outcomes.map((one) => one.seconds).sort((a, b) => a - b);
  const sizes = outcomes.map(({ plan }) => plan.nodes);
  const sources = outcomes.flatMap(({ plan }) => plan.contacts.map(({ source }) => source));
  return {
    seeds: outcomes.length,
    nodes_least: Math.min(...sizes),
    nodes_most: Math.max(...sizes),
    networks_at_end: Math.max(...outcomes.map(({ networks }) => networks)),
    apart: outcomes.filter(({ networks }) => networks > 1).map(({ seed }) => seed),
    seconds_p50: seconds[seconds.length >> 1] ?? 0,
    seconds_most: seconds.at(-1) ?? 0,
    contacts: counts(sources),
    starts: counts(outcomes.map(({ plan }) => plan.start)) as Record<Start, number>,
  };
}

/** Starts all as planned; resolves to the seconds from the last start until they were one network for good. */
async function untilOne(settlement: Settlement, plan: ContactPlan, patience: number): Promise<number> {
  const { clock } = settlement;
  await settlement.startAll(plan);
  const begun = clock.now();
  let since: number | null = null;
  while (clock.now() - begun < patience && (since === null || clock.now() - since < lasts)) {
    if (settlement.networks() > 1) since = null;
    else since ??= clock.now();
    await clock.run(lookEvery);
  }
  return ((since ?? clock.now()) - begun) / 1000;
}

function counts(names: readonly string[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const name of [...names].sort()) found[name] = (found[name] ?? 0) + 1;
  return found;
}
