import { maxRequestBody, type RequestHandler } from '../../link/types.js';
import type { Endpoint } from '../../net/net.js';
import { decodeFindNodeRequest, encodeFindNodeAnswer } from '../../wire/find-node.js';
import { compareDistance } from '../id.js';
import { k, type Table } from '../table.js';

/**
 * Answers with the contacts nearest to the target, the asker left out. Endpoints that nobody would dial on our word
 * are not told: they would only show how our LAN is laid out.
 */
export function findNodeHandler(table: Table, mayTell: (endpoint: Endpoint) => boolean): RequestHandler {
  return (body, from) => {
    const request = decodeFindNodeRequest(body);
    if (!request) return null;
    const contacts = table
      .closest(request.target, k + 1)
      .filter(
        (entry) => entry.failures === 0 && compareDistance(from.nodeId, entry.nodeId, from.nodeId) !== 0,
      )
      .map((entry) => ({ ...entry, endpoints: entry.endpoints.filter(mayTell) }))
      .filter((contact) => contact.endpoints.length > 0)
      .slice(0, k);
    return encodeFindNodeAnswer({ contacts }, maxRequestBody);
  };
}
