import { type Link, maxRequestBody, type RequestHandler } from '../../link/types.js';
import { decodeFindNodeRequest, encodeFindNodeAnswer } from '../../wire/find-node.js';
import type { NodeContact } from '../table.js';

/** Answers with the contacts nearest to the target. */
export function findNodeHandler(nearest: (asker: Link, target: Uint8Array) => NodeContact[]): RequestHandler {
  return (body, from) => {
    const request = decodeFindNodeRequest(body);
    return request && encodeFindNodeAnswer({ contacts: nearest(from, request.target) }, maxRequestBody);
  };
}
