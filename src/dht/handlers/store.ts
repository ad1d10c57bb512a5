import type { RequestHandler } from '../../link/types.js';
import { prefixOf } from '../../net/address.js';
import type { Tokens } from '../../nodedb/tokens.js';
import { decodeStoreRequest, encodeStoreAnswer } from '../../wire/store.js';
import type { Holdings } from '../holdings.js';

/** Keeps a record for others, for whoever asked for its key before; what becomes of them is counted in `verdicts`. */
export function storeHandler(
  holdings: Holdings,
  tokens: Tokens,
  now: () => number,
  drop: (reason: string) => void,
  verdicts: Record<string, number>,
): RequestHandler {
  return (body, from) => {
    const request = decodeStoreRequest(body);
    if (!request) return null;
    if (!tokens.holds(request.token, from.nodeId, request.key, now())) {
      drop('store-token');
      return null;
    }
    const { kind, key, record } = request;
    return answerStored(holdings.store(kind, key, record, prefixOf(from.endpoint)), drop, verdicts);
  };
}

/** The answer to a store, which is counted. */
export function answerStored(
  verdict: ReturnType<Holdings['store']>,
  drop: (reason: string) => void,
  verdicts: Record<string, number>,
): Uint8Array {
  verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  if (verdict === 'stored' || verdict === 'stale' || verdict === 'full') return encodeStoreAnswer(verdict);
  drop(`store-${verdict}`);
  return encodeStoreAnswer('refused');
}
