/**
 * What two programs notice when a hop between their machines dies: packets go one way from an address to another, a thousand a
 * second, and the machine that stands in one of the six roles of the way they take is switched off; again and again, for each role. The
 * longest time without a packet counts, in which the transfer finds another way. Then the same for paths that end as planned.
 *
 * - A machine that was switched off is on again after a while, as one that crashed would be, and nothing is switched off before both ends have
 *   all their paths again: how a network copes with many deaths at once is another scenario's subject.
 * - Which way packets take is seen by counting them on the paths of both ends. Where the one to be switched off is an end itself (they
 *   may choose themselves as an end hop), that path is closed and another one awaited.
 */
import { hex } from '../../dht/id.js';
import type { Node } from '../../node/node.js';
import type { HeldPath } from '../../path/pool.js';
import { wanted } from '../../path/pool.js';
import { type End, exposedAddress, newEnd, ownAddress } from '../ends.js';
import { grow } from '../life.js';
import { Stream, type StreamEnd, streamPort } from '../measures/stream.js';
import { Population } from '../population.js';

export const gapDefaults = { nodes: 40, kills: 5, rate: 1_000, rotations: 3, roundTrip: 100 };

export interface GapOptions {
  readonly seed: string;
  readonly nodes: number;
  /** Per role. */
  readonly kills: number;
  /** Packets per second. */
  readonly rate: number;
  /** Planned ends of a way that are watched. */
  readonly rotations: number;
  /** Mean round trip between two machines, ms. */
  readonly roundTrip: number;
}

export interface GapFigures {
  readonly nodes: number;
  readonly kills: number;
  readonly rate: number;
  readonly roles: readonly RoleFigures[];
  readonly max_gap_ms: number;
  /** Packets lost by one death, at most and on average. */
  readonly lost_max: number;
  readonly lost_mean: number;
  readonly wrong: number;
  readonly rotations: number;
  readonly rotation_gap_ms: number;
  readonly rotation_lost: number;
}

export interface RoleFigures {
  readonly role: string;
  readonly max_gap_ms: number;
  readonly gaps_ms: readonly number[];
}

/** From the last join but the two ends' own, ms. */
const settling = 120_000;
/** Packets per second between the measurements, so that the tunnel stays in use. */
const idleRate = 5;
/** From the first packet to the death, and from there to the end of watching, ms. */
const before = 1_000;
const after = 6_000;
/** When the machine is on again, ms after its death. */
const offFor = 20_000;
/**
 * After that with all paths there, ms, before the next: a guard that failed is tried again after half a minute, and what is over one guard only
 * is spread anew and left two minutes later. And how long a gap, or a recovery, is waited for.
 */
const rest = 150_000;
const patience = 300_000;

const kinds = ['exit', 'entry'] as const;

/** @param tell hears how far it is */
export async function gap(options: GapOptions, tell: (text: string) => void = () => {}): Promise<GapFigures> {
  const { seed, nodes, kills, rate, rotations, roundTrip } = options;
  const population = new Population(seed, { jitter: 0.1 }, { roundTrip });
  await grow(population, nodes - 2);
  await population.clock.run(settling);
  const trial = new Trial(population, rate, await newEnd(population), await newEnd(population), tell);
  await trial.begin();
  const roles: RoleFigures[] = [];
  const losses: number[] = [];
  for (const kind of kinds) {
    for (const at of [0, 1, 2]) {
      const role = `${kind} X${at + 1}`;
      const gaps: number[] = [];
      for (let kill = 0; kill < kills; kill += 1) {
        const { longest, lost } = await trial.kill(kind, at);
        gaps.push(longest);
        losses.push(lost);
        tell(`${role}: no packet for ${longest} ms, ${lost} lost`);
      }
      roles.push({ role, max_gap_ms: Math.max(...gaps), gaps_ms: gaps });
    }
  }
  const planned: Measured[] = [];
  for (let turn = 0; turn < rotations; turn += 1) {
    planned.push(await trial.rotate());
    tell(`planned: no packet for ${planned.at(-1)!.longest} ms, ${planned.at(-1)!.lost} lost`);
  }
  await trial.end();
  return {
    nodes,
    kills,
    rate,
    roles,
    max_gap_ms: Math.max(...roles.map((role) => role.max_gap_ms)),
    lost_max: Math.max(...losses),
    lost_mean: Math.round(losses.reduce((sum, lost) => sum + lost, 0) / losses.length),
    wrong: trial.wrong,
    rotations,
    rotation_gap_ms: Math.max(...planned.map(({ longest }) => longest)),
    rotation_lost: planned.reduce((sum, { lost }) => sum + lost, 0),
  };
}

interface Measured {
  readonly longest: number;
  readonly lost: number;
}

class Trial {
  #stream: Stream | null = null;
  /** The number of the first packet of this measurement. */
  #first = 0;
  #isOneOff = false;

  constructor(
    private readonly population: Population,
    private readonly rate: number,
    private readonly from: End,
    private readonly to: End,
    private readonly tell: (text: string) => void,
  ) {}

  get wrong(): number {
    return this.#stream?.wrong ?? 0;
  }

  async begin(): Promise<void> {
    const { from, to, population } = this;
    const [a, b] = [
      await ownAddress(population, from),
      await exposedAddress(population, to, streamPort, 'udp'),
    ];
    const ends: StreamEnd[] = [
      { tun: from.tun, address: a },
      { tun: to.tun, address: b },
    ];
    this.#stream = new Stream(population.clock, ends[0]!, ends[1]!);
    await this.#recover();
  }

  /** Switches off the machine at that place of the path that packets take. */
  async kill(kind: (typeof kinds)[number], at: number): Promise<Measured> {
    const { population } = this;
    for (;;) {
      this.#start();
      await population.clock.run(before);
      const carrying = await this.#carrying(kind);
      const victim = carrying && this.#nodeOf(carrying, at);
      if (victim && victim !== this.from.node && victim !== this.to.node) {
        this.#stream!.watch();
        this.#switchOff(victim);
        await population.clock.run(after);
        return this.#measured();
      }
      carrying?.path.close();
      this.tell(`${kind} X${at + 1} is an end itself`);
      await this.#recover();
    }
  }

  /** Awaits the planned end of the way that packets take. */
  async rotate(): Promise<Measured> {
    const { clock } = this.population;
    const carrying = () => this.#joins().find(({ isCarrying }) => isCarrying);
    await this.#until(() => (carrying()?.endsIn ?? 0) < 25_000, 2 * 3600_000);
    this.#start();
    await clock.run(before);
    this.#stream!.watch();
    await clock.run(12_000);
    return this.#measured();
  }

  async end(): Promise<void> {
    this.#stream?.close();
    await this.population.clock.run(offFor);
    await this.population.stop();
  }

  #start(): void {
    this.#first = this.#stream!.sent;
    this.#stream!.run(this.rate);
  }

  async #measured(): Promise<Measured> {
    const stream = this.#stream!;
    await this.#until(() => stream.quietFor < 100, patience, false);
    const { longest } = stream;
    stream.run(0);
    // What is still under way is not lost.
    await this.population.clock.run(2_000);
    const lost = stream.lostSince(this.#first);
    await this.#recover();
    return { longest: Math.round(longest), lost };
  }

  /** Until both ends have all paths, each kind over two guards, and the tunnel its joins. */
  async #recover(): Promise<void> {
    const { population, from, to } = this;
    const stream = this.#stream!;
    stream.run(idleRate);
    const isWhole = ({ node }: End): boolean => {
      const held = this.#held(node).filter(({ isReplaced }) => !isReplaced);
      return kinds.every((kind) => {
        const paths = held.filter(({ path }) => path.kind === kind);
        return paths.length >= wanted[kind] && new Set(paths.map(({ hops }) => hops[0]?.name)).size >= 2;
      });
    };
    const joins = () => this.#joins().filter(({ state }) => state === 'fit').length;
    await this.#until(() => !this.#isOneOff && isWhole(from) && isWhole(to) && joins() >= 2);
    await population.clock.run(rest);
  }

  /** For a while. */
  #switchOff(victim: Node): void {
    const { population } = this;
    const { state, home } = population.resident(victim);
    population.crash(victim);
    this.#isOneOff = true;
    population.clock.after(offFor, () => {
      void population.add(null, { state, home });
      this.#isOneOff = false;
    });
  }

  #joins() {
    return this.from.node.rooms!.anonymity!.tunnels.facts()[0]?.joins ?? [];
  }

  #held(node: Node): readonly HeldPath[] {
    return node.rooms!.anonymity!.pools.held;
  }

  /** The path of that kind that most cells go over. */
  async #carrying(kind: (typeof kinds)[number]): Promise<HeldPath | null> {
    const node = kind === 'exit' ? this.from.node : this.to.node;
    const counted = this.#held(node)
      .filter(({ path }) => path.kind === kind)
      .map((held) => ({ held, cells: 0 }));
    const undo = counted.map((count) => {
      const { path } = count.held;
      const { onCell, send } = path;
      path.onCell = (selector, rest) => {
        count.cells += 1;
        onCell(selector, rest);
      };
      path.send = (selector, rest) => {
        count.cells += 1;
        return send.call(path, selector, rest);
      };
      return () => Object.assign(path, { onCell, send });
    });
    await this.population.clock.run(200);
    for (const one of undo) one();
    counted.sort((a, b) => b.cells - a.cells);
    return counted[0]?.held ?? null;
  }

  #nodeOf({ hops }: HeldPath, at: number): Node | null {
    const name = hops[at]?.name;
    return this.population.nodes.find((node) => hex(node.rooms!.identity.nodeId) === name) ?? null;
  }

  async #until(condition: () => boolean, limit = patience, isNeeded = true): Promise<void> {
    await this.population.clock.run(limit, condition);
    if (isNeeded && !condition()) throw new Error('the two ends did not recover in time');
  }
}
