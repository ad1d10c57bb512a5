/**
 * Keeps the links a node wants (keep.ts decides which), asks linked peers now and then how they are, asks newcomers whom
 * they know near us, and checks contacts that nobody heard of for long.
 */
import { type Clock, every, type Timer } from '../clock/clock.js';
import type { NetworkTime } from '../clock/network-time.js';
import type { Random } from '../crypto/random.js';
import { type Link, type Links, requestKinds } from '../link/types.js';
import { classOf } from '../net/address.js';
import { decodePingAnswer, encodePingRequest } from '../wire/ping.js';
import { marks, type Standing } from '../wire/standing.js';
import { contactToAnchor } from './anchors.js';
import type { Dialer } from './dialer.js';
import { Doubts } from './doubts.js';
import { contactsToLink, hasRoom, leaving, linkLimits, linksToClose, nearestOf } from './keep.js';
import type { Lifetimes } from './lifetimes.js';
import type { LinkBook, Linked } from './linked.js';
import type { SeenAt } from './seen.js';
import type { Entry, NodeContact, Table } from './table.js';

/** How often each link is looked at, and how often all of them and the contacts are weighed against each other, ms. */
const lookEvery = 6_000;
const weighEvery = 12_000;

/**
 * While fewer peers than these have said where they see us, and fewer networks what time it is, a link is pinged as it opens;
 * any others would say the same.
 */
const enoughVoices = 12;

/** Later it is pinged once it has stayed for so long, ms: what only serves a lookup costs no ping. */
const pingAfter = 30_000;

/** Dials of upkeep at the same time. */
const maxDials = 4;

export interface UpkeepParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly links: Links;
  readonly dialer: Dialer;
  readonly table: Table;
  readonly book: LinkBook;
  readonly seenAt: SeenAt;
  /** How we can be reached, and what hears a peer's word on the same. */
  readonly standing: () => Standing;
  readonly said: (link: Link, standing: Standing) => void;
  readonly time: NetworkTime;
  /** That link's node was not known before: it is to be asked whom it knows near us. */
  readonly askAround: (linked: Linked) => void;
  readonly lifetimes: Lifetimes;
  /** Whether a contact is likely to be there still. */
  readonly isLively: (entry: Entry) => boolean;
  /** Whether a link is in use for more than this room knows of. */
  readonly isUsed: (link: Link) => boolean;
  /** A contact did not answer. */
  readonly failed: (nodeId: Uint8Array) => void;
}

export interface Upkeep {
  /** A link has opened: ask it where it sees us, or close it at once where there are far too many. */
  opened(linked: Linked): void;
  closed(linked: Linked): void;
  /** Whether a link will be closed when what it carries has ended. */
  isLeaving(link: Link): boolean;
  /** Whether another link may be opened on somebody else's behalf: there are not too many. */
  readonly hasRoom: boolean;
  /** Every linked peer is to hear how we can be reached now. */
  tell(): void;
  /** Its bucket is full, and this contact was silent longest there: whether it is really gone, when it is worth a dial. */
  isGone(contact: NodeContact): Promise<boolean>;
  close(): void;
}

export function startUpkeep(parts: UpkeepParts): Upkeep {
  const { clock, links, table, book, dialer } = parts;
  const dialling = new Set<string>();
  const doubts = new Doubts(clock.now(), parts.isLively);
  let lastWeighed = clock.now();
  let leavers: ReadonlySet<Link> = new Set();

  async function ping(linked: Linked): Promise<void> {
    const { link, name } = linked;
    linked.pingedAt = clock.now();
    const request = encodePingRequest({ time: parts.time.now(), standing: parts.standing() });
    const askedAt = clock.now();
    const body = await links.request(link, requestKinds.ping, request);
    const answer = body && decodePingAnswer(body);
    if (!answer || !link.open) return;
    parts.said(link, answer.standing);
    parts.seenAt.vote(name, answer.seenAt);
    const isPublic = classOf(link.endpoint) === 'public';
    parts.time.heard(name, linked.prefix, isPublic, answer.time, clock.now() - askedAt);
    const entry = table.get(link.nodeId);
    if (entry) table.seen(entry, clock.now());
  }

  async function dial(contact: NodeContact, name: string): Promise<boolean> {
    dialling.add(name);
    const link = await dialer.reach(contact, 'met', [], true);
    dialling.delete(name);
    if (link && book.get(link)?.name === name) return true;
    parts.failed(contact.nodeId);
    return false;
  }

  /** Dials a contact only to see whether it is still there. */
  async function check(contact: NodeContact, name: string): Promise<boolean> {
    doubts.asked(clock.now());
    const lives = await dial(contact, name);
    doubts.answered(lives);
    return lives;
  }

  function closeExtra(): void {
    if (book.size <= linkLimits.kept) return;
    const isUsed = ({ link }: Linked): boolean => parts.isUsed(link);
    for (const { link } of linksToClose([...book.all()], clock.now(), isUsed)) links.disconnect(link);
    // A network that keeps a path over each of many links must not fill what there is for all.
    for (const { link, prefix } of leaving([...book.all()], clock.now(), isUsed)) {
      if (book.size <= linkLimits.hard - linkLimits.spare) break;
      const isCrowd = [...book.all()].filter((other) => other.prefix === prefix).length > linkLimits.crowd;
      if (isCrowd) links.disconnect(link);
    }
    leavers = new Set(leaving([...book.all()], clock.now(), isUsed).map(({ link }) => link));
  }

  function look(linked: Linked, now: number): void {
    if (linked.askAroundAt !== null && now >= linked.askAroundAt) {
      linked.askAroundAt = null;
      parts.askAround(linked);
    }
    const isDue =
      linked.pingedAt === null
        ? now - linked.since >= pingAfter && Math.min(parts.seenAt.voices, parts.time.networks) < enoughVoices
        : now - linked.pingedAt >= parts.time.pause(linked.name);
    if (isDue) void ping(linked);
  }

  function anchorWanted(isLinked: (contact: NodeContact) => boolean, now: number): Entry | null {
    const open = [...book.all()];
    const near = new Set(nearestOf(open));
    const others = open.filter((linked) => !near.has(linked));
    const isOut = (entry: Entry): boolean => isLinked(entry) || !parts.isLively(entry);
    return contactToAnchor(others, () => table.all(), isOut, now, parts.random.next);
  }

  /** Some by chance who may be asked what time it is. */
  function strangers(isLinked: (contact: NodeContact) => boolean): Entry[] {
    const others = [...table.all()].filter((entry) => !isLinked(entry) && parts.isLively(entry));
    return Array.from({ length: Math.min(maxDials, others.length) }, () => {
      const [one] = others.splice(Math.floor(parts.random.next() * others.length), 1);
      return one!;
    });
  }

  function weigh(): void {
    const now = clock.now();
    parts.lifetimes.stood(book.size, now - lastWeighed);
    lastWeighed = now;
    leavers = new Set();
    closeExtra();
    const isLinked = (contact: NodeContact) => links.find(contact.identityKey) !== null;
    const wanted = contactsToLink(
      table.around,
      () => table.all(),
      book.size,
      { isLinked, isLively: parts.isLively },
      now,
    );
    const anchor = anchorWanted(isLinked, now);
    if (anchor && !wanted.includes(anchor)) wanted.push(anchor);
    if (parts.time.isTorn) wanted.push(...strangers(isLinked));
    const room = maxDials - dialling.size;
    const idle = wanted.filter((entry) => !dialling.has(entry.name)).slice(0, Math.max(0, room));
    for (const entry of idle) void dial(entry, entry.name);
    if (!doubts.isDue(now)) return;
    const doubtful = doubts.choose(table.all(), isLinked, now);
    if (!doubtful) doubts.none(now);
    else if (!dialling.has(doubtful.name)) void check(doubtful, doubtful.name);
  }

  const timers: readonly Timer[] = [
    every(clock, lookEvery, 0.25, parts.random.next, () => {
      parts.time.look();
      for (const linked of [...book.all()]) look(linked, clock.now());
    }),
    every(clock, weighEvery, 0.25, parts.random.next, weigh),
  ];

  return {
    opened(linked) {
      if (book.size > linkLimits.hard) closeExtra();
      const isNews =
        Math.min(parts.seenAt.voices, parts.time.peers) < enoughVoices ||
        parts.time.isTorn ||
        isSpecial(parts.standing());
      if (linked.link.open && isNews) void ping(linked);
    },
    closed(linked) {
      parts.seenAt.forget(linked.name);
      parts.time.forget(linked.name);
    },
    isLeaving: (link) => leavers.has(link),
    get hasRoom() {
      return hasRoom([...book.all()], clock.now(), ({ link }) => parts.isUsed(link));
    },
    tell() {
      for (const linked of [...book.all()]) void ping(linked);
    },
    async isGone(contact) {
      const entry = table.get(contact.nodeId);
      if (!entry || links.find(entry.identityKey) || dialling.has(entry.name)) return false;
      if (!doubts.isDue(clock.now()) || !doubts.isStale(entry)) return false;
      return !(await check(entry, entry.name));
    },
    close() {
      for (const timer of timers) timer.cancel();
    },
  };
}

/** What every new peer must know at once: that nobody else reaches us, or that we are to be found over another family, too. */
function isSpecial(standing: Standing): boolean {
  return (standing.marks & marks.hidden) !== 0 || standing.endpoints.length > 1;
}
