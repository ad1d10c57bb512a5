/**
 * Finding out whether strangers reach us. Who links with us by itself, from an address to which we had not sent for long, shows it:
 * that is seen without asking. While there are not enough such, neighbours are asked, each in another network, to have somebody knock
 * at our port whom we do not know: it is no use that the neighbour does, since we have opened our router for it.
 *
 *     we -> judge -> neighbour -> knock -> a neighbour of that one in another network -> first messages to us
 *
 * A knock goes to nobody but the address at which the neighbour sees us, so nobody is made to knock elsewhere on our word.
 * That somebody got through counts when we have seen it come; that nobody did is the neighbour's word, of which others may be false.
 */
import type { Clock } from '../clock/clock.js';
import type { Random } from '../crypto/random.js';
import { Limiter } from '../link/limiter.js';
import { type Link, type Links, type PeerAddress, type RequestHandler, requestKinds } from '../link/types.js';
import { prefixOf } from '../net/address.js';
import type { Endpoint } from '../net/net.js';
import { textOf } from '../wire/bytes.js';
import {
  decodeJudgeAnswer,
  decodeJudgeRequest,
  decodeKnockAnswer,
  decodeWhereabouts,
  encodeJudgeAnswer,
  encodeJudgeRequest,
  encodeKnockAnswer,
  encodeWhereabouts,
  type JudgeAnswer,
  type Verdict,
  verdicts,
} from '../wire/introduce.js';
import { canDial, type Standing } from '../wire/standing.js';

/** How often one peer may have itself judged, and have us knock for it. */
const judgeRate = { perSecond: 0.05, burst: 8 } as const;
const knockRate = { perSecond: 0.5, burst: 16 } as const;
/** How many are sent to knock, until one does not know the asker. */
const mostKnockers = 4;
/** How long answers are waited for, ms. Requests are repeated half-way; no knock takes so long. */
const judgePatience = 16_000;
const knockPatience = 7_000;

const nobody = new Uint8Array(32);

export interface JudgingParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly links: Links;
  /** What a linked peer said of itself last; null: nothing. */
  readonly saidBy: (link: Link) => Standing | null;
  readonly mayTell: (endpoint: Endpoint) => boolean;
  /** Dials on a neighbour's behalf; see `Dialer.knock`. */
  readonly knock: (peer: PeerAddress, teller: string) => Promise<Link | 'refused' | null>;
  /** A node id in hex. */
  readonly nameOf: (nodeId: Uint8Array) => string;
  readonly drop: (reason: string) => void;
}

export class Judging {
  readonly #judged = new Limiter(judgeRate);
  readonly #knocked = new Limiter(knockRate);

  constructor(private readonly parts: JudgingParts) {
    parts.links.handle(requestKinds.judge, this.#judge);
    parts.links.handle(requestKinds.knock, this.#knock);
  }

  /** Has a neighbour judge; null: it says nothing. */
  async ask(link: Link, family: 4 | 6, port: number): Promise<JudgeAnswer | null> {
    const body = encodeJudgeRequest({ family, port });
    const answer = await this.parts.links.request(link, requestKinds.judge, body, judgePatience);
    return answer && decodeJudgeAnswer(answer);
  }

  readonly #judge: RequestHandler = async (body, from) => {
    const { clock, links, mayTell, drop } = this.parts;
    const request = decodeJudgeRequest(body);
    const where = request && { ...from.endpoint, port: request.port };
    // Where another family is asked for we do not see the asker.
    if (!where || where.family !== request.family) return null;
    const undecided = encodeJudgeAnswer({ verdict: verdicts.open, knocker: nobody });
    if (!mayTell(where)) return undecided;
    if (!this.#judged.take(textOf(from.nodeId), clock.now())) {
      drop('judge-rate');
      return undecided;
    }
    const order = encodeWhereabouts({ identityKey: from.identityKey, endpoints: [where] });
    for (const knocker of this.#knockersFor(from)) {
      const answer = await links.request(knocker, requestKinds.knock, order, knockPatience);
      const verdict = answer && decodeKnockAnswer(answer);
      if (verdict === null || verdict === verdicts.open) continue;
      return encodeJudgeAnswer({ verdict, knocker: knocker.identityKey });
    }
    return undecided;
  };

  readonly #knock: RequestHandler = async (body, from) => {
    const { clock, links, knock, nameOf, drop } = this.parts;
    const wanted = decodeWhereabouts(body);
    if (!wanted) return null;
    const say = (verdict: Verdict): Uint8Array => encodeKnockAnswer(verdict);
    if (links.find(wanted.identityKey)) return say(verdicts.open);
    if (!this.#knocked.take(textOf(from.nodeId), clock.now())) {
      drop('knock-rate');
      return say(verdicts.open);
    }
    const link = await knock(wanted, nameOf(from.nodeId));
    if (link === 'refused') return say(verdicts.open);
    return say(link ? verdicts.reached : verdicts.silent);
  };

  /** Neighbours in other networks than the asker's that can send over its family, a few by chance. */
  #knockersFor({ endpoint, identityKey, isUnlisted }: Link): Link[] {
    // It would be named to them.
    if (isUnlisted) return [];
    const { links, random, saidBy } = this.parts;
    const network = prefixOf(endpoint);
    const able = links.list.filter((link) => {
      if (link.identityKey === identityKey || prefixOf(link.endpoint) === network) return false;
      const dials = saidBy(link)?.marks ?? 0;
      return link.endpoint.family === endpoint.family || (dials !== 0 && canDial(dials, [endpoint]));
    });
    const chosen: Link[] = [];
    while (able.length > 0 && chosen.length < mostKnockers)
      chosen.push(...able.splice(Math.floor(random.next() * able.length), 1));
    return chosen;
  }
}
