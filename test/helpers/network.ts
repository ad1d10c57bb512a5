/**
 * A network of whole nodes for a test, in memory and virtual time or over real UDP on loopback by the same call:
 *
 *     const { nodes, until } = await network(t, 5);
 *     await until(() => areMeshed(nodes), 'all are linked');
 *
 * After the test every node is stopped, and a timer that is left fails it.
 */
import type { ExecutionContext } from 'ava';
import type { BeaconSocket, Beacons } from '../../src/bootstrap/beacons.js';
import { type Clock, systemClock } from '../../src/clock/clock.js';
import { VirtualClock } from '../../src/clock/virtual.js';
import type { Config } from '../../src/config/types.js';
import type { Snapshot } from '../../src/control/protocol.js';
import { type Random, seededRandom } from '../../src/crypto/random.js';
import { createLog, type LogLine, LogTail } from '../../src/log/log.js';
import type { DatagramSocket, Net } from '../../src/net/net.js';
import { udp } from '../../src/net/udp.js';
import { createNode, type Node } from '../../src/node/node.js';
import type { Rooms } from '../../src/node/rooms.js';
import { Lan } from '../../src/simulation/lan.js';
import { Switchboard, type Weather } from '../../src/simulation/switchboard.js';
import { MemoryState, type State } from '../../src/state/state.js';

export const testPuzzleBits = 4;

/** Half a year after this release, so that a clock can be too early, too. */
const virtualStart = Date.UTC(2027, 4, 22);

export interface NetworkOptions {
  /** Default: memory. */
  readonly over?: 'memory' | 'udp';
  /** All nodes stand in one LAN (and have private addresses) instead of in one public /16 each. Default: false. */
  readonly lan?: boolean;
  /** How long a whole stage of the story may take, ms of the network's clock. Default: 120 s, over UDP 60 s. */
  readonly patience?: number;
  readonly weather?: Partial<Weather>;
  /** Node 0 invites all others before `network` returns. Default: true, in a LAN false. */
  readonly invited?: boolean;
  readonly config?: Partial<NodeConfig>;
}

export interface NodeConfig {
  channel: string;
  port: number;
  privateEndpoints: boolean;
  lan: boolean;
  cache: boolean;
  peers: readonly string[];
  /** How far the machine's date is off, ms. */
  wallError: number;
}

export interface TestNode {
  readonly address: string;
  readonly log: LogTail;
  snapshot(): Snapshot;
  /** Of a node that runs. */
  rooms(): Rooms;
  command(name: string, params?: Record<string, unknown>): Promise<unknown>;
  invite(): Promise<string>;
  join(other: TestNode): Promise<void>;
  /** A clean end. */
  stop(): Promise<void>;
  /** An end like kill -9 or a pulled plug: nothing is written or sent any more. */
  kill(): Promise<void>;
  /** Starts again with the kept state, at the same address. */
  restart(config?: Partial<NodeConfig>): Promise<void>;
}

export interface Network {
  readonly nodes: TestNode[];
  readonly board: Switchboard;
  readonly lan: Lan;
  readonly random: Random;
  /** One more node, started but not invited. */
  add(config?: Partial<NodeConfig>): Promise<TestNode>;
  /** Waits for a condition on the network's clock; fails the test when it does not come true in time. */
  until(condition: () => boolean, what: string, patience?: number): Promise<void>;
  /** Lets time pass. Over UDP only short times make sense. */
  pass(ms: number): Promise<void>;
}

/** Whether all these nodes are linked with one another and say that they are connected. */
export function areMeshed(nodes: readonly TestNode[]): boolean {
  return nodes.every((node) => {
    const { connection, peers } = node.snapshot();
    const linked = peers.filter((peer) => peer.state === 'linked').length;
    return connection.state === 'connected' && linked === nodes.length - 1;
  });
}

/** How many peers each node is linked with. */
export function linkCounts(nodes: readonly TestNode[]): number[] {
  return nodes.map((node) => node.snapshot().peers.filter((peer) => peer.state === 'linked').length);
}

export async function network(
  t: ExecutionContext,
  size: number,
  options: NetworkOptions = {},
): Promise<Network> {
  const overUdp = options.over === 'udp';
  const virtual = overUdp ? null : new VirtualClock(virtualStart);
  const clock = new CountingClock(virtual ?? systemClock);
  const random = seededRandom(t.title);
  const board = new Switchboard(clock, random, options.weather);
  const lan = new Lan(clock);
  const nodes: TestNode[] = [];
  const all: Ended[] = [];
  const patience = options.patience ?? (overUdp ? 60_000 : 120_000);

  t.teardown(async () => {
    await Promise.all(all.map((node) => node.end()));
    // Datagrams that are still on their way are no leak.
    await virtual?.run(10_000);
    if (clock.pending > 0) throw new Error(`${clock.pending} timers are left`);
  });

  function addressOf(number: number): string {
    if (overUdp) return '127.0.0.1';
    return options.lan ? `192.168.7.${number + 1}` : `${20 + (number >> 8)}.${number & 255}.0.1`;
  }

  async function add(config: Partial<NodeConfig> = {}): Promise<TestNode> {
    const address = addressOf(nodes.length);
    const node = new Runner({
      address,
      clock,
      random,
      net: overUdp ? udp : board.host({ v4: address }),
      beacons: lan.host(address),
      config: { privateEndpoints: overUdp, lan: options.lan ?? false, ...options.config, ...config },
    });
    nodes.push(node);
    all.push(node);
    await node.restart();
    return node;
  }

  async function until(condition: () => boolean, what: string, limit = patience): Promise<void> {
    if (virtual) await virtual.run(limit, condition);
    else {
      const end = performance.now() + limit;
      while (!condition() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (condition()) return;
    const shown = nodes.map(({ address, snapshot }) => `${address} ${describe(snapshot())}`);
    throw new Error(`not within ${limit} ms: ${what}\n${shown.join('\n')}`);
  }

  async function pass(ms: number): Promise<void> {
    if (virtual) await virtual.run(ms);
    else await new Promise((resolve) => setTimeout(resolve, ms));
  }

  for (let at = 0; at < size; at += 1) await add();
  if (options.invited ?? !options.lan) for (const node of nodes.slice(1)) await node.join(nodes[0]!);
  return { nodes, board, lan, random, add, until, pass };
}

interface Ended {
  end(): Promise<void>;
}

interface RunnerParts {
  readonly address: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly net: Net;
  readonly beacons: Beacons;
  readonly config: Partial<NodeConfig>;
}

class Runner implements TestNode, Ended {
  readonly address: string;
  readonly log = new LogTail();
  readonly #kept = new MemoryState();
  readonly #parts: RunnerParts;
  /** Nodes that were killed still have timers, as a real one's memory would be gone. */
  readonly #killed: Node[] = [];
  #node: Node | null = null;
  #sockets: { close(): Promise<void> }[] = [];
  #life = { isOver: false };

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    this.address = parts.address;
  }

  readonly snapshot = (): Snapshot => this.#running().snapshot();

  rooms(): Rooms {
    return this.#running().rooms!;
  }

  async command(name: string, params: Record<string, unknown> = {}): Promise<unknown> {
    return this.#running().commands[name]!(params);
  }

  async invite(): Promise<string> {
    return ((await this.command('invite.create')) as { invite: string }).invite;
  }

  async join(other: TestNode): Promise<void> {
    await this.command('join', { invite: await other.invite() });
  }

  async stop(): Promise<void> {
    await this.#node?.stop();
    this.#node = null;
  }

  async kill(): Promise<void> {
    this.#life.isOver = true;
    for (const socket of this.#sockets) await socket.close();
    if (this.#node) this.#killed.push(this.#node);
    this.#node = null;
  }

  async restart(config: Partial<NodeConfig> = {}): Promise<void> {
    const { address, random, net, beacons } = this.#parts;
    const own = { ...this.#parts.config, ...config };
    const clock = offBy(this.#parts.clock, own.wallError ?? 0);
    const life = { isOver: false };
    this.#life = life;
    this.#sockets = [];
    const print = (line: LogLine) => {
      if (process.env.PHANTOM_TEST_LOG) console.log(`${clock.now()} ${address} ${line.room}: ${line.text}`);
    };
    this.#node = await createNode(
      {
        clock,
        random,
        net: { open: async (port) => this.#keep(await net.open(port)) },
        beacons: { open: async () => this.#keep(await beacons.open()) },
        state: mortal(this.#kept, life),
        log: createLog('debug', () => clock.wall(), [this.log.sink, print]),
        logTail: this.log,
        interfaces: () => (address.startsWith('127.') ? [] : [{ name: 'eth0', family: 4 as const, address }]),
        puzzleBits: testPuzzleBits,
      },
      configOf(own),
    );
    await this.#node.start();
  }

  async end(): Promise<void> {
    await this.stop();
    for (const node of this.#killed) await node.stop();
  }

  #keep<S extends DatagramSocket | BeaconSocket>(socket: S): S {
    this.#sockets.push(socket);
    return socket;
  }

  #running(): Node {
    if (!this.#node) throw new Error(`the node at ${this.address} does not run`);
    return this.#node;
  }
}

/** State that takes no more writes once its node's life is over. */
function mortal(kept: State, life: { readonly isOver: boolean }): State {
  return {
    read: (name) => kept.read(name),
    write: async (name, bytes) => {
      if (!life.isOver) await kept.write(name, bytes);
    },
  };
}

export function configOf(own: Partial<NodeConfig>): Config {
  return {
    version: 1,
    channel: own.channel ?? 'test',
    network: { port: own.port ?? 0, private_endpoints: own.privateEndpoints ?? false },
    first_contact: { lan: own.lan ?? false, cache: own.cache ?? true, peers: own.peers ?? [] },
    control: { socket: '/nowhere' },
    log: { level: 'debug' },
  };
}

/** The clock of a machine whose date is wrong. */
function offBy(clock: Clock, wallError: number): Clock {
  return {
    now: () => clock.now(),
    wall: () => clock.wall() + wallError,
    after: (ms, fn) => clock.after(ms, fn),
  };
}

/** A clock that knows how many of its timers are still to run. */
class CountingClock implements Clock {
  pending = 0;

  constructor(private readonly inner: Clock) {}

  now(): number {
    return this.inner.now();
  }

  wall(): number {
    return this.inner.wall();
  }

  after(ms: number, fn: () => void): { cancel(): void } {
    let isPending = true;
    const over = () => {
      if (isPending) this.pending -= 1;
      isPending = false;
    };
    this.pending += 1;
    const timer = this.inner.after(ms, () => {
      over();
      fn();
    });
    return {
      cancel() {
        over();
        timer.cancel();
      },
    };
  }
}

function describe({ connection, peers, table, dropped, sources }: Snapshot): string {
  return JSON.stringify({
    state: `${connection.state} ${connection.reason}`,
    peers: peers.map((peer) => `${peer.endpoint} ${peer.state}`),
    contacts: table.contacts,
    dropped,
    sources: sources.filter((source) => source.found > 0),
  });
}
