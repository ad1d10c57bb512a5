/** Carries a lookup out: dials whom it wants to ask, asks, reports back. See lookup.ts for the decisions. */
import type { Clock } from '../clock/clock.js';
import { identityOf } from '../crypto/identities.js';
import { guarded } from '../guards/guards.js';
import { type Link, type Links, type RequestKind, requestKinds } from '../link/types.js';
import type { Contact } from '../wire/contact.js';
import { decodeFindNodeAnswer, encodeFindNodeRequest } from '../wire/find-node.js';
import type { Density } from './density.js';
import type { Dialer } from './dialer.js';
import { compareDistance, gap, pointOf } from './id.js';
import type { LinkBook } from './linked.js';
import { Lookup, type LookupOptions } from './lookup.js';
import type { Candidate } from './strand.js';
import { type Entry, k, type NodeContact, type Table } from './table.js';

/** Who has not answered for so many round trips, but within these bounds in ms, no longer keeps its strand from asking others. */
const slowTrips = { linked: 4, dialled: 6 } as const;
const slow = { atLeast: 300, atMost: 1_000 } as const;

export interface SearchParts {
  readonly clock: Clock;
  readonly links: Links;
  readonly dialer: Dialer;
  readonly table: Table;
  readonly book: LinkBook;
  readonly density: Density;
  /** Whether that contact is likely to be there still. */
  readonly isLively: (entry: Entry) => boolean;
  /** A contact did not answer. */
  readonly failed: (nodeId: Uint8Array) => void;
  /** Whether we get out over a family in which that contact is. */
  readonly canDial: (contact: NodeContact) => boolean;
  readonly ownId: Uint8Array;
  readonly puzzleBits: number;
  /** Bad answers are counted here. */
  readonly dropped: Record<string, number>;
}

/** What is asked of every node on the way, and how its answer is read; null is a bad answer. */
export interface Question<T> {
  readonly kind: RequestKind;
  readonly body: Uint8Array;
  read(answer: Uint8Array): { readonly contacts: readonly Contact[]; readonly value: T | null } | null;
  /** Whether so many values end the lookup. */
  enough(values: readonly Found<T>[]): boolean;
  /** Hears of each value as it comes; `nearer`: of how many it is known by then that they are nearer to the target. */
  heard?(found: Found<T>, nearer: number): void;
  /** The target is one that nobody could know before, so that nobody can have gathered beside it. */
  readonly isAnywhere?: boolean;
  /** Whom to begin with, instead of those we know. */
  readonly from?: readonly NodeContact[];
  /** See `LookupOptions`. */
  readonly want?: number;
  readonly wantEach?: number;
  readonly alpha?: number;
}

export interface Found<T> {
  readonly value: T;
  /** Who gave it. */
  readonly contact: NodeContact;
  /** Length of the chain of referrals that led there. */
  readonly hops: number;
}

/** What became of one question, for whoever wants to see how a lookup went. */
export interface Asked {
  readonly contact: NodeContact;
  readonly strand: number;
  readonly hops: number;
  /** Distance to the target as a part of the whole id space. */
  readonly distance: number;
  readonly state: 'answered' | 'silent' | 'waiting';
  /** ms until it answered or was given up; so far, when it is still waited for. */
  readonly took: number;
}

export interface SearchResult<T> {
  /** Those that answered, nearest first, at most k. */
  readonly nearest: NodeContact[];
  /** In the order in which they came. */
  readonly found: Found<T>[];
  /** In the order in which they were asked. */
  readonly asked: Asked[];
  /** Everybody who was named, nearest first; empty, since nobody's word makes a contact, unless that guard is off. */
  readonly named: NodeContact[];
}

/**
 * Asks nearer and nearer to `target` (32 bytes) until the nearest have answered, or enough was found. It ends by
 * itself: every question has its timeout and their number is bounded. Empty when nobody is known.
 */
export function search<T>(
  parts: SearchParts,
  target: Uint8Array,
  question: Question<T>,
): Promise<SearchResult<T>> {
  const { clock, density, table, ownId } = parts;
  const { want } = question;
  const known = question.from ?? seeds(parts, target);
  const lookup = new Lookup({ target, ownId, known, density, ...pick(question) });
  const found: Found<T>[] = [];
  const named: NodeContact[] = [];
  const times = new Map<Candidate, { from: number; took: number | null }>();

  function asked(): Asked[] {
    return [...times].map(([{ contact, strand, hops, gap, state }, { from, took }]) => ({
      contact,
      strand,
      hops,
      distance: (gap % density.space) / density.space,
      state: state === 'answered' ? 'answered' : state === 'failed' ? 'silent' : 'waiting',
      took: took ?? clock.now() - from,
    }));
  }

  /** What a node without the guard does: whoever is named is a contact. */
  function believe(contacts: readonly NodeContact[]): void {
    const point = pointOf(target);
    const distance = ({ nodeId }: NodeContact) => gap(point, pointOf(nodeId));
    for (const contact of contacts) {
      if (compareDistance(ownId, contact.nodeId, ownId) === 0) continue;
      table.seen(contact, clock.now());
      named.push(contact);
    }
    named.sort((a, b) => distance(a) - distance(b));
  }

  return new Promise((resolve) => {
    let isOver = false;

    function step(): void {
      if (isOver) return;
      const isEnough = question.enough(found);
      const chosen = isEnough ? [] : lookup.next();
      for (const candidate of chosen) void put(candidate);
      if (!isEnough && !lookup.done) return;
      isOver = true;
      const nearest = lookup.result();
      if (question.isAnywhere) density.note(target, nearest.slice(0, want));
      resolve({ nearest, found, asked: asked(), named });
    }

    async function put(candidate: Candidate): Promise<void> {
      const time: { from: number; took: number | null } = { from: clock.now(), took: null };
      times.set(candidate, time);
      const waiting = clock.after(patience(parts, candidate), () => {
        lookup.slow(candidate);
        step();
      });
      const answer = await ask(parts, candidate, question);
      waiting.cancel();
      time.took = clock.now() - time.from;
      if (!answer) lookup.failed(candidate);
      else {
        lookup.answered(candidate, answer.contacts);
        if (!guarded('verification')) believe(answer.contacts);
        const { contact, hops } = candidate;
        if (answer.value !== null) {
          const one = { value: answer.value, contact, hops };
          found.push(one);
          question.heard?.(one, lookup.nearer(candidate));
        }
      }
      step();
    }

    step();
  });
}

/**
 * The nodes nearest to `target` that answered, nearest first, at most k.
 * @param want how many of them must have; @param from whom to begin with, instead of those we know
 */
export async function searchNodes(
  parts: SearchParts,
  target: Uint8Array,
  want?: number,
  from?: readonly NodeContact[],
): Promise<NodeContact[]> {
  const { nearest } = await search<never>(parts, target, {
    kind: requestKinds.findNode,
    body: encodeFindNodeRequest({ target }),
    read(body) {
      const answer = decodeFindNodeAnswer(body);
      return answer && { contacts: answer.contacts, value: null };
    },
    enough: () => false,
    ...(want === undefined ? {} : { want }),
    ...(from === undefined ? {} : { from }),
  });
  return nearest;
}

function pick({
  want,
  wantEach,
  alpha,
}: Question<unknown>): Pick<LookupOptions, 'want' | 'wantEach' | 'alpha'> {
  return {
    ...(want === undefined ? {} : { want }),
    ...(wantEach === undefined ? {} : { wantEach }),
    ...(alpha === undefined ? {} : { alpha }),
  };
}

/** Whom we know near the target: those likely to be there still, and others only where there are too few. */
function seeds({ table, isLively }: SearchParts, target: Uint8Array): Entry[] {
  const lively = table.closest(target, k, isLively);
  return lively.length >= k / 2 ? lively : table.closest(target, k);
}

/** How long a candidate may keep its strand waiting, ms: some of its round trips, or of what is usual, if it is to be dialled. */
function patience({ links }: SearchParts, { contact }: Candidate): number {
  const link = links.find(contact.identityKey);
  const trips = link ? slowTrips.linked : slowTrips.dialled;
  const rtt = link?.rtt ?? usual(links.list);
  return rtt === null ? slow.atMost : Math.min(slow.atMost, Math.max(slow.atLeast, trips * rtt));
}

/** The median round trip of some of our links; null while none is known. */
function usual(links: readonly Link[]): number | null {
  const known = links.slice(0, 9).flatMap((link) => link.rtt ?? []);
  return known.sort((a, b) => a - b)[known.length >> 1] ?? null;
}

async function ask<T>(
  parts: SearchParts,
  candidate: Candidate,
  question: Question<T>,
): Promise<{ contacts: NodeContact[]; value: T | null } | null> {
  const { contact, tellers } = candidate;
  const link = await parts.dialer.reach(contact, tellers.length === 0 ? 'met' : 'told', tellers, true);
  const body = link && (await request(parts, link, question));
  if (!body) {
    parts.failed(contact.nodeId);
    return null;
  }
  parts.table.answered(contact.nodeId, parts.clock.now());
  const answer = question.read(body);
  if (!answer) {
    parts.dropped['bad answer'] = (parts.dropped['bad answer'] ?? 0) + 1;
    return null;
  }
  return {
    contacts: answer.contacts.flatMap((told) => withNodeId(told, parts.puzzleBits)).filter(parts.canDial),
    value: answer.value,
  };
}

function request<T>(parts: SearchParts, link: Link, question: Question<T>): Promise<Uint8Array | null> {
  parts.book.used(link, parts.clock.now());
  return parts.links.request(link, question.kind, question.body);
}

/** The contact with its node id; nothing when its puzzle is not solved. */
export function withNodeId(contact: Contact, puzzleBits: number): NodeContact[] {
  const { identityKey, puzzleNonce, nodeId, zeros } = identityOf(contact.identityKey, contact.puzzleNonce);
  return zeros >= puzzleBits ? [{ ...contact, identityKey, puzzleNonce, nodeId }] : [];
}
