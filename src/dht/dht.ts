/**
 * Finding nodes: a table of contacts, lookups over links, and the upkeep of both. Made by node/, which tells it of
 * every link that opens or closes and asks it for the nodes near an id. It knows nothing of where the first contact
 * comes from, and nothing of datagrams.
 *
 *     a link opens -> table (a verified contact) -> ping -> where we are seen
 *                  -> look ourselves up -> dial who was named -> more links
 */
import type { Clock } from '../clock/clock.js';
import type { Identity } from '../crypto/identity.js';
import type { Random } from '../crypto/random.js';
import { type Link, type Links, requestKinds } from '../link/types.js';
import type { Log } from '../log/log.js';
import { mayDial } from '../net/dialable.js';
import type { Endpoint } from '../net/net.js';
import { createDialer, type Dialer } from './dialer.js';
import { findNodeHandler } from './handlers/find-node.js';
import { pingHandler } from './handlers/ping.js';
import { compareDistance, hex } from './id.js';
import { startRefresh } from './refresh.js';
import { search } from './search.js';
import { SeenAt } from './seen.js';
import { k, type NodeContact, Table } from './table.js';
import { startUpkeep } from './upkeep.js';

export interface DhtParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly links: Links;
  readonly identity: Identity;
  readonly puzzleBits: number;
  /** network.private_endpoints; see net/dialable.ts. */
  readonly privateEndpoints: boolean;
  /** Where we can be reached, never dialled; changes over time. */
  readonly own: () => readonly Endpoint[];
  /** Milliseconds since 1970, 0 while there is none. */
  readonly networkTime: () => number;
}

export interface Dht {
  readonly table: Table;
  readonly dialer: Dialer;
  /** The nodes nearest to an id of 32 bytes that answer, nearest first, at most k. */
  lookup(target: Uint8Array): Promise<NodeContact[]>;
  /** Where most linked peers see us, public endpoints first; see seen.ts. */
  seenAt(): Endpoint[];
  /** How many neighbours answered when we last looked ourselves up; null before. */
  readonly neighbours: number | null;
  linkOpened(link: Link): void;
  linkClosed(link: Link): void;
  /** Bad answers and refused dials, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Cancels every timer; links stay the caller's. */
  close(): void;
}

/** Bucket places whose old contact is being checked at the same time. */
const maxChecks = 3;

export function createDht(parts: DhtParts): Dht {
  const { clock, links, privateEndpoints } = parts;
  const ownId = parts.identity.nodeId;
  const table = new Table(ownId);
  const seenAt = new SeenAt();
  const dropped: Record<string, number> = {};
  const dialer = createDialer({ clock, links, rules: () => ({ privateEndpoints, own: parts.own() }) });
  const searchParts = { ...parts, table, dialer, ownId, dropped };
  const refresh = startRefresh(searchParts);
  const upkeep = startUpkeep({ ...parts, table, dialer, seenAt, ownId });
  let checks = 0;

  links.handle(requestKinds.ping, pingHandler(parts.networkTime));
  links.handle(
    requestKinds.findNode,
    findNodeHandler(table, (endpoint) => mayDial(endpoint, 'told', { privateEndpoints, own: [] })),
  );

  /** Puts a verified contact into the table; where its bucket is full, only if an old one turns out to be gone. */
  async function admit(contact: NodeContact): Promise<void> {
    const doubtful = table.seen(contact, clock.now());
    if (!doubtful || checks >= maxChecks) return;
    checks += 1;
    const lives = links.find(doubtful.identityKey) !== null || (await upkeep.check(doubtful));
    checks -= 1;
    if (lives) return;
    table.forget(doubtful.nodeId);
    if (links.find(contact.identityKey)) table.seen(contact, clock.now());
  }

  return {
    table,
    dialer,
    lookup: (target) => search(searchParts, target),
    seenAt: () => seenAt.endpoints(),
    get neighbours() {
      return refresh.neighbours;
    },
    get dropped() {
      return { ...dropped, ...dialer.refused };
    },
    linkOpened(link) {
      const isNews = table.get(link.nodeId) === null;
      void admit({ ...pick(link), endpoints: [link.endpoint] });
      upkeep.opened(link);
      const nearest = table.closest(ownId, k);
      const isNear = nearest.length < k || compareDistance(ownId, link.nodeId, nearest.at(-1)!.nodeId) <= 0;
      if ((isNews && isNear) || refresh.neighbours === null) refresh.wanted();
      parts.log.debug(`linked with ${hex(link.nodeId).slice(0, 8)}`);
    },
    linkClosed(link) {
      upkeep.closed(link);
      const entry = table.get(link.nodeId);
      if (entry) entry.seenAt = Math.max(entry.seenAt, link.heardAt);
      if (links.list.length === 0) refresh.lost();
      parts.log.debug(`no longer linked with ${hex(link.nodeId).slice(0, 8)}`);
    },
    close() {
      refresh.close();
      upkeep.close();
      dialer.close();
    },
  };
}

function pick(link: Link): Omit<NodeContact, 'endpoints'> {
  return { identityKey: link.identityKey, puzzleNonce: link.puzzleNonce, nodeId: link.nodeId };
}
