/**
 * Asking one node, newly linked, whom it knows near us. Where groups touch it names many that we do not know, and we look
 * ourselves up; a mere newcomer names at most one or two, who are met directly.
 */
import { type Link, requestKinds } from '../link/types.js';
import { decodeFindNodeAnswer, encodeFindNodeRequest } from '../wire/find-node.js';
import { gap, hex, pointOf } from './id.js';
import { type SearchParts, withNodeId } from './search.js';

/** Unknown neighbours from which on another group was touched. */
const manyUnknown = 3;

/** @param lookSelf called when there is a group that we should look ourselves up in */
export async function askAround(parts: SearchParts, link: Link, lookSelf: () => void): Promise<void> {
  const { table, ownId, links } = parts;
  const body = await links.request(link, requestKinds.findNode, encodeFindNodeRequest({ target: ownId }));
  const answer = body && decodeFindNodeAnswer(body);
  if (!answer) return;
  const own = pointOf(ownId);
  const unknown = answer.contacts
    .flatMap((told) => withNodeId(told, parts.puzzleBits))
    .filter(({ nodeId }) => {
      const distance = gap(own, pointOf(nodeId));
      return distance > 0 && distance < table.reach && table.get(nodeId) === null;
    });
  if (unknown.length >= manyUnknown) lookSelf();
  else for (const contact of unknown) void parts.dialer.reach(contact, 'told', [hex(link.nodeId)]);
}
