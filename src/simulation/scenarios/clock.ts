/**
 * Clocks that are wrong: a network grows whose clocks differ by seconds and drift, and a fifth of whose nodes say a date of
 * their own, the same one, whenever they are asked. Then nodes come whose clocks are off by years, either way, and one whose
 * battery is dead; and in the end a node of the network is killed and started anew with its clock off by years.
 *
 * - Liars are like other nodes in everything else.
 * - Joined is who has the common time and is found by three strangers.
 * - The common time is the median of the honest. Moved by liars is who is nearer to their date than to the true one at any look;
 *   looked at, every ten seconds, is who has been there for a minute.
 */
import { pingHandler } from '../../dht/handlers/ping.js';
import { requestKinds } from '../../link/types.js';
import type { Node } from '../../node/node.js';
import type { Home } from '../homes.js';
import { joinSeconds } from '../measures/joining.js';
import { quantile } from '../measures/statistics.js';
import { Population } from '../population.js';

export interface ClockOptions {
  readonly seed: string;
  readonly nodes: number;
  /** Part of them that lie. */
  readonly liars: number;
  /** Their date is so many minutes ahead. */
  readonly lieMinutes: number;
  /** Years by which clocks of those who come later are off, at most. */
  readonly years: number;
  /** How many of them. */
  readonly late: number;
  /** Clocks of the others are off by so much at most, seconds, and drift by so much, ppm. */
  readonly error: number;
  readonly drift: number;
  /** Virtual minutes that all are watched for in the end. */
  readonly minutes: number;
}

export const clockDefaults: Omit<ClockOptions, 'seed'> = {
  nodes: 200,
  liars: 0.2,
  lieMinutes: 60,
  years: 10,
  late: 20,
  error: 30,
  drift: 100,
  minutes: 30,
};

export interface ClockFigures {
  readonly nodes: number;
  readonly liars: number;
  readonly offset_years: number;
  readonly late: number;
  /** Part of the late that joined, and the time it took, seconds. */
  readonly joined: number;
  readonly join_seconds_p95: number;
  /** How far the honest are from the common time in the end: most of all, and most of nineteen in twenty, ms. */
  readonly error_ms: number;
  readonly error_ms_p95: number;
  /** How far the common time is from the true one, ms. */
  readonly common_off_ms: number;
  /** Honest nodes moved to the liars' date at any look. */
  readonly step_by_liars: number;
  /** First messages refused for their time, per link made. */
  readonly refused_per_link: number;
}

const year = 365 * 86_400_000;
const lookEvery = 10_000;
/** Who has come less long ago is not looked at: it has yet to learn. */
const newFor = 60_000;
/** Nearer to the common time than this is who has it. */
const closeBy = 5_000;

export async function clock(
  options: ClockOptions,
  tell: (text: string) => void = () => {},
): Promise<ClockFigures> {
  const scene = new Scene(options);
  const { population } = scene;
  const { liars } = options;
  for (let at = 0; at < options.nodes; at += 1) {
    await scene.add(population.newHome(at > 0), Math.floor((at + 1) * liars) > Math.floor(at * liars));
    await scene.run(1_000);
  }
  tell('all have started');
  await scene.run(5 * 60_000);
  tell(`${scene.errors().length} honest, the farthest off by ${Math.max(...scene.errors()).toFixed(0)} ms`);
  const seconds: number[] = [];
  let joined = 0;
  for (let at = 0; at < options.late; at += 1) {
    const node = await scene.add(scene.offByYears(at), false);
    const took = await scene.settled(joinSeconds(population, node));
    if (took === null) throw new Error('a node that was to join is gone');
    seconds.push(took);
    if (Number.isFinite(took) && (await scene.learns(node))) joined += 1;
  }
  tell(`${joined} of ${options.late} late ones have joined`);
  await scene.restart();
  await scene.run(options.minutes * 60_000);
  const errors = scene.errors();
  const figures: ClockFigures = {
    nodes: population.nodes.length,
    liars: scene.liars.size,
    offset_years: options.years,
    late: options.late,
    joined: joined / options.late,
    join_seconds_p95: quantile(seconds, 0.95),
    error_ms: Math.max(...errors),
    error_ms_p95: quantile(errors, 0.95),
    common_off_ms: Math.abs(scene.common() - population.clock.wall()),
    step_by_liars: scene.moved.size,
    refused_per_link: scene.refused() / scene.links(),
  };
  await population.stop();
  return figures;
}

class Scene {
  readonly population: Population;
  readonly liars = new Set<Node>();
  readonly moved = new Set<Node>();
  /** Links that opened anywhere, at both ends. */
  #opened = 0;

  constructor(private readonly options: ClockOptions) {
    const { seed, error, drift } = options;
    this.population = new Population(
      seed,
      { jitter: 0.1, loss: 0.002 },
      { clockError: error * 1000, drift: drift * 1e-6 },
    );
  }

  async add(home: Home, lies: boolean): Promise<Node> {
    const { population } = this;
    const node = await population.add(population.inviter(), { home });
    this.#watch(node);
    if (lies) {
      this.liars.add(node);
      node.rooms!.links.handle(
        requestKinds.ping,
        pingHandler(() => Math.floor(this.#lie())),
      );
    }
    return node;
  }

  /** A home whose clock is off by some of the years, ahead or behind; every fifth one's battery is dead. */
  offByYears(at: number): Home {
    const { random } = this.population;
    const home = this.population.newHome();
    const part = at % 5 === 4 ? -2 : (at % 2 === 0 ? 1 : -1) * (0.1 + 0.9 * random.next());
    return { ...home, clockError: { ...home.clockError, ahead: part * this.options.years * year } };
  }

  /** One of the honest is killed, and its clock is off by years when it comes again. */
  async restart(): Promise<void> {
    const { population } = this;
    const node = this.#honest()[1]!;
    const { state, home } = population.resident(node);
    population.crash(node);
    await this.run(10_000);
    const clockError = { ...home.clockError, ahead: this.options.years * year };
    const again = await population.add(null, { state, home: { ...home, clockError } });
    this.#watch(again);
  }

  /** Lets time go on, and looks at everybody now and then. */
  async run(ms: number): Promise<void> {
    const { clock } = this.population;
    const end = clock.now() + ms;
    while (clock.now() < end) {
      await clock.run(Math.min(lookEvery, end - clock.now()));
      this.#look();
    }
  }

  async settled<T>(promise: Promise<T>): Promise<T> {
    return this.population.settled(promise);
  }

  /** Whether it has the common time soon. */
  async learns(node: Node): Promise<boolean> {
    const has = () => Math.abs(node.rooms!.time.now() - this.common()) < closeBy;
    for (let waited = 0; waited < newFor && !has(); waited += 1_000) await this.run(1_000);
    return has();
  }

  /** The honest nodes' distances from the common time, ms. */
  errors(): number[] {
    const common = this.common();
    return this.#honest().map((node) => Math.abs(node.rooms!.time.now() - common));
  }

  common(): number {
    return quantile(
      this.#honest().map((node) => node.rooms!.time.now()),
      0.5,
    );
  }

  refused(): number {
    return this.population.nodes.reduce(
      (sum, node) => sum + (node.rooms!.links.dropped['first-time'] ?? 0),
      0,
    );
  }

  links(): number {
    return this.#opened / 2;
  }

  /** What liars say the date is. */
  #lie(): number {
    return this.population.clock.wall() + this.options.lieMinutes * 60_000;
  }

  #look(): void {
    const { clock } = this.population;
    const lie = this.#lie();
    for (const node of this.#honest()) {
      if (clock.now() - this.population.resident(node).startedAt < newFor) continue;
      if (Math.abs(node.rooms!.time.now() - lie) < (lie - clock.wall()) / 2) this.moved.add(node);
    }
  }

  #honest(): Node[] {
    return this.population.nodes.filter((node) => !this.liars.has(node));
  }

  /** Counts its links as they open. */
  #watch(node: Node): void {
    const { links } = node.rooms!;
    const { onChange } = links;
    links.onChange = (link, event) => {
      if (event === 'open') this.#opened += 1;
      onChange(link, event);
    };
  }
}
