import { type Link, maxRequestBody, type RequestHandler } from '../../link/types.js';
import type { Tokens } from '../../nodedb/tokens.js';
import { decodeGetRequest, encodeGetAnswer } from '../../wire/get.js';
import type { Holdings } from '../holdings.js';
import type { NodeContact } from '../table.js';

/** Answers with the record (our own one, too) asked for, a token for storing under the same key, and the contacts nearest to it. */
export function getHandler(
  recordsOf: Holdings['get'],
  tokens: Tokens,
  now: () => number,
  nearest: (asker: Link, target: Uint8Array) => NodeContact[],
): RequestHandler {
  return (body, from) => {
    const request = decodeGetRequest(body);
    if (!request) return null;
    const records = recordsOf(request.kind, request.key);
    return encodeGetAnswer(
      {
        token: tokens.make(from.nodeId, request.key, now()),
        count: records.length,
        record: records[request.rank] ?? null,
        contacts: nearest(from, request.key),
      },
      maxRequestBody,
    );
  };
}
