/** What others are answered: which handler is told what, for each kind of request. */
import { equal } from '../crypto/hash.js';
import { type Link, requestKinds } from '../link/types.js';
import type { Tokens } from '../nodedb/tokens.js';
import { recordKinds } from '../wire/get.js';
import type { Standing } from '../wire/standing.js';
import { startAskingOn } from './ask-on.js';
import { findNodeHandler } from './handlers/find-node.js';
import { getHandler } from './handlers/get.js';
import { pingHandler } from './handlers/ping.js';
import { sealedHandler } from './handlers/sealed.js';
import { storeHandler } from './handlers/store.js';
import type { Holdings } from './holdings.js';
import type { RecordParts } from './records.js';
import type { NodeContact } from './table.js';
import type { DhtParts } from './types.js';

export interface AnswerParts
  extends RecordParts,
    Pick<DhtParts, 'clock' | 'random' | 'links' | 'time' | 'channelKey' | 'onionKeys'> {
  readonly tokens: Tokens;
  /** Whom we name to somebody who looks for an id. */
  readonly nearest: (asker: Pick<Link, 'nodeId'>, target: Uint8Array) => NodeContact[];
  /** How strangers reach us, which every ping says, and what a neighbour's says. */
  readonly standing: () => Standing;
  readonly said: (link: Link, standing: Standing) => void;
  /** Null before it was left anywhere. */
  readonly ownRecord: () => Uint8Array | null;
}

export interface Answers {
  /** A sealed question, as any neighbour or we ourselves bring it. */
  readonly answerSealed: ReturnType<typeof sealedHandler>;
  /** What became of records that others left here, by verdict. */
  readonly stores: Readonly<Record<string, number>>;
}

export function answerRequests(parts: AnswerParts): Answers {
  const { clock, random, links, holdings, tokens, nearest, dropped } = parts;
  const { table, dialer, isLively, channelKey, onionKeys } = parts;
  const stores: Record<string, number> = {};
  const now = (): number => clock.now();
  const drop = (reason: string): void => {
    dropped[reason] = (dropped[reason] ?? 0) + 1;
  };
  const recordsOf: Holdings['get'] = (kind, key) => {
    const own = kind === recordKinds.node && equal(key, parts.ownId) ? parts.ownRecord() : null;
    return own ? [own] : holdings.get(kind, key);
  };
  const answerSealed = sealedHandler({
    random,
    now,
    onionKeys,
    channelKey,
    holdings,
    tokens,
    nearest,
    askOn: startAskingOn({ links, table, dialer, isLively }),
    drop,
    verdicts: stores,
  });
  const ping = pingHandler(() => parts.time.now(), parts.standing, parts.said);
  links.handle(requestKinds.ping, ping);
  links.handle(requestKinds.findNode, findNodeHandler(nearest));
  links.handle(requestKinds.get, getHandler(recordsOf, tokens, now, nearest));
  links.handle(requestKinds.store, storeHandler(holdings, tokens, now, drop, stores));
  links.handle(requestKinds.sealed, answerSealed);
  return { answerSealed, stores };
}
