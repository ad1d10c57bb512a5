/**
 * Where groups touch. Whoever links with a node that our lookups did not lead to (a first contact, or one that a
 * neighbour bids us meet) looks itself up through that node alone: if those found nearest to us are unknown to us, it
 * is another group's. Then we look ourselves up, so that our record lies in both groups, and bid each linked peer meet one
 * of those found; it does likewise. So the word goes through a group as fast as its links carry it.
 *
 * A bid is believed as far as one dial and one lookup a minute; it is handed on only by who found the other group itself.
 */
import { type Link, type RequestHandler, requestKinds } from '../link/types.js';
import { type Contact, decodeContact, encodeContact } from '../wire/contact.js';
import { gap, nameOf, pointOf } from './id.js';
import { type SearchParts, searchNodes, withNodeId } from './search.js';
import type { NodeContact } from './table.js';

/** A new neighbour that names so many unknown ones near us comes out of a part of the network that we missed. */
const someUnknown = 3;
/** With so many it is another group's. */
const manyUnknown = 6;
/** How many near us are looked for through a node. */
const wanted = 10;
/** The least time between two such lookups, ms. */
const rest = 60_000;

export interface Meetings {
  /** That node, newly linked, may be another group's. */
  met(link: Link): void;
  /** A new neighbour, and whom it knows near us. A mere newcomer names one or two that we do not know. */
  neighbour(link: Link, near: readonly Contact[]): void;
  /** What a neighbour bids us. */
  readonly handler: RequestHandler;
}

/** @param lookSelf called when there is a reason to look ourselves up */
export function startMeetings(parts: SearchParts, lookSelf: () => void): Meetings {
  const { clock, table, links, book, dialer, ownId, puzzleBits } = parts;
  const own = pointOf(ownId);
  let restUntil = Number.NEGATIVE_INFINITY;

  /** Of those named, whom we should know if they were of our group. */
  function unknown(
    named: readonly NodeContact[],
    reach: number,
    isKnown: (name: string) => boolean,
  ): NodeContact[] {
    return named.filter(({ nodeId }) => {
      const distance = gap(own, pointOf(nodeId));
      return distance > 0 && distance < reach && !isKnown(nameOf(nodeId));
    });
  }

  async function lookThrough(link: Link): Promise<void> {
    restUntil = clock.now() + rest;
    const { reach } = table;
    const known = new Set(table.all().map((entry) => entry.name));
    known.delete(nameOf(link.nodeId));
    const { identityKey, puzzleNonce, nodeId, endpoint } = link;
    const from = { identityKey, puzzleNonce, nodeId, endpoints: [endpoint] };
    const found = await searchNodes(parts, ownId, wanted, [from]);
    const news = unknown(found, reach, (name) => known.has(name));
    if (news.length === 0 || news.length < Math.min(manyUnknown, found.length)) return;
    lookSelf();
    bid(found.filter((contact) => !known.has(nameOf(contact.nodeId))));
  }

  /** Every linked peer that is none of them is bidden to meet the one of them that is nearest to it. */
  function bid(found: readonly NodeContact[]): void {
    const names = new Set(found.map((contact) => nameOf(contact.nodeId)));
    for (const { link, name } of [...book.all()]) {
      if (names.has(name)) continue;
      const point = pointOf(link.nodeId);
      const distance = ({ nodeId }: NodeContact): number => gap(point, pointOf(nodeId));
      const nearest = found.reduce((a, b) => (distance(b) < distance(a) ? b : a));
      void links.request(link, requestKinds.meet, encodeContact(nearest));
    }
  }

  async function meet(contact: NodeContact, bidder: Link): Promise<void> {
    if (clock.now() < restUntil || table.get(contact.nodeId) || links.find(contact.identityKey)) return;
    restUntil = clock.now() + rest;
    const link = await dialer.reach(contact, 'told', [nameOf(bidder.nodeId)]);
    if (link) await lookThrough(link);
  }

  async function neighbour(link: Link, near: readonly Contact[]): Promise<void> {
    const named = near.flatMap((told) => withNodeId(told, puzzleBits));
    const news = unknown(named, table.reach, (name) => table.has(name));
    if (news.length >= someUnknown) lookSelf();
    else for (const contact of news) void dialer.reach(contact, 'told', [nameOf(link.nodeId)], true);
    if (news.length >= manyUnknown && clock.now() >= restUntil) await lookThrough(link);
  }

  return {
    met(link) {
      if (clock.now() >= restUntil) void lookThrough(link);
    },
    neighbour: (link, near) => void neighbour(link, near),
    handler(body, from) {
      const told = decodeContact(body);
      if (!told) return null;
      for (const contact of withNodeId(told, puzzleBits)) void meet(contact, from);
      return new Uint8Array(0);
    },
  };
}
