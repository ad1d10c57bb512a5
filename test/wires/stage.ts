/**
 * A network on which hops die: nodes that are processes, of which one is reached at an address by programs of another. Tells which nodes
 * carry what goes between the two, kills the one in a role with SIGKILL, and starts it again, as one that crashed would be.
 */
import type { PathsFacts, TunnelsFacts } from '../../src/control/protocol.js';
import { hasPaths, reachable } from '../helpers/hidden.js';
import { eventually, type Keeper } from '../helpers/namespaces.js';
import { allLinked, lanSettings, type RealNode, realNodes } from '../helpers/real-nodes.js';
import { carryingWay, type Named, type Role, roles, type Way } from '../helpers/way.js';

export const filePort = 80;
export const numbersPort = 9000;

/** How long a stage of a story may take, ms. */
const patience = 300_000;
/** When a killed node is started again, ms after its death. */
const offFor = 20_000;
/** How many paths of a kind each address of an end has, and over how many guards each end has them. */
const wanted = { exit: 2, entry: 3, guards: 2 };
/** After that, ms: what was heard a moment ago may be of before. */
const rest = 10_000;

export interface Death {
  readonly victim: RealNode;
  /** Date.now() */
  readonly at: number;
  /** What else the node was in the way. */
  readonly also: readonly Role[];
}

export class Stage {
  constructor(
    readonly all: readonly Named[],
    readonly client: Named,
    readonly server: Named,
    /** At which programs of the client reach the server. */
    readonly address: string,
  ) {}

  get nodes(): readonly RealNode[] {
    return this.all.map(({ node }) => node);
  }

  /** The way that is in use; waits for it. */
  async way(): Promise<Way> {
    const { all, client, server } = this;
    return await eventually('a way carries what is sent', patience, () => carryingWay(all, client, server));
  }

  /**
   * Kills the node in that role of the way in use, once `flows` says that something goes over it. Where that is an end itself, another hop
   * of that path is made to die first.
   */
  async kill(role: Role, tell: (text: string) => void, flows = async () => {}): Promise<Death> {
    for (;;) {
      await flows();
      const way = await this.way();
      const victim = way[role];
      if (!this.#isEnd(victim)) {
        await victim.stop('SIGKILL');
        const also = roles.filter((other) => other !== role && way[other] === victim);
        return { victim, at: Date.now(), also };
      }
      tell(`the ${role} is an end itself; another path is waited for`);
      const kind = role.split('-')[0]!;
      const other = roles.find((one) => one.startsWith(kind) && !this.#isEnd(way[one]));
      if (!other) throw new Error(`all hops of the ${kind} path are ends`);
      await way[other].stop('SIGKILL');
      await this.revive(way[other], Date.now());
    }
  }

  /** Starts a killed node again in due time, and waits until the network is whole. */
  async revive(victim: RealNode, diedAt: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, diedAt + offFor - Date.now())));
    victim.start();
    await this.recover();
  }

  /** Until both ends have all their paths again, over two guards, and the tunnel a second join. */
  async recover(): Promise<void> {
    let lacks = '';
    try {
      await eventually('', patience, async () => {
        lacks = await this.#lacks();
        return lacks === '';
      });
    } catch {
      throw new Error(`${patience / 1000} s after a death ${lacks}`);
    }
    await new Promise((resolve) => setTimeout(resolve, rest));
  }

  #isEnd(node: RealNode): boolean {
    return node === this.client.node || node === this.server.node;
  }

  async #lacks(): Promise<string> {
    for (const [at, node] of this.nodes.entries())
      if (!(await node.snapshot())) return `node ${at + 1} does not answer`;
    const { client, server } = this;
    const open = ({ own }: PathsFacts) => own.filter(({ state }) => state === 'open');
    for (const [name, { node }, addresses] of [
      ['client', client, 1],
      ['server', server, 2],
    ] as const) {
      const paths = open(await node.call<PathsFacts>('paths'));
      const of = (kind: string) => paths.filter((path) => path.kind === kind);
      for (const kind of ['exit', 'entry'] as const) {
        const guards = new Set(of(kind).map(({ hops }) => hops[0])).size;
        if (of(kind).length < addresses * wanted[kind])
          return `the ${name} has ${of(kind).length} ${kind} paths`;
        if (guards < wanted.guards) return `the ${name} has its ${kind} paths over one guard`;
      }
    }
    const { tunnels } = await client.node.call<TunnelsFacts>('tunnels');
    const joins = tunnels.find(({ other }) => other === this.address)?.joins ?? [];
    const fit = joins.filter(({ state }) => state === 'fit').length;
    return fit >= 2 ? '' : `the tunnel has ${fit} joins that are fit`;
  }
}

/** A network of so many nodes, and two of them as ends that are not each other's guards. */
export async function stage(keeper: Keeper, count: number, preload: string | null = null): Promise<Stage> {
  const nodes = await realNodes(keeper, count, lanSettings, preload);
  const snapshots = await allLinked(nodes, patience);
  const all = nodes.map((node, at) => ({ node, id: snapshots[at]!.node.id }));
  const guards = new Map<Named, Set<string>>();
  for (const one of all) {
    const { own } = await hasPaths(one.node, 1, patience);
    guards.set(one, new Set(own.flatMap(({ hops }) => hops[0] ?? [])));
  }
  const isGuard = (a: Named, b: Named): boolean => [...guards.get(b)!].some((name) => a.id.startsWith(name));
  const pairs = all.flatMap((client) => all.map((server) => ({ client, server })));
  const pair = pairs.find(
    (one) =>
      one.client !== one.server && !isGuard(one.client, one.server) && !isGuard(one.server, one.client),
  );
  if (!pair) throw new Error('of any two nodes one is a guard of the other');
  const { client, server } = pair;
  const address = await reachable(server.node, [`${filePort}`, `${numbersPort}/udp`], patience);
  return new Stage(all, client, server, address);
}
