/**
 * "Isolated?": whether what the sources of first contact have come to is so thin or one-sided that somebody may be keeping the
 * rest of the network away. A guess from facts, never more: a small network looks the same, and the operator is told so.
 */
import type { Isolation, SourceFacts } from '../control/protocol.js';
import { classOf, prefixOf } from '../net/address.js';
import type { Endpoint } from '../net/net.js';

/** Sources get so long after the start before their answers are judged, ms. */
const patience = 600_000;
/** So many remembered nodes do not all go away by chance. */
const manyRemembered = 8;
/** From so many links on, and with more than this share of them in one network (/16, /32), they are one-sided. */
const oneSided = { links: 4, share: 0.75 } as const;
/** Who is linked into so many networks is not held by the one node that let it in. */
const manyNetworks = 8;
/** Fewer nodes than this are few. */
const few = 3;

export interface IsolationFacts {
  /** Milliseconds since the start. */
  readonly uptime: number;
  readonly sources: readonly SourceFacts[];
  /** Where those are who are linked now. */
  readonly links: readonly Endpoint[];
  /** Nodes known in all. */
  readonly contacts: number;
  /** network.private_endpoints: the network is meant to live inside one LAN or machine. */
  readonly privateEndpoints: boolean;
}

/** The weightiest reason to ask whether this node is isolated; null: none, or nobody is linked, which is said otherwise. */
export function isolationOf(facts: IsolationFacts): Isolation | null {
  const { uptime, sources, links, contacts, privateEndpoints } = facts;
  if (uptime < patience || links.length === 0) return null;
  const remembered = sources.find(({ source }) => source === 'cache');
  if (remembered && remembered.found >= manyRemembered && remembered.linked === 0) return 'remembered-gone';
  const networks = new Map<string, number>();
  for (const link of links) networks.set(prefixOf(link), (networks.get(prefixOf(link)) ?? 0) + 1);
  if (!privateEndpoints) {
    if (links.every((link) => classOf(link) !== 'public')) return 'lan-only';
    const largest = Math.max(...networks.values());
    if (links.length >= oneSided.links && largest > oneSided.share * links.length) return 'one-network';
  }
  if (contacts < few) return 'few';
  const entrances = sources.reduce((sum, { linked }) => sum + linked, 0);
  return entrances === 1 && networks.size < manyNetworks ? 'one-entrance' : null;
}
