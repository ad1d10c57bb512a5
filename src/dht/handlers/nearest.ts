import { equal } from '../../crypto/hash.js';
import type { Link } from '../../link/types.js';
import type { Endpoint } from '../../net/net.js';
import { type Entry, k, type NodeContact, type Table } from '../table.js';

/**
 * The contacts nearest to a target, as they are told to an asker: without itself, without those that failed or are
 * likely to be gone by now (unless there are too few others), and without endpoints that nobody would dial on our word;
 * they would only show how our LAN is laid out. Hidden ones are named by their neighbours only, who introduce the asker.
 */
export function nearestFor(
  asker: Pick<Link, 'nodeId'>,
  target: Uint8Array,
  table: Table,
  isLively: (entry: Entry) => boolean,
  mayTell: (endpoint: Endpoint) => boolean,
  isLinked: (entry: Entry) => boolean,
): NodeContact[] {
  const isTold = (entry: Entry): boolean =>
    entry.failures === 0 &&
    entry.endpoints.some(mayTell) &&
    (!entry.isHidden || isLinked(entry)) &&
    !equal(asker.nodeId, entry.nodeId);
  const lively = table.closest(target, k, (entry) => isTold(entry) && isLively(entry));
  const told = lively.length >= k / 2 ? lively : table.closest(target, k, isTold);
  return told.map(({ identityKey, puzzleNonce, nodeId, endpoints, isHidden }) => ({
    identityKey,
    puzzleNonce,
    nodeId,
    endpoints: endpoints.filter(mayTell),
    ...(isHidden ? { isHidden } : {}),
  }));
}
