/**
 * A day of a network in which addresses are to be reached at any time: once a virtual minute each of them is asked for an echo
 * from somewhere, while nodes crash and others join. Every renewal comes due in it many times: paths and the records that name
 * their ends, the day of each address (its record's slots and session key), tunnels, view, provisional guards.
 *
 * - The machines that have the addresses, and a few more that only ask, stay: what is asked is whether the network around them
 *   can fail them, and whoever switches his own machine off knows it. All others, relays, die at the same rate whatever their age, with a median
 *   life of four hours: an evening. So half of the paths lose a hop before their time is over, and a guard is gone by lunch.
 * - Whoever asks is drawn anew each time, so that two of three questions find neither record nor tunnel there. Reached is an address whose
 *   echo comes back within 10 s of the first packet; packets go out once a second, as those of `ping` do.
 * - Memory is what is alive in the whole process after a full collection, every hour. It may grow in the first hours,
 *   as what is bounded fills; from then on it may not.
 */
import { dayOf } from '../../crypto/ap.js';
import { addressFromBytes } from '../../net/address.js';
import { type End, exposedAddress, newEnd, ownAddress } from '../ends.js';
import { grow, startChurn } from '../life.js';
import { type Echo, EchoPrograms, echoPort } from '../measures/echo.js';
import { liveHeap } from '../measures/heap.js';
import { mean, quantile } from '../measures/statistics.js';
import { Population } from '../population.js';

export const dayDefaults = {
  nodes: 200,
  addresses: 20,
  askers: 10,
  hours: 24,
  halfLifeHours: 4,
  loss: 0.002,
  roundTrip: 100,
};

export interface DayOptions {
  readonly seed: string;
  readonly nodes: number;
  /** One on each of so many machines. */
  readonly addresses: number;
  /** Machines that ask besides those. */
  readonly askers: number;
  readonly hours: number;
  /** In which half of the relays die. */
  readonly halfLifeHours: number;
  /** Part of the datagrams lost. */
  readonly loss: number;
  /** Mean round trip between two machines, ms. */
  readonly roundTrip: number;
}

export interface DayFigures {
  readonly nodes: number;
  readonly addresses: number;
  readonly hours: number;
  readonly half_life_hours: number;
  readonly deaths: number;
  /** Addresses' days that ended, all in all. */
  readonly day_turns: number;
  readonly probes: number;
  readonly reachable: number;
  /** Part of the probes whose first packet was answered, and in which an error came before the answer. */
  readonly first_packet: number;
  readonly refused: number;
  readonly seconds_p50: number;
  readonly seconds_p99: number;
  readonly seconds_worst: number;
  readonly virtual_seconds: number;
  /** Live heap of the last hours over that after the first, and both in MB. */
  readonly heap_growth: number;
  readonly heap_before_mb: number;
  readonly heap_after_mb: number;
}

/** From the last join but the ends' own, and from the last record kept to the first question, ms. */
const settling = 120_000;
/** Between two ends' joins, ms. */
const joinEvery = 250;
const hour = 3600_000;
const minute = 60_000;
/** After this part of the day memory is looked at for the first time, and over this part it is averaged. */
const fillingPart = 1 / 4;
const averagedPart = 1 / 6;
const looksPerDay = 24;

/** @param tell hears how far it is, and of every question without an answer */
export async function day(options: DayOptions, tell: (text: string) => void = () => {}): Promise<DayFigures> {
  const { seed, nodes, addresses, askers, hours, halfLifeHours, loss, roundTrip } = options;
  const population = new Population(seed, { jitter: 0.1, loss }, { roundTrip });
  const { clock } = population;
  await grow(population, nodes - addresses - askers);
  await clock.run(settling);
  const dwellers: Dweller[] = [];
  for (let at = 0; at < addresses + askers; at += 1) {
    const end = await newEnd(population);
    dwellers.push({ ...end, programs: new EchoPrograms(clock, end.tun), own: null!, exposed: null });
    await clock.run(joinEvery);
  }
  for (const dweller of dwellers) dweller.own = await ownAddress(population, dweller);
  for (const dweller of dwellers.slice(0, addresses))
    dweller.exposed = await exposedAddress(population, dweller, echoPort, 'udp');
  await clock.run(settling);
  tell(`${nodes} nodes, ${addresses} addresses are published after ${Math.round(clock.now() / 1000)} s`);

  const questions = new Questions(population, dwellers, tell);
  const perMinute = Math.LN2 / (halfLifeHours * 60);
  const churn = startChurn(population, perMinute, () => {}, new Set(dwellers.map(({ node }) => node)));
  const turnsBefore = questions.days();
  questions.begin();
  const heaps: number[] = [];
  for (let look = 1; look <= looksPerDay; look += 1) {
    await clock.run((hours * hour) / looksPerDay);
    heaps.push(liveHeap(population));
    const { echoes, reachable } = questions;
    const heap = megabytes(heaps.at(-1)!);
    const at = ((look * hours) / looksPerDay).toFixed(1);
    tell(`${at} h: ${echoes.length} asked, ${reachable} reachable, ${churn.deaths} deaths, ${heap} MB alive`);
  }
  churn.stop();
  await questions.end();
  const turns = questions.days() - turnsBefore;
  const virtualSeconds = Math.round(clock.now() / 1000);
  await population.stop();

  const { echoes } = questions;
  const seconds = echoes.map((echo) => echo.seconds ?? Number.POSITIVE_INFINITY);
  const part = (fits: (echo: Echo) => boolean) => echoes.filter(fits).length / echoes.length;
  const [from, count] = [fillingPart * looksPerDay, averagedPart * looksPerDay];
  const before = mean(heaps.slice(from, from + count));
  const after = mean(heaps.slice(-count));
  return {
    nodes,
    addresses,
    hours,
    half_life_hours: halfLifeHours,
    deaths: churn.deaths,
    day_turns: turns,
    probes: echoes.length,
    reachable: questions.reachable,
    first_packet: part((echo) => echo.seconds !== null && echo.packets === 1),
    refused: part((echo) => echo.wasRefused),
    seconds_p50: quantile(seconds, 0.5),
    seconds_p99: quantile(seconds, 0.99),
    seconds_worst: Math.max(...echoes.map((echo) => echo.seconds ?? 0)),
    virtual_seconds: virtualSeconds,
    heap_growth: after / before,
    heap_before_mb: megabytes(before),
    heap_after_mb: megabytes(after),
  };
}

/** A machine that stays. */
interface Dweller extends End {
  readonly programs: EchoPrograms;
  /** To go out with. */
  own: Uint8Array;
  /** Null: it only asks. */
  exposed: Uint8Array | null;
}

/** Asks for every address once a minute, at an instant drawn anew in each. */
class Questions {
  readonly echoes: Echo[] = [];
  readonly #open = new Set<Promise<void>>();
  #isOver = false;

  constructor(
    private readonly population: Population,
    private readonly dwellers: readonly Dweller[],
    private readonly tell: (text: string) => void,
  ) {}

  get reachable(): number {
    return this.echoes.filter(({ seconds }) => seconds !== null).length / this.echoes.length;
  }

  /** The numbers of all addresses' days, added. */
  days(): number {
    const now = this.population.clock.wall() / 1000;
    return this.#exposed().reduce((sum, { exposed }) => sum + dayOf(exposed!, now), 0);
  }

  begin(): void {
    const { clock, random } = this.population;
    const turn = (): void => {
      if (this.#isOver) return;
      for (const owner of this.#exposed()) {
        clock.after(random.next() * minute, () => {
          if (this.#isOver) return;
          const question = this.#ask(owner).finally(() => this.#open.delete(question));
          this.#open.add(question);
        });
      }
      clock.after(minute, turn);
    };
    turn();
  }

  /** When what was asked has been answered, or was not. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.population.settled(Promise.all(this.#open));
  }

  async #ask(owner: Dweller): Promise<void> {
    const { clock, random } = this.population;
    const others = this.dwellers.filter((dweller) => dweller !== owner);
    const asker = others[Math.floor(random.next() * others.length)]!;
    const at = (clock.now() / hour).toFixed(3);
    const ends = [asker, owner];
    const before = ends.map(({ node }) => node.rooms!.dropped());
    const echo = await asker.programs.ask(asker.own, owner.exposed!);
    this.echoes.push(echo);
    if (echo.seconds !== null) return;
    const facts = [factsOf(asker, owner.exposed!, before[0]!), factsOf(owner, asker.own, before[1]!)];
    this.tell(`${at} h: no answer; asker: ${facts[0]}; owner: ${facts[1]}`);
  }

  #exposed(): readonly Dweller[] {
    return this.dwellers.filter(({ exposed }) => exposed !== null);
  }
}

/** For whoever looks into a failure: what a machine has to reach another by, and what it has dropped since. */
function factsOf({ node }: Dweller, other: Uint8Array, before: Readonly<Record<string, number>>): string {
  const { anonymity, addresses, dropped } = node.rooms!;
  const { choice, pools, tunnels, published } = anonymity!;
  const open = pools.held.filter(({ path }) => path.open);
  const count = (kind: string) => open.filter(({ path }) => path.kind === kind).length;
  const name = addressFromBytes(other);
  const tunnel = tunnels.facts().find((one) => one.other === name);
  const joins = tunnel?.joins.map(({ state, endsIn }) => `${state} for ${Math.round(endsIn / 1000)} s`);
  const since = Object.entries(dropped()).filter(([reason, many]) => many > (before[reason] ?? 0));
  return JSON.stringify({
    level: choice.facts().level,
    waits: pools.waits,
    exits: count('exit'),
    entries: count('entry'),
    kept: addresses.list.map(({ address }) => published(address)?.kept ?? null),
    tunnel: tunnel && [tunnel.state, tunnel.role, joins],
    dropped: since.map(([reason]) => reason),
  });
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10;
}
