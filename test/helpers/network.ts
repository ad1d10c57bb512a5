/**
 * A network of whole nodes for a test, in memory and virtual time or over real UDP on loopback by the same call:
 *
 *     const { nodes, until } = await network(t, 5);
 *     await until(() => areMeshed(nodes), 'all are linked');
 *
 * After the test every node is stopped, and a timer that is left fails it.
 */
import type { ExecutionContext } from 'ava';
import { bittorrent } from '../../src/bootstrap/bittorrent.js';
import type { Clock, Timer } from '../../src/clock/clock.js';
import { systemClock } from '../../src/clock/machine-clock.js';
import { VirtualClock } from '../../src/clock/virtual.js';
import type { Snapshot } from '../../src/control/protocol.js';
import { type Random, seededRandom } from '../../src/crypto/random.js';
import { udp } from '../../src/net/udp.js';
import { Lan } from '../../src/simulation/lan.js';
import { SharedMainline } from '../../src/simulation/mainline.js';
import { Switchboard, type Weather } from '../../src/simulation/switchboard.js';
import { SleepyClock } from './sleepy-clock.js';
import { type NodeConfig, Runner, type TestNode, type Within } from './test-node.js';

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
  /** From how many networks strangers have come to the node at that address in BitTorrent's DHT. Default: 0. */
  readonly strangers?: (address: string) => number;
  /** Everything that a node does runs within this: who watches knows whose doing it is. */
  readonly within?: Within;
}

export interface Network {
  readonly nodes: TestNode[];
  readonly board: Switchboard;
  readonly lan: Lan;
  /** BitTorrent's DHT, in memory. */
  readonly mainline: SharedMainline;
  readonly random: Random;
  /** One more node, started but not invited; `at`: on the machine with that address, beside what runs there. */
  add(config?: Partial<NodeConfig>, at?: string): Promise<TestNode>;
  /** Waits for a condition on the network's clock; fails the test when it does not come true in time. */
  until(condition: () => boolean, what: string, patience?: number): Promise<void>;
  /** Lets time pass. Over UDP only short times make sense. */
  pass(ms: number): Promise<void>;
  /** Lets time pass until a promise settles, and gives what it does. */
  run<T>(promise: Promise<T>): Promise<T>;
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
  const mainline = new SharedMainline();
  const nodes: TestNode[] = [];
  const all: Runner[] = [];
  const patience = options.patience ?? (overUdp ? 60_000 : 120_000);

  t.teardown(async () => {
    await Promise.all(all.map((node) => node.end()));
    // Datagrams and beacons that are still on their way are no leak.
    if (virtual) await virtual.run(10_000);
    else {
      const end = performance.now() + 10_000;
      while (clock.pending > 0 && performance.now() < end)
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (clock.pending > 0) throw new Error(`${clock.pending} timers are left`);
  });

  function addressOf(number: number): string {
    if (overUdp) return '127.0.0.1';
    return options.lan ? `192.168.7.${number + 1}` : `${20 + (number >> 8)}.${number & 255}.0.1`;
  }

  async function add(config: Partial<NodeConfig> = {}, at?: string): Promise<TestNode> {
    const address = at ?? addressOf(nodes.length);
    const node = new Runner({
      address,
      clock: new SleepyClock(clock),
      random,
      setDown: (isDown) => board.setDown(address, isDown),
      net: overUdp ? udp : board.host({ v4: address }),
      beacons: lan.host(address),
      mainline: overUdp ? bittorrent : mainline.host(address, () => options.strangers?.(address) ?? 0),
      within: options.within ?? ((_who, run) => run()),
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

  async function run<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const done = (): void => {
      settled = true;
    };
    promise.then(done, done);
    await until(() => settled, 'a promise settles');
    return promise;
  }

  for (let at = 0; at < size; at += 1) await add();
  if (options.invited ?? !options.lan) for (const node of nodes.slice(1)) await node.join(nodes[0]!);
  return { nodes, board, lan, mainline, random, add, until, pass, run };
}

/** A clock that knows how many of its timers are still to run. */
class CountingClock implements Clock {
  pending = 0;

  constructor(private readonly inner: Clock) {}

  now(): number {
    return this.inner.now();
  }

  get wokeAt(): number {
    return this.inner.wokeAt;
  }

  onWake(fn: () => void): Timer {
    return this.inner.onWake(fn);
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
