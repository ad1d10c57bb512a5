/**
 * Unlisted nodes: those that ask their peers to name them to nobody. Peers keep them out of the table, so no answer, record, bid or
 * view can hold them (dht.ts, `linkOpened`); such a node itself looks others up and leaves nothing behind.
 */
import type { Link } from '../link/types.js';
import { type SearchParts, searchNodes } from './search.js';
import { k } from './table.js';

/** An unlisted node looks itself up: it gets to know its neighbours, and leaves no record; how many answered. */
export async function lookQuietly(parts: SearchParts): Promise<number> {
  return (await searchNodes(parts, parts.ownId)).length;
}

/** Whoever came to the network by an unlisted node asks it, which is no contact, who is near, and links with those. */
export async function lookThrough(parts: SearchParts, link: Link): Promise<void> {
  const { identityKey, puzzleNonce, nodeId, endpoint } = link;
  await searchNodes(parts, parts.ownId, k, [{ identityKey, puzzleNonce, nodeId, endpoints: [endpoint] }]);
}
