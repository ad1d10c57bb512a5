/**
 * Many whole nodes in one process: virtual time, datagrams in memory, chance from a seed, so that a run repeats. The
 * nodes are the ones that run on real machines, made by the same call; only clock, datagrams and chance are replaced,
 * and the puzzle is easier. Made by scenarios, which say who comes, goes and asks.
 */
import { VirtualClock } from '../clock/virtual.js';
import type { Config } from '../config/types.js';
import { type Random, seededRandom } from '../crypto/random.js';
import { type Log, LogTail } from '../log/log.js';
import { createNode, type Node } from '../node/node.js';
import type { NodeParts } from '../node/parts.js';
import { MemoryState, type State } from '../state/state.js';
import { defaultWorld, type Home, Homes, type World } from './homes.js';
import { HostClock } from './host-clock.js';
import { Lan } from './lan.js';
import type { NatKind } from './nat.js';
import { quietSettings } from './settings.js';
import { Switchboard, type Weather } from './switchboard.js';

/** An easy puzzle: its price is another scenario's subject. */
export const puzzleBits = 4;

/** A date after this release, since network time never begins before it. */
const wallStart = Date.UTC(2027, 4, 22);

/** So many hosts crash before their timers, and with them all they held, are let go. */
const sweepAfter = 100;

/** Makes a node; others than node/'s own make nodes that misbehave. */
export type NodeMaker = (parts: NodeParts, config: Config) => Promise<Node>;

/** A node that lives here, with what belongs to its machine. */
export interface Resident {
  readonly node: Node;
  readonly home: Home;
  readonly state: State;
  readonly clock: HostClock;
  /** On the population's clock. */
  readonly startedAt: number;
  /** Settles when the node lives no more. */
  readonly ended: Promise<null>;
}

interface Entry extends Resident {
  readonly end: () => void;
  /** Its index among the nodes that live. */
  place: number;
}

/** What a node's machine is made of; absent: new, empty, and node/'s own node. */
export interface Machine {
  readonly state?: State;
  readonly home?: Home;
  readonly make?: NodeMaker;
  /** What answers when a router is asked for a port; absent: nothing is asked for. */
  readonly gateway?: NodeParts['gateway'];
  /** A device for programs; absent: none run there. */
  readonly openTun?: NodeParts['openTun'];
}

export class Population {
  readonly clock = new VirtualClock(wallStart);
  readonly random: Random;
  readonly board: Switchboard;
  /** Those that live, in no particular order. */
  readonly nodes: Node[] = [];
  readonly #residents = new Map<Node, Entry>();
  readonly #homes: Homes;
  /** Nobody shares a LAN here. */
  readonly #lan = new Lan(this.clock);
  #crashed = 0;

  constructor(seed: string, weather: Partial<Weather> = {}, world: Partial<World> = {}) {
    this.random = seededRandom(seed);
    this.#homes = new Homes(this.random, { ...defaultWorld, ...world });
    const latency = this.#homes.shortestWay;
    this.board = new Switchboard(this.clock, this.random, { latency, ...weather });
  }

  /**
   * One more node, started, with an invite to `first` if one is given; with state and home of an earlier one it goes on
   * where that one stopped.
   */
  async add(first: Node | null, machine: Machine = {}): Promise<Node> {
    // Who is invited by nobody must be there for others.
    const {
      state = new MemoryState(),
      home = this.newHome(first !== null),
      make = createNode,
      gateway = null,
      openTun = null,
    } = machine;
    const clock = new HostClock(this.clock, home.clockError);
    const node = await make(
      {
        clock,
        random: this.random,
        net: this.board.host(home.addresses, home.options),
        gateway,
        mainline: null,
        beacons: this.#lan.host(home.addresses.v4 ?? home.addresses.v6!),
        state,
        log: mute,
        logTail: nothingLogged,
        interfaces: () => home.interfaces,
        openTun,
        clockSetter: null,
        puzzleBits,
      },
      settings,
    );
    const startedAt = this.clock.now();
    const place = this.nodes.length;
    let end = () => {};
    const ended = new Promise<null>((resolve) => {
      end = () => resolve(null);
    });
    this.#residents.set(node, { node, home, state, clock, startedAt, ended, end, place });
    this.nodes.push(node);
    await node.start();
    if (first) {
      const invite = (await first.commands['invite.create']!({})) as Record<string, unknown>;
      await node.commands.join!(invite);
    }
    return node;
  }

  /** Somewhere to live, where nobody has lived before. @param router see `Homes.next` */
  newHome(router: boolean | NatKind = true): Home {
    return this.#homes.next(router);
  }

  /** The machine of a node that lives. */
  resident(node: Node): Resident {
    return this.#residents.get(node)!;
  }

  lives(node: Node): boolean {
    return this.#residents.has(node);
  }

  /** The node's machine is switched off, without a word to anybody. */
  crash(node: Node): void {
    const { home, clock } = this.#forget(node);
    clock.isGone = true;
    this.board.remove(home.addresses, home.options);
    this.#crashed += 1;
    if (this.#crashed % sweepAfter === 0) this.clock.sweep();
  }

  /** The node stops as its operator wishes, with a word to its neighbours. */
  async leave(node: Node): Promise<void> {
    const { home } = this.#forget(node);
    await node.stop();
    this.board.remove(home.addresses, home.options);
  }

  /** The node's machine is switched off and on again; what it kept in its state is all that it knows. */
  async restart(node: Node): Promise<Node> {
    const { state, home } = this.resident(node);
    this.crash(node);
    return this.add(null, { state, home });
  }

  /** One of the nodes that live, by chance; null while there is none. */
  anybody(): Node | null {
    return this.nodes[Math.floor(this.random.next() * this.nodes.length)] ?? null;
  }

  /** One that a newcomer can reach, by chance: none behind a NAT. Null while there is none. */
  inviter(among: readonly Node[] = this.nodes): Node | null {
    for (let tries = 0; tries < 100; tries += 1) {
      const node = among[Math.floor(this.random.next() * among.length)];
      if (node && !this.resident(node).home.options.nat) return node;
    }
    return null;
  }

  /** Lets virtual time go on until a promise settles. */
  async settled<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const end = () => {
      isSettled = true;
    };
    promise.then(end, end);
    while (!isSettled) await this.clock.run(10_000, () => isSettled);
    return promise;
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }

  #forget(node: Node): Resident {
    const resident = this.#residents.get(node)!;
    this.#residents.delete(node);
    resident.end();
    const last = this.nodes.pop()!;
    if (last !== node) {
      this.nodes[resident.place] = last;
      this.#residents.get(last)!.place = resident.place;
    }
    return resident;
  }
}

/** A log for thousands: not even the makings of a line. */
const mute: Log = { error() {}, warn() {}, info() {}, debug() {}, for: () => mute };
const nothingLogged = new LogTail(1);

const settings: Config = {
  ...quietSettings,
  network: { ...quietSettings.network, port_mapping: true },
  tun: { ...quietSettings.tun, enabled: true, name: 'memory' },
};
