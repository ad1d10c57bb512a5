/** Carries a lookup out: dials whom it wants to ask, asks, reports back. See lookup.ts for the decisions. */
import type { Clock } from '../clock/clock.js';
import { type Links, type RequestKind, requestKinds } from '../link/types.js';
import type { Contact } from '../wire/contact.js';
import { decodeFindNodeAnswer, encodeFindNodeRequest } from '../wire/find-node.js';
import type { Dialer } from './dialer.js';
import { identityOf } from './identities.js';
import type { LinkBook } from './linked.js';
import { type Candidate, Lookup } from './lookup.js';
import { k, type NodeContact, type Table } from './table.js';

export interface SearchParts {
  readonly clock: Clock;
  readonly links: Links;
  readonly dialer: Dialer;
  readonly table: Table;
  readonly book: LinkBook;
  /** A contact did not answer. */
  readonly failed: (nodeId: Uint8Array) => void;
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
}

export interface Found<T> {
  readonly value: T;
  /** Who gave it. */
  readonly contact: NodeContact;
  /** Length of the chain of referrals that led there. */
  readonly hops: number;
}

export interface SearchResult<T> {
  /** Those that answered, nearest first, at most k. */
  readonly nearest: NodeContact[];
  /** In the order in which they came. */
  readonly found: Found<T>[];
}

/**
 * Asks nearer and nearer to `target` (32 bytes) until the nearest have answered, or enough was found. It ends by
 * itself: every question has its timeout and their number is bounded. Empty when nobody is known.
 * @param want how many of the nearest must have answered
 */
export function search<T>(
  parts: SearchParts,
  target: Uint8Array,
  question: Question<T>,
  want: number = k,
): Promise<SearchResult<T>> {
  const lookup = new Lookup(target, parts.ownId, parts.table.closest(target, k), want);
  const found: Found<T>[] = [];
  return new Promise((resolve) => {
    function step(): void {
      if (lookup.done || question.enough(found)) {
        resolve({ nearest: lookup.result(), found });
        return;
      }
      for (const candidate of lookup.next()) {
        void ask(parts, candidate, question).then((answer) => {
          if (!answer) lookup.failed(candidate);
          else {
            lookup.answered(candidate, answer.contacts);
            const { contact, hops } = candidate;
            if (answer.value !== null) found.push({ value: answer.value, contact, hops });
          }
          step();
        });
      }
    }
    step();
  });
}

/** The nodes nearest to `target` that answered, nearest first, at most k. */
export async function searchNodes(
  parts: SearchParts,
  target: Uint8Array,
  want: number = k,
): Promise<NodeContact[]> {
  const question: Question<never> = {
    kind: requestKinds.findNode,
    body: encodeFindNodeRequest({ target }),
    read(body) {
      const answer = decodeFindNodeAnswer(body);
      return answer && { contacts: answer.contacts, value: null };
    },
    enough: () => false,
  };
  const { nearest } = await search(parts, target, question, want);
  return nearest;
}

async function ask<T>(
  parts: SearchParts,
  candidate: Candidate,
  question: Question<T>,
): Promise<{ contacts: NodeContact[]; value: T | null } | null> {
  const { contact, tellers } = candidate;
  const link = await parts.dialer.reach(contact, tellers.length === 0 ? 'met' : 'told', tellers);
  if (link) parts.book.used(link, parts.clock.now());
  const body = link && (await parts.links.request(link, question.kind, question.body));
  if (!body) {
    parts.failed(contact.nodeId);
    return null;
  }
  const answer = question.read(body);
  if (!answer) {
    parts.dropped['bad answer'] = (parts.dropped['bad answer'] ?? 0) + 1;
    return null;
  }
  return {
    contacts: answer.contacts.flatMap((told) => withNodeId(told, parts.puzzleBits)),
    value: answer.value,
  };
}

/** The contact with its node id; nothing when its puzzle is not solved. */
export function withNodeId(contact: Contact, puzzleBits: number): NodeContact[] {
  const { identityKey, puzzleNonce, nodeId, zeros } = identityOf(contact.identityKey, contact.puzzleNonce);
  return zeros >= puzzleBits ? [{ identityKey, puzzleNonce, nodeId, endpoints: contact.endpoints }] : [];
}
