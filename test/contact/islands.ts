/**
 * Networks of processes that stand apart and then meet: two bridges become one, in any order of start; all at once; and one node
 * that was alone for long. Everything goes by beacons, as on the LANs of people who plug a cable in.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bridge, type Host, type Keeper } from '../helpers/namespaces.js';
import { allLinked, RealNode } from '../helpers/real-nodes.js';

/** Until islands that stood long are one: whoever has links calls once a minute, ms. */
const patience = 200_000;
/** By then the quick calls after a start are over, ms: an hour later it is no other. */
const standFor = 25_000;

/** Two bridges in one place, each with some of the nodes. */
export class Islands {
  private constructor(
    readonly nodes: readonly RealNode[],
    private readonly middle: Host,
    readonly sizes: readonly [number, number],
  ) {}

  static async make(keeper: Keeper, sizes: readonly [number, number]): Promise<Islands> {
    const { hosts } = await bridge(keeper, sizes[0] + sizes[1]);
    const directory = await mkdtemp(join(tmpdir(), 'phantom-islands-'));
    keeper.teardown(() => rm(directory, { recursive: true, force: true }));
    const nodes = hosts.map((host, at) => new RealNode(host, join(directory, `node${at + 1}`)));
    for (const node of nodes) {
      await node.configure('channel: islands\ntun:\n  enabled: false');
      keeper.teardown(async () => void (await node.stop('SIGKILL').catch(() => {})));
    }
    const { middle } = hosts[0]!.plug!;
    await middle.run(
      'ip',
      'link',
      'add',
      'br1',
      'up',
      'type',
      'bridge',
      'mcast_snooping',
      '0',
      'forward_delay',
      '0',
    );
    const islands = new Islands(nodes, middle, sizes);
    for (const { host } of islands.second) await islands.#plug(host, 'br1');
    return islands;
  }

  get first(): readonly RealNode[] {
    return this.nodes.slice(0, this.sizes[0]);
  }

  get second(): readonly RealNode[] {
    return this.nodes.slice(this.sizes[0]);
  }

  /** Waits until each is a network of its own, and lets both stand until their calls are rare. */
  async stand(): Promise<void> {
    await allLinked(this.first, patience);
    await allLinked(this.second, patience);
    await new Promise((resolve) => setTimeout(resolve, standFor));
    for (const [at, node] of this.nodes.entries()) {
      const { peers } = (await node.snapshot())!;
      const wanted = this.sizes[at < this.sizes[0] ? 0 : 1] - 1;
      if (peers.length !== wanted) throw new Error(`node ${at + 1} knows ${peers.length}, not ${wanted}`);
    }
  }

  /** Plugs the second island into the first one's bridge; resolves to the seconds until all are linked with all. */
  async meet(): Promise<number> {
    const begun = performance.now();
    for (const { host } of this.second) await this.#plug(host, 'br0');
    await allLinked(this.nodes, patience);
    return (performance.now() - begun) / 1000;
  }

  async #plug(host: Host, bridgeName: string): Promise<void> {
    await this.middle.run('ip', 'link', 'set', host.plug!.port, 'master', bridgeName);
  }
}

/** Both islands come up, in that order or at once; each is a network, and then they meet. */
export async function twoMeet(
  keeper: Keeper,
  order: 'at-once' | 'first-then-second' | 'second-then-first' | 'in-turn',
  size = 2,
): Promise<number> {
  const islands = await Islands.make(keeper, [size, size]);
  const { first, second } = islands;
  const start = (nodes: readonly RealNode[]): void => {
    for (const node of nodes) node.start();
  };
  if (order === 'first-then-second') {
    start(first);
    await allLinked(first, patience);
    start(second);
  } else if (order === 'second-then-first') {
    start(second);
    await allLinked(second, patience);
    start(first);
  } else if (order === 'in-turn') {
    for (const at of first.keys()) {
      start([first[at]!, second[at]!]);
      await new Promise((resolve) => setTimeout(resolve, 5_000));
    }
  } else start(islands.nodes);
  await islands.stand();
  return await islands.meet();
}

/** One runs alone for so long, and then a network of others comes to its cable. */
export async function oneAlone(keeper: Keeper, aloneFor: number, others = 2): Promise<number> {
  const islands = await Islands.make(keeper, [1, others]);
  islands.first[0]!.start();
  await new Promise((resolve) => setTimeout(resolve, aloneFor));
  for (const node of islands.second) node.start();
  await allLinked(islands.second, patience);
  return await islands.meet();
}
