/**
 * Unlisted nodes: those that ask their peers to name them to nobody. Peers keep them out of the table, so no answer, record, bid or
 * view can hold them (dht.ts, `linkOpened`); such a node itself looks others up and leaves nothing behind.
 */
import type { Link } from '../link/types.js';
import { type SearchParts, searchNodes } from './search.js';
import { k, type NodeContact } from './table.js';

/** An unlisted node looks itself up: it gets to know its neighbours, and leaves no record; how many answered. */
export async function lookQuietly(parts: SearchParts): Promise<number> {
  return (await searchNodes(parts, parts.ownId)).length;
}

/** Who knows unlisted nodes only asks those, which are no contacts, who is near, and links with whom they name. */
export async function lookThroughUnlisted(parts: SearchParts): Promise<void> {
  const from = [...parts.book.all()].flatMap(({ link }) => (link.isUnlisted ? [contactOf(link)] : []));
  if (from.length > 0) await searchNodes(parts, parts.ownId, k, from);
}

function contactOf({ identityKey, puzzleNonce, nodeId, endpoint }: Link): NodeContact {
  return { identityKey, puzzleNonce, nodeId, endpoints: [endpoint] };
}
