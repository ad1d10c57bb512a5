import type { Link } from '../../link/types.js';
import type { Endpoint } from '../../net/net.js';
import { compareDistance } from '../id.js';
import { k, type NodeContact, type Table } from '../table.js';

/**
 * The contacts nearest to a target, as they are told to an asker: without itself, without those that failed, and
 * without endpoints that nobody would dial on our word; they would only show how our LAN is laid out.
 */
export function nearestFor(
  asker: Link,
  target: Uint8Array,
  table: Table,
  mayTell: (endpoint: Endpoint) => boolean,
): NodeContact[] {
  return table
    .closest(target, k + 1)
    .filter(
      (entry) => entry.failures === 0 && compareDistance(asker.nodeId, entry.nodeId, asker.nodeId) !== 0,
    )
    .map((entry) => ({ ...entry, endpoints: entry.endpoints.filter(mayTell) }))
    .filter((contact) => contact.endpoints.length > 0)
    .slice(0, k);
}
