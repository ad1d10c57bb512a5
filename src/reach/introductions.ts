/**
 * Introductions: how two nodes find to each other of which one, or both, stand behind routers that let nobody in. A neighbour of
 * the one that is wanted tells both at the same instant where the other one is, and both send first messages: each opens its own
 * router for the other. The neighbour waits for nobody, so that each sends before the other's message arrives (no way is longer
 * than the one over the neighbour), and no router meets a stranger's datagram before its own host has sent.
 *
 *     who wants -> introduce -> neighbour -> meet now -> who is wanted -> first messages
 *     who wants <-   where   <- neighbour        (then: first messages)
 *
 * The neighbour tells where it sees the two itself; of the other address family what they say of themselves. Both dial through
 * the one door for dials, on the other's word: what may not be dialled is not, and no more often than on any neighbour's behalf.
 */
import type { Clock } from '../clock/clock.js';
import { Limiter } from '../link/limiter.js';
import { type Link, type Links, type PeerAddress, type RequestHandler, requestKinds } from '../link/types.js';
import type { Endpoint } from '../net/net.js';
import { textOf } from '../wire/bytes.js';
import {
  decodeIntroduceAnswer,
  decodeWhereabouts,
  encodeIntroduceAnswer,
  encodeWhereabouts,
} from '../wire/introduce.js';
import type { Standing } from '../wire/standing.js';

/** How often one neighbour is introduced to others, and others to one: whoever is wanted dials no more often for us. */
const askedRate = { perSecond: 4, burst: 40 } as const;
const wantedRate = { perSecond: 2, burst: 6 } as const;
/** How long an answer of a neighbour is waited for, ms; the request is repeated half-way. */
const patience = 2_000;
/** How many are asked for one introduction. */
const mostAsked = 2;

export interface IntroductionParts {
  readonly clock: Clock;
  readonly links: Links;
  /** What a linked peer said of itself last; null: nothing. */
  readonly saidBy: (link: Link) => Standing | null;
  /** Where we are. */
  readonly own: () => readonly Endpoint[];
  /** Whether somebody may be told of an endpoint. */
  readonly mayTell: (endpoint: Endpoint) => boolean;
  /** Dials on a neighbour's behalf. @param tellers node ids in hex */
  readonly reach: (peer: PeerAddress, tellers: readonly string[]) => Promise<Link | null>;
  /** A node id in hex. */
  readonly nameOf: (nodeId: Uint8Array) => string;
  readonly drop: (reason: string) => void;
}

export class Introductions {
  readonly #asked = new Limiter(askedRate);
  readonly #wanted = new Limiter(wantedRate);

  constructor(private readonly parts: IntroductionParts) {
    parts.links.handle(requestKinds.introduce, this.#introduce);
    parts.links.handle(requestKinds.meetNow, this.#meetNow);
  }

  /**
   * Has us introduced to a peer: where it is, from the first that is its neighbour, or null. It dials us at this instant.
   * @param tellers node ids in hex of those who named it
   */
  async ask(peer: PeerAddress, tellers: readonly string[]): Promise<readonly Endpoint[] | null> {
    const { links, nameOf, reach, own } = this.parts;
    const body = encodeWhereabouts({ identityKey: peer.identityKey, endpoints: own() });
    const named = new Set(tellers);
    const known = peer.introducers ?? [];
    const linked = known.flatMap(({ identityKey }) => links.find(identityKey) ?? []);
    const near = linked.length > 0 ? linked : links.list.filter(({ nodeId }) => named.has(nameOf(nodeId)));
    for (const link of near.slice(0, mostAsked)) {
      const where = await this.#where(link, body);
      if (where) return where;
    }
    for (const introducer of linked.length > 0 ? [] : known.slice(0, mostAsked)) {
      const link = await reach(introducer, tellers);
      const where = link && (await this.#where(link, body));
      if (where) return where;
    }
    return null;
  }

  async #where(link: Link, body: Uint8Array): Promise<readonly Endpoint[] | null> {
    const answer = await this.parts.links.request(link, requestKinds.introduce, body, patience);
    const where = answer && decodeIntroduceAnswer(answer);
    return where && where.length > 0 ? where : null;
  }

  readonly #introduce: RequestHandler = (body, from) => {
    const { clock, links, drop } = this.parts;
    const wanted = decodeWhereabouts(body);
    if (!wanted) return null;
    const link = links.find(wanted.identityKey);
    const now = clock.now();
    // Who asked to be named to nobody is introduced to nobody.
    if (!link || link === from || link.isUnlisted) return encodeIntroduceAnswer([]);
    if (!this.#asked.take(textOf(from.nodeId), now) || !this.#wanted.take(textOf(link.nodeId), now)) {
      drop('introduction-rate');
      return encodeIntroduceAnswer([]);
    }
    const [here, there] = [this.#placesOf(from, wanted.endpoints), this.#placesOf(link)];
    const news = encodeWhereabouts({ identityKey: from.identityKey, endpoints: here });
    void links.request(link, requestKinds.meetNow, news, patience);
    return encodeIntroduceAnswer(there);
  };

  readonly #meetNow: RequestHandler = (body, from) => {
    const { links, nameOf, reach } = this.parts;
    const other = decodeWhereabouts(body);
    if (!other) return null;
    if (!links.find(other.identityKey)) void reach(other, [nameOf(from.nodeId)]);
    return new Uint8Array(0);
  };

  /** Where we see a peer; of the other family where it says that it is. */
  #placesOf(link: Link, said: readonly Endpoint[] = []): Endpoint[] {
    const claimed = [...said, ...(this.parts.saidBy(link)?.endpoints ?? [])];
    const other = claimed.find(({ family }) => family !== link.endpoint.family);
    return [link.endpoint, ...(other ? [other] : [])].filter(this.parts.mayTell);
  }
}
