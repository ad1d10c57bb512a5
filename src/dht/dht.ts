/**
 * Finding nodes: a table of contacts, lookups over links, and the upkeep of both. Made by node/, which tells it of
 * every link that opens or closes and asks it for the nodes near an id. It knows nothing of where the first contact
 * comes from, and nothing of datagrams.
 *
 *     a link opens -> table (a verified contact) -> ping -> where we are seen
 *                  -> look ourselves up -> dial who was named -> more links
 */
import { every } from '../clock/clock.js';
import { identityOf } from '../crypto/identities.js';
import { type Link, requestKinds } from '../link/types.js';
import { type DialRules, mayDial } from '../net/dialable.js';
import type { Endpoint } from '../net/net.js';
import { Tokens } from '../nodedb/tokens.js';
import { shared } from '../wire/shared.js';
import { noStanding, type Standing } from '../wire/standing.js';
import { answerRequests } from './answers.js';
import { Density } from './density.js';
import { createDialer } from './dialer.js';
import { nearestFor } from './handlers/nearest.js';
import { Holdings } from './holdings.js';
import { Lifetimes } from './lifetimes.js';
import { LinkBook, type Linked } from './linked.js';
import { startMeetings } from './meeting.js';
import { OwnRecord } from './own-record.js';
import { findNodeRecord, handOn, type RecordParts } from './records.js';
import { startRefresh } from './refresh.js';
import { startRepair } from './repair.js';
import { sample } from './sample.js';
import { searchNodes } from './search.js';
import { SeenAt } from './seen.js';
import { Storing } from './storing.js';
import { type Entry, k, Table } from './table.js';
import type { Dht, DhtParts } from './types.js';
import { lookQuietly, lookThroughUnlisted } from './unlisted.js';
import { startUpkeep } from './upkeep.js';
import { View } from './view.js';

export type { Dht, DhtParts } from './types.js';

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
  const rules = (): DialRules => ({
    privateEndpoints,
    own: parts.own(),
    ...(parts.families ? { families: parts.families() } : {}),
  });
  const dialer = createDialer({
    clock,
    links,
    rules,
    introduce: (peer, tellers) => parts.reach.introduce(peer, tellers),
    burst: () => (refresh.isJoined ? dialsAtOnce.joined : dialsAtOnce.joining),
  });
  const seconds = (): number => parts.time.seconds();
  const holdings = new Holdings({
    ownId,
    seconds,
    channelKey: parts.channelKey,
    puzzleBits: parts.puzzleBits,
  });
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
    canDial: ({ endpoints }) => {
      const now = rules();
      return endpoints.some((endpoint) => now.families?.includes(endpoint.family) ?? true);
    },
  };
  const mayTell = (endpoint: Endpoint): boolean => mayDial(endpoint, 'told', { privateEndpoints, own: [] });
  const ownRecord = new OwnRecord({
    ...searchParts,
    ...parts,
    ...parts.reach,
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
    standing: parts.reach.standing,
    said,
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
    standing: () => (parts.isUnlisted ? noStanding : parts.reach.standing()),
    mayTell,
  });
  const isTold = (entry: Entry): boolean => isWithin(entry, lifetimes.tellFor);
  const { answerSealed, stores } = answerRequests({
    ...searchParts,
    ...parts,
    tokens: new Tokens(random, clock.now()),
    nearest: (asker, target) =>
      nearestFor(
        asker,
        target,
        table,
        isTold,
        mayTell,
        ({ identityKey }) => links.find(identityKey) !== null,
      ),
    standing: parts.reach.standing,
    said,
    ownRecord: () => ownRecord.bytes,
  });
  links.handle(requestKinds.meet, meetings.handler);

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

  /** A linked peer says how it can be reached. */
  function said(link: Link, standing: Standing): void {
    const linked = book.get(link);
    if (!linked) return;
    linked.said = standing;
    table.said(link.nodeId, standing);
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
    get seenBy() {
      return seenAt.named;
    },
    standingChanged() {
      upkeep.tell();
      refresh.wanted();
    },
    recordChanged: refresh.wanted,
    get neighbours() {
      return refresh.isJoined ? table.around.length : null;
    },
    isLeaving: (link) => upkeep.isLeaving(link),
    get hasRoom() {
      return upkeep.hasRoom;
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
      // What it did while we slept we cannot know.
      const isDead = clock.now() - Math.max(link.heardAt, clock.wokeAt) > diedAfter;
      const entry = table.get(link.nodeId);
      if (entry) entry.seenAt = Math.max(entry.seenAt, link.heardAt);
      // Nobody but its neighbours reaches it.
      if (entry?.isHidden) table.forget(link.nodeId);
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
