/**
 * Finding nodes: a table of contacts, lookups over links, and the upkeep of both. Made by node/, which tells it of
 * every link that opens or closes and asks it for the nodes near an id. It knows nothing of where the first contact
 * comes from, and nothing of datagrams.
 *
 *     a link opens -> table (a verified contact) -> ping -> where we are seen
 *                  -> look ourselves up -> dial who was named -> more links
 */
import { type Clock, every } from '../clock/clock.js';
import type { Identity } from '../crypto/identity.js';
import type { Random } from '../crypto/random.js';
import { type Link, type Links, requestKinds } from '../link/types.js';
import type { Log } from '../log/log.js';
import { mayDial } from '../net/dialable.js';
import type { Endpoint } from '../net/net.js';
import { Tokens } from '../nodedb/tokens.js';
import { createDialer, type Dialer } from './dialer.js';
import { findNodeHandler } from './handlers/find-node.js';
import { getHandler } from './handlers/get.js';
import { nearestFor } from './handlers/nearest.js';
import { pingHandler } from './handlers/ping.js';
import { storeHandler } from './handlers/store.js';
import { Holdings } from './holdings.js';
import { compareDistance, hex } from './id.js';
import { startOwnRecord } from './own-record.js';
import { findNodeRecord, handOn } from './records.js';
import { startRefresh } from './refresh.js';
import { type Found, searchNodes } from './search.js';
import { onePerFamily, SeenAt } from './seen.js';
import { k, type NodeContact, Table } from './table.js';
import { startUpkeep } from './upkeep.js';

export interface DhtParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly links: Links;
  readonly identity: Identity;
  /** 32 bytes. */
  readonly channelKey: Uint8Array;
  /** X25519 public key for our node record. */
  readonly onionKey: Uint8Array;
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
  /** The true record of a node, with who gave it and over how many referrals; null when nobody has it. */
  findNode(nodeId: Uint8Array): Promise<Found<Uint8Array> | null>;
  /** Records held for others. */
  readonly holdings: Holdings;
  /** How many nodes keep our own record. */
  readonly keepers: number;
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

/** How often records that have ended are forgotten, ms. */
const expireEvery = 600_000;

/** Bucket places whose old contact is being checked at the same time. */
const maxChecks = 3;

export function createDht(parts: DhtParts): Dht {
  const { clock, links, privateEndpoints } = parts;
  const ownId = parts.identity.nodeId;
  const table = new Table(ownId);
  const seenAt = new SeenAt();
  const dropped: Record<string, number> = {};
  const dialer = createDialer({ clock, links, rules: () => ({ privateEndpoints, own: parts.own() }) });
  const seconds = (): number => Math.floor(parts.networkTime() / 1000);
  const holdings = new Holdings({
    ownId,
    seconds,
    channelKey: parts.channelKey,
    puzzleBits: parts.puzzleBits,
  });
  const tokens = new Tokens(parts.random, clock.now());
  const searchParts = { ...parts, table, dialer, ownId, dropped, holdings, seconds };
  const refresh = startRefresh(searchParts);
  const upkeep = startUpkeep({ ...parts, table, dialer, seenAt, ownId });
  const mayTell = (endpoint: Endpoint): boolean => mayDial(endpoint, 'told', { privateEndpoints, own: [] });
  const ownRecord = startOwnRecord({
    ...searchParts,
    endpoints: () => onePerFamily(seenAt.endpoints().filter(mayTell)),
    isJoined: () => refresh.neighbours !== null,
  });
  const expiry = every(clock, expireEvery, 0.25, parts.random.next, () => holdings.expire());
  let checks = 0;

  const nearest = (asker: Link, target: Uint8Array) => nearestFor(asker, target, table, mayTell);
  const now = (): number => clock.now();
  const drop = (reason: string): void => {
    dropped[reason] = (dropped[reason] ?? 0) + 1;
  };
  links.handle(requestKinds.ping, pingHandler(parts.networkTime));
  links.handle(requestKinds.findNode, findNodeHandler(nearest));
  links.handle(requestKinds.get, getHandler(holdings, tokens, now, nearest));
  links.handle(requestKinds.store, storeHandler(holdings, tokens, now, drop));

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
    holdings,
    lookup: (target) => searchNodes(searchParts, target),
    findNode: (nodeId) => findNodeRecord(searchParts, nodeId),
    get keepers() {
      return ownRecord.keepers;
    },
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
      if (!link.open) return;
      const around = table.closest(ownId, k);
      const isNear = around.length < k || compareDistance(ownId, link.nodeId, around.at(-1)!.nodeId) <= 0;
      if (isNews && refresh.neighbours !== null) void handOn(searchParts, link);
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
      ownRecord.close();
      expiry.cancel();
      refresh.close();
      upkeep.close();
      dialer.close();
    },
  };
}

function pick(link: Link): Omit<NodeContact, 'endpoints'> {
  return { identityKey: link.identityKey, puzzleNonce: link.puzzleNonce, nodeId: link.nodeId };
}
