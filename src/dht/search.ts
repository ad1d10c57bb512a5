/** Carries a lookup out: dials whom it wants to ask, asks, reports back. See lookup.ts for the decisions. */
import type { Clock } from '../clock/clock.js';
import { leadingZeroBits, nodeIdOf } from '../crypto/identity.js';
import { type Links, requestKinds } from '../link/types.js';
import type { Contact } from '../wire/contact.js';
import { decodeFindNodeAnswer, encodeFindNodeRequest } from '../wire/find-node.js';
import type { Dialer } from './dialer.js';
import { type Candidate, Lookup } from './lookup.js';
import { k, type NodeContact, type Table } from './table.js';

export interface SearchParts {
  readonly clock: Clock;
  readonly links: Links;
  readonly dialer: Dialer;
  readonly table: Table;
  readonly ownId: Uint8Array;
  readonly puzzleBits: number;
  /** Bad answers are counted here. */
  readonly dropped: Record<string, number>;
}

/**
 * The nodes nearest to `target` that answered, nearest first, at most k. Empty when nobody is known. It ends by
 * itself: every question has its timeout and their number is bounded.
 */
export function search(parts: SearchParts, target: Uint8Array): Promise<NodeContact[]> {
  const lookup = new Lookup(target, parts.ownId, parts.table.closest(target, k));
  return new Promise((resolve) => {
    function step(): void {
      if (lookup.done) {
        resolve(lookup.result());
        return;
      }
      for (const candidate of lookup.next()) {
        void ask(parts, candidate, target).then((contacts) => {
          if (contacts) lookup.answered(candidate, contacts);
          else lookup.failed(candidate);
          step();
        });
      }
    }
    step();
  });
}

async function ask(
  parts: SearchParts,
  candidate: Candidate,
  target: Uint8Array,
): Promise<NodeContact[] | null> {
  const { contact, tellers } = candidate;
  const link = await parts.dialer.reach(contact, tellers.length === 0 ? 'met' : 'told', tellers);
  const body =
    link && (await parts.links.request(link, requestKinds.findNode, encodeFindNodeRequest({ target })));
  if (!body) {
    parts.table.failed(contact.nodeId, parts.clock.now());
    return null;
  }
  const answer = decodeFindNodeAnswer(body);
  if (!answer) {
    parts.dropped['bad answer'] = (parts.dropped['bad answer'] ?? 0) + 1;
    return null;
  }
  return answer.contacts.flatMap((told) => withNodeId(told, parts.puzzleBits));
}

/** The contact with its node id; nothing when its puzzle is not solved. */
export function withNodeId(contact: Contact, puzzleBits: number): NodeContact[] {
  const nodeId = nodeIdOf(contact.identityKey, contact.puzzleNonce);
  return leadingZeroBits(nodeId) >= puzzleBits ? [{ ...contact, nodeId }] : [];
}
