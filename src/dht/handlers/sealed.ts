/**
 * Sealed questions about AP records (crypto/question.ts): an exit node brings them for somebody whom we do not see, and
 * cannot read them. Nothing but AP records is asked and left this way. A question costs us up to five Diffie-Hellmans (three
 * and, with an old onion key, another two), so they are counted per link and in all.
 *
 *     repeated? -> rate -> open -> get, find or store -> seal
 */

import type { KeyPair } from '../../crypto/noise.js';
import { openQuestion, questionIdLength } from '../../crypto/question.js';
import type { Random } from '../../crypto/random.js';
import { Limiter } from '../../link/limiter.js';
import type { Link, RequestHandler } from '../../link/types.js';
import { prefixOf } from '../../net/address.js';
import type { Tokens } from '../../nodedb/tokens.js';
import { textOf } from '../../wire/bytes.js';
import { encodeGetAnswer, recordKinds } from '../../wire/get.js';
import { Recent } from '../../wire/recent.js';
import {
  decodeSealedQuery,
  encodeSealedAnswer,
  maxSealedAnswer,
  type SealedQuery,
} from '../../wire/sealed.js';
import { sealedQueryLength } from '../../wire/sizes.js';
import type { AskOn } from '../ask-on.js';
import type { Holdings } from '../holdings.js';
import type { NodeContact } from '../table.js';
import { answerStored } from './store.js';

/** Questions that one link may bring, and that all together may. */
const ratePerLink = { perSecond: 20, burst: 60 } as const;
const rateInAll = { perSecond: 200, burst: 400 } as const;
/** Questions remembered, with their answers: a minute and more at the full rate. */
const mostRemembered = 16_384;
/** Answers remembered, at most and for how long, ms: a carrier asks again once, within seconds, when an answer is lost. */
const mostAnswers = 512;
const answerLife = 10_000;

/** Tokens of sealed gets are for whoever shows them: the exit node that carries the store may be another one. */
const anybody = new TextEncoder().encode('sealed');

export interface SealedParts {
  readonly random: Random;
  /** `Clock.now()`. */
  readonly now: () => number;
  /** Our onion keys that are still obeyed, the newest first. */
  readonly onionKeys: () => readonly KeyPair[];
  readonly channelKey: Uint8Array;
  readonly holdings: Holdings;
  readonly tokens: Tokens;
  /** What may be told of the nodes nearest to a key. */
  readonly nearest: (carrier: Carrier, key: Uint8Array) => NodeContact[];
  /** Asks those nearer to a slot, where we have nothing. */
  readonly askOn: AskOn;
  readonly drop: (reason: string) => void;
  /** What became of records, by verdict. */
  readonly verdicts: Record<string, number>;
}

/** Who brings a question: a link, or we ourselves as an exit node. */
/** `endpoint`: none where it is ourselves. */
type Carrier = Pick<Link, 'nodeId'> & Partial<Pick<Link, 'endpoint'>>;

export function sealedHandler(
  parts: SealedParts,
): (body: Uint8Array, carrier: Carrier) => ReturnType<RequestHandler> {
  const perLink = new Limiter(ratePerLink);
  const inAll = new Limiter(rateInAll, 1);
  const seen = new Recent<string>(mostRemembered);
  /** The oldest first. */
  const answers = new Map<string, { readonly bytes: Uint8Array; readonly at: number }>();

  function dropped(reason: string): null {
    parts.drop(`sealed-${reason}`);
    return null;
  }

  function remember(id: string, bytes: Uint8Array): void {
    const at = parts.now();
    for (const [oldest, answer] of answers) {
      if (answers.size < mostAnswers && at - answer.at < answerLife) break;
      answers.delete(oldest);
    }
    answers.set(id, { bytes, at });
  }

  function answerTo(query: SealedQuery, carrier: Carrier): Uint8Array | null | Promise<Uint8Array> {
    const { holdings, tokens } = parts;
    const now = parts.now();
    if (query.type === 'store') {
      if (!tokens.holds(query.token, anybody, query.slot, now)) return dropped('token');
      return answerStored(
        holdings.store(
          recordKinds.ap,
          query.slot,
          query.record,
          carrier.endpoint && prefixOf(carrier.endpoint),
        ),
        parts.drop,
        parts.verdicts,
      );
    }
    const records = holdings.get(recordKinds.ap, query.slot);
    const told = (count: number, record: Uint8Array | null): Uint8Array =>
      encodeGetAnswer(
        {
          token: tokens.make(anybody, query.slot, now),
          count,
          record,
          contacts: parts.nearest(carrier, query.slot),
        },
        maxSealedAnswer,
      );
    if (query.type === 'get' || records.length > 0) return told(records.length, records[query.rank] ?? null);
    return parts
      .askOn(query.slot, query.rank)
      .then((found) => (found ? told(found.count, found.record) : told(0, null)));
  }

  return (body, carrier) => {
    if (body.length !== sealedQueryLength) return dropped('size');
    const name = textOf(carrier.nodeId);
    const id = textOf(body.subarray(0, questionIdLength));
    const bringer = seen.get(id);
    // The same link brings the same again: our answer was lost. It gets the same bytes, at no cost.
    if (bringer !== undefined) return (bringer === name && answers.get(id)?.bytes) || dropped('repeated');
    if (!perLink.take(name, parts.now()) || !inAll.take('', parts.now())) return dropped('rate');
    const question = openQuestion(parts.onionKeys(), parts.channelKey, body);
    if (!question) return dropped('forged');
    seen.set(id, name);
    const query = decodeSealedQuery(question.plain);
    if (!query) {
      question.end();
      return dropped('malformed');
    }
    const seal = (plain: Uint8Array | null): Uint8Array | null => {
      if (!plain) {
        question.end();
        return null;
      }
      const answer = question.answer(encodeSealedAnswer(plain), parts.random.bytes(32));
      if (answer) remember(id, answer);
      return answer;
    };
    const plain = answerTo(query, carrier);
    return plain instanceof Promise ? plain.then(seal) : seal(plain);
  };
}
