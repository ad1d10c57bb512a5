/**
 * Finding nodes: a table of contacts, lookups over links, and the upkeep of both. Made by node/, which tells it of
 * every link that opens or closes and asks it for the nodes near an id. It knows nothing of where the first contact
 * comes from, and nothing of datagrams.
 *
 *     a link opens -> table (a verified contact) -> ping -> where we are seen
 *                  -> look ourselves up -> dial who was named -> more links
 */
import { type Clock, every } from '../clock/clock.js';
import type { NetworkTime } from '../clock/network-time.js';
import { equal } from '../crypto/hash.js';
import { identityOf } from '../crypto/identities.js';
import type { Identity } from '../crypto/identity.js';
import type { KeyPair } from '../crypto/noise.js';
import type { Random } from '../crypto/random.js';
import { type Link, type Links, type RequestHandler, requestKinds } from '../link/types.js';
import type { Log } from '../log/log.js';
import { mayDial } from '../net/dialable.js';
import type { Endpoint } from '../net/net.js';
import { Tokens } from '../nodedb/tokens.js';
import { recordKinds } from '../wire/get.js';
import { shared } from '../wire/shared.js';
import { startAskingOn } from './ask-on.js';
import { Density } from './density.js';
import { createDialer, type Dialer } from './dialer.js';
import { findNodeHandler } from './handlers/find-node.js';
import { getHandler } from './handlers/get.js';
import { nearestFor } from './handlers/nearest.js';
import { pingHandler } from './handlers/ping.js';
import { sealedHandler } from './handlers/sealed.js';
import { storeHandler } from './handlers/store.js';
import { Holdings } from './holdings.js';
import { Lifetimes } from './lifetimes.js';
import { LinkBook, type Linked } from './linked.js';
import { startMeetings } from './meeting.js';
import { OwnRecord } from './own-record.js';
import { findNodeRecord, handOn, type RecordParts } from './records.js';
import { startRefresh } from './refresh.js';
import { startRepair } from './repair.js';
import { sample } from './sample.js';
import { type Asked, type Found, searchNodes } from './search.js';
import { onePerFamily, SeenAt } from './seen.js';
import { type KeyedNode, Storing } from './storing.js';
import { type Entry, k, type NodeContact, Table } from './table.js';
import { lookQuietly, lookThroughUnlisted } from './unlisted.js';
import { startUpkeep } from './upkeep.js';
import { View } from './view.js';

export interface DhtParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly links: Links;
  readonly identity: Identity;
  /** 32 bytes. */
  readonly channelKey: Uint8Array;
  /** What goes into our node record, X25519, 32 bytes: questions about AP records are sealed to it. */
  readonly onionKey: () => Uint8Array;
  /** That key, and the one before as long as it answers. */
  readonly onionKeys: () => readonly KeyPair[];
  readonly puzzleBits: number;
  /** network.private_endpoints; see net/dialable.ts. */
  readonly privateEndpoints: boolean;
  /** Where we can be reached, never dialled; changes over time. */
  readonly own: () => readonly Endpoint[];
  /** Learned from pings; `timeStepped` is called when it is set anew. */
  readonly time: NetworkTime;
  /** Whether this node keeps out of what nodes tell each other: no record of it is left, and no question led to it. */
  readonly isUnlisted?: boolean;
  /** Whether a link is in use for more than this room knows of: then it stays. */
  readonly isUsed: (link: Link) => boolean;
}

export interface Dht {
  readonly table: Table;
  readonly dialer: Dialer;
  /** A sealed question that we bring to ourselves, as an exit node. */
  answerSealed(body: Uint8Array): ReturnType<RequestHandler>;
  /** As it was made last; null before it was left anywhere. */
  readonly ownRecord: Uint8Array | null;
  /** The nodes nearest to an id of 32 bytes that answer, nearest first, at most k. */
  lookup(target: Uint8Array): Promise<NodeContact[]>;
  /** The true record of a node, with who gave it and over how many referrals; null when nobody has it. */
  findNode(nodeId: Uint8Array): Promise<Found<Uint8Array> | null>;
  /** The same, with how the search went. */
  explainNode(nodeId: Uint8Array): Promise<{ found: Found<Uint8Array> | null; asked: Asked[] }>;
  /** Nodes to choose hops from. */
  readonly view: View;
  /**
   * How many nodes the view is to hold, as far as there are so many: while it holds fewer, random ids are looked up more
   * often. 0 unless set: who builds no paths needs few.
   */
  viewWanted: number;
  /** What our links are wanted for, and what was noted of them. */
  readonly book: LinkBook;
  /** How many nodes there seem to be; 0 while unknown. */
  readonly nodes: number;
  /** The nodes known nearest to a key that questions can be sealed to, our own included; nearest first. */
  storing(key: Uint8Array, count: number): KeyedNode[];
  /** Records held for others. */
  readonly holdings: Holdings;
  /** What became of records that others left here, by verdict. */
  readonly stores: Readonly<Record<string, number>>;
  /** How many nodes keep our own record. */
  readonly keepers: number;
  /** Where most linked peers see us, public endpoints first; see seen.ts. */
  seenAt(): Endpoint[];
  /** What our record says is no longer so: another one is left soon. */
  recordChanged(): void;
  /** How many of the k nodes nearest to us we know; null until some have answered a lookup of ourselves. */
  readonly neighbours: number | null;
  /** @param isFirstContact it was not our lookups that led here, so it may be another group's */
  linkOpened(link: Link, isFirstContact?: boolean): void;
  linkClosed(link: Link): void;
  /** Network time was set anew: our record says another end of time. */
  timeStepped(): void;
  /** Bad answers and refused dials, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Cancels every timer; links stay the caller's. */
  close(): void;
}

/** How often records that have ended are forgotten, ms. */
const expireEvery = 600_000;

/** A link that was silent for so long as it closed has died; else its peer has closed it. Milliseconds. */
const diedAfter = 45_000;

/** Dials that may go at once on one node's word. Who has just come hears of everybody from one contact: all that it names. */
const dialsAtOnce = { joined: 4, joining: k } as const;

/** Which part of a small network random lookups can be expected to find. */
const reachable = 0.75;

/** While nothing at all was heard for so long, our own connection may be what fails; ms. */
const deafAfter = 40_000;

/** How long after it linked an unknown node is asked whom it knows near us, ms: it may itself have just arrived. */
const askAroundAfter = { neighbour: 3_000, firstContact: 500 } as const;

export function createDht(parts: DhtParts): Dht {
  const { clock, links, random, privateEndpoints } = parts;
  const ownId = parts.identity.nodeId;
  const density = new Density(parts.puzzleBits);
  const table = new Table(ownId, density);
  const lifetimes = new Lifetimes();
  const book = new LinkBook(ownId);
  const seenAt = new SeenAt();
  const dropped: Record<string, number> = {};
  const dialer = createDialer({
    clock,
    links,
    rules: () => ({ privateEndpoints, own: parts.own() }),
    burst: () => (refresh.isJoined ? dialsAtOnce.joined : dialsAtOnce.joining),
  });
  const seconds = (): number => parts.time.seconds();
  const holdings = new Holdings({
    ownId,
    seconds,
    channelKey: parts.channelKey,
    puzzleBits: parts.puzzleBits,
  });
  const tokens = new Tokens(random, clock.now());
  const failed = (nodeId: Uint8Array): void => {
    const isNear = (table.get(nodeId)?.gap ?? Number.POSITIVE_INFINITY) <= table.reach;
    table.failed(nodeId, clock.now(), !isDeaf());
    if (!isNear || table.get(nodeId)) return;
    refresh.neighbourLost();
    repair.neighbourLost();
  };
  const isWithin = (entry: Entry, silence: number): boolean =>
    clock.now() - entry.seenAt < silence || links.find(entry.identityKey) !== null;
  const isLively = (entry: Entry): boolean => entry.failures === 0 && isWithin(entry, lifetimes.askFor);
  const searchParts: RecordParts = {
    ...parts,
    table,
    book,
    density,
    dialer,
    ownId,
    dropped,
    holdings,
    seconds,
    failed,
    isLively,
  };
  const mayTell = (endpoint: Endpoint): boolean => mayDial(endpoint, 'told', { privateEndpoints, own: [] });
  const ownRecord = new OwnRecord({
    ...searchParts,
    ...parts,
    endpoints: () => onePerFamily(seenAt.endpoints().filter(mayTell)),
  });
  /** How many nodes there were by what we knew when we last looked ourselves up. */
  let reckonedWith = 0;
  const view = new View((silence) => lifetimes.gone(silence));
  let viewWanted = 0;
  const refresh = startRefresh({
    ...parts,
    table,
    isViewThin: () => view.size < Math.min(viewWanted, reachable * Math.max(table.size, density.nodes)),
    lookSelf: async () => {
      reckonedWith = density.nodes;
      if (table.size === 0) await lookThroughUnlisted(searchParts);
      return parts.isUnlisted ? await lookQuietly(searchParts) : await ownRecord.renew();
    },
    lookAfar: async () => {
      await sample({ ...searchParts, random, view });
      // A newcomer cannot know that it has left its record with a crowd only.
      if (table.isCrowded && density.differs(reckonedWith)) refresh.wanted();
    },
  });
  const repair = startRepair({ ...searchParts, random });
  const meetings = startMeetings(searchParts, refresh.wanted);
  const upkeep = startUpkeep({
    ...searchParts,
    ...parts,
    seenAt,
    lifetimes,
    askAround,
  });
  const expiry = every(clock, expireEvery, 0.25, random.next, () => holdings.expire());

  const storing = new Storing({
    table,
    view,
    ownId,
    identityKey: parts.identity.publicKey,
    onionKey: parts.onionKey,
    linkTo: (identityKey) => links.find(identityKey),
    now: () => clock.now(),
    // Who brings a question to an unlisted node would be told of it by an owner that nobody else could be.
    seenAt: () => (parts.isUnlisted ? [] : onePerFamily(seenAt.endpoints())),
    mayTell,
  });
  const isTold = (entry: Entry): boolean => isWithin(entry, lifetimes.tellFor);
  const nearest = (asker: Pick<Link, 'nodeId'>, target: Uint8Array) =>
    nearestFor(asker, target, table, isTold, mayTell);
  const now = (): number => clock.now();
  const recordsOf: typeof holdings.get = (kind, key) => {
    const own = kind === recordKinds.node && equal(key, ownId) ? ownRecord.bytes : null;
    return own ? [own] : holdings.get(kind, key);
  };
  const stores: Record<string, number> = {};
  const drop = (reason: string): void => {
    dropped[reason] = (dropped[reason] ?? 0) + 1;
  };
  links.handle(
    requestKinds.ping,
    pingHandler(() => parts.time.now()),
  );
  links.handle(requestKinds.findNode, findNodeHandler(nearest));
  links.handle(requestKinds.get, getHandler(recordsOf, tokens, now, nearest));
  links.handle(requestKinds.store, storeHandler(holdings, tokens, now, drop, stores));
  links.handle(requestKinds.meet, meetings.handler);
  const { channelKey } = parts;
  const askOn = startAskingOn({ links, table, dialer, isLively });
  const sealedParts = {
    random,
    now,
    onionKeys: parts.onionKeys,
    channelKey,
    holdings,
    tokens,
    nearest,
    askOn,
    drop,
    verdicts: stores,
  };
  const answerSealed = sealedHandler(sealedParts);
  links.handle(requestKinds.sealed, answerSealed);

  /** Whether nobody was heard for so long that it may be our own connection that is gone. */
  function isDeaf(): boolean {
    const since = clock.now() - deafAfter;
    return !links.list.some((link) => link.heardAt > since);
  }

  /** Puts a verified contact into the table; where its bucket is full, only if an old one turns out to be gone. */
  async function admit(link: Link): Promise<void> {
    const { identityKey, puzzleNonce, nodeId } = identityOf(link.identityKey, link.puzzleNonce);
    const contact = { identityKey, puzzleNonce, nodeId, endpoints: [link.endpoint] };
    const doubtful = table.seen(contact, clock.now());
    keyed(link);
    if (!doubtful || !(await upkeep.isGone(doubtful))) return;
    table.forget(doubtful.nodeId);
    if (!links.find(identityKey)) return;
    table.seen(contact, clock.now());
    keyed(link);
  }

  /** A link has opened, or ends: its peer has said its onion key, if it has one. */
  function keyed({ nodeId, onionKey }: Link): void {
    const entry = table.get(nodeId);
    if (entry && onionKey.some((byte) => byte !== 0)) entry.onionKey = shared(onionKey);
  }

  return {
    table,
    dialer,
    answerSealed: (body) => answerSealed(body, { nodeId: ownId }),
    get ownRecord() {
      return ownRecord.bytes;
    },
    holdings,
    lookup: (target) => searchNodes(searchParts, target),
    view,
    get viewWanted() {
      return viewWanted;
    },
    set viewWanted(count) {
      viewWanted = count;
    },
    book,
    stores,
    storing: (key, count) => storing.nearest(key, count),
    get nodes() {
      return density.nodes;
    },
    findNode: async (nodeId) => (await findNodeRecord(searchParts, nodeId)).found,
    explainNode: (nodeId) => findNodeRecord(searchParts, nodeId),
    get keepers() {
      return ownRecord.keepers;
    },
    seenAt: () => seenAt.endpoints(),
    recordChanged: refresh.wanted,
    get neighbours() {
      return refresh.isJoined ? table.around.length : null;
    },
    get dropped() {
      return { ...dropped, ...dialer.refused };
    },
    linkOpened(link, isFirstContact = false) {
      const linked = book.opened(link);
      const isNews = table.get(link.nodeId) === null && !link.isUnlisted;
      // Nobody is to be told of an unlisted one, so it is no contact.
      if (link.isUnlisted) table.forget(link.nodeId);
      else void admit(link);
      upkeep.opened(linked);
      if (!link.open) return;
      parts.log.debug(`linked with ${linked.name.slice(0, 8)}`);
      if (!refresh.isJoined) refresh.wanted();
      else if (isNews) {
        linked.isFirstContact = isFirstContact;
        if (isFirstContact) linked.askAroundAt = clock.now() + askAroundAfter.firstContact;
        else if (linked.gap <= table.reach) linked.askAroundAt = clock.now() + askAroundAfter.neighbour;
        void welcome(linked);
      }
    },
    linkClosed(link) {
      const linked = book.get(link);
      if (!linked) return;
      book.closed(link);
      keyed(link);
      upkeep.closed(linked);
      const isDead = clock.now() - link.heardAt > diedAfter;
      const entry = table.get(link.nodeId);
      if (entry) entry.seenAt = Math.max(entry.seenAt, link.heardAt);
      if (isDead) {
        failed(link.nodeId);
        ownRecord.lost(linked.name);
        lifetimes.died();
      }
      if (links.list.length === 0) refresh.alone();
      parts.log.debug(`no longer linked with ${linked.name.slice(0, 8)}`);
    },
    timeStepped() {
      holdings.expire();
      if (refresh.isJoined) refresh.wanted();
    },
    close() {
      expiry.cancel();
      refresh.close();
      repair.close();
      upkeep.close();
      dialer.close();
    },
  };

  /** A node that was not known before gets those records that it is now to keep. */
  async function welcome({ link }: Linked): Promise<void> {
    await handOn(searchParts, link);
  }

  /** It has had time to look around: near us it gets our record, and says with the same answer whom it knows there. */
  async function askAround({ link, gap, isFirstContact }: Linked): Promise<void> {
    if (isFirstContact) meetings.met(link);
    if (gap > table.reach) return;
    const near = await ownRecord.hand(link);
    if (!isFirstContact) meetings.neighbour(link, near);
  }
}
