/** One whole node of a test's network, which can be stopped, killed and started again at its address. See network.ts. */
import type { BeaconSocket, Beacons } from '../../src/bootstrap/beacons.js';
import type { Mainline } from '../../src/bootstrap/mainline.js';
import type { Clock } from '../../src/clock/clock.js';
import type { Config } from '../../src/config/types.js';
import type { Snapshot } from '../../src/control/protocol.js';
import type { Random } from '../../src/crypto/random.js';
import { createLog, type LogLine, LogTail } from '../../src/log/log.js';
import type { NameDoor } from '../../src/names/door.js';
import type { DatagramSocket, Net } from '../../src/net/net.js';
import { createNode, type Node } from '../../src/node/node.js';
import type { Rooms } from '../../src/node/rooms.js';
import type { ClockSetter } from '../../src/pc-clock/door.js';
import { MemoryState, type State } from '../../src/state/state.js';
import { MemoryTun } from '../../src/tun/memory.js';
import type { TunOptions } from '../../src/tun/tun.js';
import { type ChannelSecret, encodeKeptChannel } from '../../src/wire/channel.js';
import type { SleepyClock } from './sleepy-clock.js';

export const testPuzzleBits = 4;

export interface NodeConfig {
  channel: string;
  /** A channel with a key of its own, put into the state before the start; `channel` says nothing then. */
  secret: ChannelSecret;
  unlisted: boolean;
  gigabytesPerMonth: number;
  port: number;
  privateEndpoints: boolean;
  lan: boolean;
  cache: boolean;
  peers: readonly string[];
  bittorrent: boolean;
  bittorrentNodes: readonly string[];
  /** How far the machine's date is off, ms. */
  wallError: number;
  /** Sets the machine's clock, which the operator has agreed to; none by default. */
  clockSetter: ClockSetter;
  /** Has programs find names; none by default. */
  nameDoor: NameDoor;
  /** Whether it has a TUN device, in memory, and carries programs. Default: false. */
  tun: boolean;
}

export interface TestNode {
  readonly address: string;
  readonly log: LogTail;
  /** A copy of what it keeps across restarts, by name. */
  readonly state: Map<string, Uint8Array>;
  snapshot(): Snapshot;
  /** Of a node that runs. */
  rooms(): Rooms;
  command(name: string, params?: Record<string, unknown>): Promise<unknown>;
  invite(): Promise<string>;
  join(other: TestNode): Promise<void>;
  /** Its machine sleeps, and wakes: what came due meanwhile is done then, what came in is lost. */
  sleep(): void;
  wake(): void;
  /** A clean end. */
  stop(): Promise<void>;
  /** An end like kill -9 or a pulled plug: nothing is written or sent any more. */
  kill(): Promise<void>;
  /** Starts again with the kept state, at the same address. */
  restart(config?: Partial<NodeConfig>): Promise<void>;
  /** Its TUN device, where it has one: the test plays the programs. */
  readonly tun: MemoryTun | null;
}

interface RunnerParts {
  readonly address: string;
  readonly clock: SleepyClock;
  readonly random: Random;
  readonly net: Net;
  readonly beacons: Beacons;
  /** Whether datagrams to it are lost. */
  readonly setDown: (isDown: boolean) => void;
  readonly mainline: Mainline;
  readonly config: Partial<NodeConfig>;
  /** Everything that the node does runs within this. */
  readonly within: Within;
}

/** Runs something that a node does; `who` is its address. */
export type Within = <T>(who: string, run: () => T) => T;

/** Over the parts that are given; `end` stops it and what is left of its earlier lives. */
export class Runner implements TestNode {
  readonly address: string;
  readonly log = new LogTail(5000);
  readonly state = new Map<string, Uint8Array>();
  readonly #kept = new MemoryState();
  readonly #parts: RunnerParts;
  /** Nodes that were killed still have timers, as a real one's memory would be gone. */
  readonly #killed: Node[] = [];
  tun: MemoryTun | null = null;
  #node: Node | null = null;
  #sockets: { close(): Promise<void> }[] = [];
  #life = { isOver: false };

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    this.address = parts.address;
  }

  sleep(): void {
    this.#parts.clock.sleep();
    this.#parts.setDown(true);
  }

  wake(): void {
    this.#parts.setDown(false);
    this.#parts.clock.wake();
  }

  readonly snapshot = (): Snapshot => this.#running().snapshot();

  rooms(): Rooms {
    return this.#running().rooms!;
  }

  async command(name: string, params: Record<string, unknown> = {}): Promise<unknown> {
    return this.#parts.within(this.address, () => this.#running().commands[name]!(params));
  }

  async invite(): Promise<string> {
    return ((await this.command('invite.create')) as { invite: string }).invite;
  }

  async join(other: TestNode): Promise<void> {
    await this.command('join', { invite: await other.invite() });
  }

  async stop(): Promise<void> {
    await this.#parts.within(this.address, () => this.#node?.stop());
    this.#node = null;
  }

  async kill(): Promise<void> {
    this.#life.isOver = true;
    for (const socket of this.#sockets) await socket.close();
    if (this.#node) this.#killed.push(this.#node);
    this.#node = null;
  }

  async restart(config: Partial<NodeConfig> = {}): Promise<void> {
    const { address, random, net, beacons, mainline, within } = this.#parts;
    const own = { ...this.#parts.config, ...config };
    const clock = offBy(this.#parts.clock, own.wallError ?? 0, (fn) => within(address, fn));
    if (own.secret) await this.#kept.write('channel', encodeKeptChannel(own.secret));
    const life = { isOver: false };
    this.#life = life;
    this.#sockets = [];
    const print = (line: LogLine) => {
      if (process.env.PHANTOM_TEST_LOG) console.log(`${clock.now()} ${address} ${line.room}: ${line.text}`);
    };
    const logLimit = { level: 'debug' as const };
    this.#node = await createNode(
      {
        clock,
        random,
        net: { open: async (port) => this.#hear(await net.open(port), 'onDatagram') },
        gateway: null,
        mainline,
        beacons: { open: async () => this.#hear(await beacons.open(), 'onBeacon') },
        state: mortal(this.#kept, life, this.state),
        log: createLog(logLimit, () => clock.wall(), [this.log.sink, print]),
        logTail: this.log,
        logLimit,
        ...(own.nameDoor && { nameDoor: own.nameDoor }),
        interfaces: () => [{ name: 'eth0', family: 4 as const, address, prefix: 24 }],
        clockSetter: own.clockSetter ?? null,
        openTun: own.tun ? (options) => this.#openTun(options) : null,
        puzzleBits: testPuzzleBits,
      },
      configOf(own),
    );
    const node = this.#node;
    await within(address, () => node.start());
  }

  async end(): Promise<void> {
    await this.stop();
    for (const node of this.#killed) await node.stop();
  }

  #openTun(options: TunOptions): MemoryTun {
    this.tun = new MemoryTun(options);
    return this.tun;
  }

  #keep<S extends DatagramSocket | BeaconSocket>(socket: S): S {
    this.#sockets.push(socket);
    return socket;
  }

  /** What comes to a socket is what the node does from then on. */
  #hear<S extends DatagramSocket | BeaconSocket>(socket: S, name: 'onDatagram' | 'onBeacon'): S {
    const { address, within } = this.#parts;
    let heard = (..._: unknown[]): void => {};
    Object.defineProperty(socket, name, {
      get:
        () =>
        (...came: unknown[]) =>
          within(address, () => heard(...came)),
      set: (handler: typeof heard) => {
        heard = handler;
      },
    });
    return this.#keep(socket);
  }

  #running(): Node {
    if (!this.#node) throw new Error(`the node at ${this.address} does not run`);
    return this.#node;
  }
}

/** State that takes no more writes once its node's life is over. */
function mortal(kept: State, life: { readonly isOver: boolean }, copy: Map<string, Uint8Array>): State {
  return {
    read: (name) => kept.read(name),
    write: async (name, bytes) => {
      if (life.isOver) return;
      copy.set(name, bytes.slice());
      await kept.write(name, bytes);
    },
  };
}

export function configOf(own: Partial<NodeConfig>): Config {
  return {
    version: 1,
    language: 'en',
    channel: own.secret?.name ?? own.channel ?? 'test',
    channel_kind: own.secret?.kind ?? 'public',
    unlisted: own.unlisted ?? false,
    share: { mbit_per_second: 0, gigabytes_per_month: own.gigabytesPerMonth ?? 0 },
    network: { port: own.port ?? 0, private_endpoints: own.privateEndpoints ?? false, port_mapping: false },
    first_contact: {
      lan: own.lan ?? false,
      cache: own.cache ?? true,
      bittorrent: own.bittorrent ?? false,
      bittorrent_port: 0,
      bittorrent_nodes: own.bittorrentNodes ?? [],
      peers: own.peers ?? [],
    },
    tun: { enabled: own.tun ?? false, name: 'memory', carries: 'all', destinations: [], elsewhere: [] },
    clock: { set: own.clockSetter !== undefined },
    control: { socket: '/nowhere' },
    log: { level: 'debug' },
  };
}

/** The clock of a machine whose date is wrong. */
function offBy(clock: Clock, wallError: number, run: (fn: () => void) => void): Clock {
  return {
    now: () => clock.now(),
    get wokeAt() {
      return clock.wokeAt;
    },
    onWake: (fn) => clock.onWake(() => run(fn)),
    wall: () => clock.wall() + wallError,
    after: (ms, fn) => clock.after(ms, () => run(fn)),
  };
}
