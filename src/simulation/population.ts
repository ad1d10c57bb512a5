/**
 * Many whole nodes in one process: virtual time, datagrams in memory, chance from a seed, so that a run repeats. The
 * nodes are the ones that run on real machines, made by the same call.
 */
import { VirtualClock } from '../clock/virtual.js';
import type { Config } from '../config/types.js';
import { type Random, seededRandom } from '../crypto/random.js';
import { LogTail, silentLog } from '../log/log.js';
import { createNode, type Node } from '../node/node.js';
import { MemoryState, type State } from '../state/state.js';
import { Lan } from './lan.js';
import { Switchboard, type Weather } from './switchboard.js';

/** An easy puzzle: its price is another scenario's subject. */
export const puzzleBits = 4;

export class Population {
  readonly clock = new VirtualClock();
  readonly random: Random;
  readonly board: Switchboard;
  readonly nodes: Node[] = [];
  #added = 0;
  /** Nobody shares a LAN here. */
  readonly #lan = new Lan(this.clock);

  constructor(seed: string, weather: Partial<Weather> = {}) {
    this.random = seededRandom(seed);
    this.board = new Switchboard(this.clock, this.random, weather);
  }

  /**
   * One more node, in a /16 of its own, started, with an invite to `first` if one is given; with state and address of
   * an earlier one it goes on where that one stopped.
   */
  async add(
    first: Node | null,
    { state = new MemoryState(), address = this.freeAddress() }: { state?: State; address?: string } = {},
  ): Promise<Node> {
    const node = await createNode(
      {
        clock: this.clock,
        random: this.random,
        net: this.board.host({ v4: address }),
        beacons: this.#lan.host(address),
        state,
        log: silentLog,
        logTail: new LogTail(),
        interfaces: () => [{ name: 'eth0', family: 4, address, prefix: 16 }],
        puzzleBits,
      },
      settings,
    );
    this.nodes.push(node);
    await node.start();
    if (first) {
      const invite = (await first.commands['invite.create']!({})) as Record<string, unknown>;
      await node.commands.join!(invite);
    }
    return node;
  }

  /** Ends a node: it takes its leave, or falls silent. */
  async remove(node: Node, silently: boolean): Promise<void> {
    this.nodes.splice(this.nodes.indexOf(node), 1);
    const address = node.rooms!.own().interfaces[0]!.address;
    if (silently) this.board.setDown(address, true);
    await node.stop();
    this.board.setDown(address, false);
  }

  /** An IPv4 address in a /16 that nobody had before. */
  freeAddress(): string {
    const number = this.#added;
    this.#added += 1;
    return `${20 + (number >> 8)}.${number & 255}.0.1`;
  }

  /** One of the nodes so far, by chance; null while there is none. */
  anybody(): Node | null {
    return this.nodes[Math.floor(this.random.next() * this.nodes.length)] ?? null;
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
}

const settings: Config = {
  version: 1,
  channel: 'simulation',
  network: { port: 0, private_endpoints: false },
  first_contact: { lan: false, cache: true, peers: [] },
  control: { socket: '/nowhere' },
  log: { level: 'error' },
};
