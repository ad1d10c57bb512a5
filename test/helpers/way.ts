/**
 * Which hops the packets between two nodes go over now. Each end tells the hops of its own paths, not which of them carry; that is seen by
 * what the links of all nodes count: of all ways that are possible the one whose emptiest link carries most.
 */
import type { NetworkFacts, OwnPathFacts, PathsFacts } from '../../src/control/protocol.js';
import type { RealNode } from './real-nodes.js';

/** The places of a way, from the end that opens the tunnel to the one that is reached. */
export const roles = [
  'exit-guard',
  'exit-middle',
  'exit-end',
  'entry-end',
  'entry-middle',
  'entry-guard',
] as const;

export type Role = (typeof roles)[number];

/** The node in each role; one may have several. */
export type Way = Readonly<Record<Role, RealNode>>;

/** A node, and the first digits of its id by which others name it. */
export interface Named {
  readonly node: RealNode;
  readonly id: string;
}

/** How long links are watched, ms. */
const watched = 1_000;
/** A way that carries less than so many bytes in that time carries nothing. */
const least = 50_000;

/**
 * The way that is in use, or null: none carries anything, or it is not of three hops at each end.
 * @param all every node of the network; `client` and `server` by id
 */
export async function carryingWay(all: readonly Named[], client: Named, server: Named): Promise<Way | null> {
  const alive = await withAnswers(all);
  const before = await counts(alive);
  await new Promise((resolve) => setTimeout(resolve, watched));
  const after = await counts(alive);
  const grown = (a: Named, b: Named): number =>
    a === b ? Number.POSITIVE_INFINITY : (after.get(keyOf(a, b)) ?? 0) - (before.get(keyOf(a, b)) ?? 0);
  const [exits, entries] = await Promise.all([hopsOf(client, 'exit', all), hopsOf(server, 'entry', all)]);
  let [best, most] = [null as readonly Named[] | null, least];
  for (const exit of exits) {
    for (const entry of entries) {
      const hops = [...exit, ...entry.toReversed()];
      const chain = [client, ...hops, server];
      const emptiest = Math.min(
        ...hops.map((hop, at) => grown(chain[at]!, hop)),
        grown(hops.at(-1)!, server),
      );
      if (emptiest > most) [best, most] = [hops, emptiest];
    }
  }
  if (!best) return null;
  return Object.fromEntries(roles.map((role, at) => [role, best[at]!.node])) as unknown as Way;
}

async function withAnswers(all: readonly Named[]): Promise<Named[]> {
  const answers = await Promise.all(all.map(({ node }) => node.snapshot()));
  return all.filter((_, at) => answers[at] !== null);
}

/** Bytes that went over each link so far, both ways, as one of its ends counts them. */
async function counts(all: readonly Named[]): Promise<Map<string, number>> {
  const counted = new Map<string, number>();
  const facts = await Promise.all(all.map(({ node }) => node.call<NetworkFacts>('peers')));
  for (const [at, { peers }] of facts.entries()) {
    for (const peer of peers) counted.set(`${all[at]!.id} ${peer.id}`, peer.bytesIn + peer.bytesOut);
  }
  return counted;
}

function keyOf(a: Named, b: Named): string {
  return `${a.id} ${b.id}`;
}

async function hopsOf(end: Named, kind: OwnPathFacts['kind'], all: readonly Named[]): Promise<Named[][]> {
  const { own } = await end.node.call<PathsFacts>('paths');
  return own
    .filter((path) => path.kind === kind && path.hops.length === 3)
    .map(({ hops }) => hops.flatMap((name) => all.find(({ id }) => id.startsWith(name)) ?? []))
    .filter((hops) => hops.length === 3);
}
