/**
 * What an exit node does for the owner of a path: it carries a blob to an entry node, and questions to storing nodes. It
 * learns whom it goes to, not for whom, nor what is inside. Everything has a rate and a bound. Whether somebody is there whose
 * link looks open is asked beside what goes there, not before: a program waits for both.
 */

import { equal } from '../../crypto/hash.js';
import { Limiter } from '../../link/limiter.js';
import { type Link, requestKinds } from '../../link/types.js';
import { textOf } from '../../wire/bytes.js';
import { decodeGetAnswer, encodeGetRequest, recordKinds } from '../../wire/get.js';
import {
  type JoinFailure,
  joinFailures,
  maxAnswerBody,
  type PathControl,
  queryKinds,
} from '../../wire/path-control.js';
import { bodyLength } from '../../wire/sizes.js';
import {
  joinRate,
  maxQueries,
  neighbourFresh,
  queryRate,
  queryRatePerNode,
  queryTimeout,
  reachTimeout,
} from '../constants.js';
import { choosePathId } from '../ids.js';
import { type Inside, linkWithin } from '../parts.js';
import type { PathEnd } from './end.js';
import type { Join } from './join.js';

type Told<T extends PathControl['type']> = Extract<PathControl, { type: T }>;

export interface ExitParts extends Inside {
  /** Queries carried to each node, for all paths. */
  readonly carried: Limiter;
  /** We are the entry node as well: takes the blob that comes from a join here. False: it is refused; else `met` is called in time. */
  readonly takeOwn: (blob: Uint8Array, from: Join, met: (other: Join) => void) => boolean;
}

/** What one exit path may ask for. */
export class Exit {
  readonly #joins = new Limiter(joinRate, 1);
  readonly #queries = new Limiter(queryRate, 1);
  readonly #queriesPerNode = new Limiter(queryRatePerNode, 128);
  #asking = 0;

  constructor(readonly parts: ExitParts) {}

  ask(end: PathEnd, message: PathControl): boolean {
    if (message.type === 'join') void this.#join(end, message);
    else if (message.type === 'query') void this.#query(end, message);
    else return false;
    return true;
  }

  async #join(end: PathEnd, message: Told<'join'>): Promise<void> {
    const { parts } = this;
    const failed = (code: JoinFailure) => end.refuse(message.selector, code);
    if (!this.#joins.take('', parts.clock.now())) {
      parts.drop('join-rate');
      failed(joinFailures.busy);
      return;
    }
    if (equal(message.identityKey, parts.identityKey)) {
      if (!this.#joinOurselves(end, message)) failed(joinFailures.unreachable);
      return;
    }
    const link = await linkWithin(parts, message, end.relay.previous.link, reachTimeout);
    if (!link) {
      failed(joinFailures.unreachable);
      return;
    }
    const id = choosePathId(parts.identityKey, link.identityKey, parts.random);
    const join = parts.isLeaving?.(link) ? null : end.join(message.selector, { link, id });
    if (!join) {
      failed(joinFailures.busy);
      return;
    }
    // What fills the body up is as random as the blob: the cell looks like any other.
    const body = parts.random.bytes(bodyLength);
    body.set(message.blob);
    parts.sendRelayed(link, id, body);
    if ((await this.#isThere(link)) || end.joins.get(message.selector) !== join) return;
    end.forget(join);
    failed(joinFailures.unreachable);
  }

  /** We are the entry node as well. */
  #joinOurselves(end: PathEnd, { selector, blob }: Told<'join'>): boolean {
    const line: { other: Join | null } = { other: null };
    const join = end.join(selector, line);
    if (!join) return false;
    const isTaken = this.parts.takeOwn(blob, join, (other) => {
      line.other = other;
    });
    if (!isTaken) end.forget(join);
    return isTaken;
  }

  async #query(end: PathEnd, message: Told<'query'>): Promise<void> {
    const { parts } = this;
    const answer = (body: Uint8Array) => end.tell({ type: 'answer', id: message.id, body });
    if (this.#asking >= maxQueries || !this.#mayCarry(message.identityKey)) {
      parts.drop('query-rate');
      answer(new Uint8Array(0));
      return;
    }
    this.#asking += 1;
    const body = await this.#answerTo(end, message);
    this.#asking -= 1;
    answer(body && body.length <= maxAnswerBody ? body : new Uint8Array(0));
  }

  /** A storing node takes only so many from us: one path must not use up what is there for all. */
  #mayCarry(identityKey: Uint8Array): boolean {
    const now = this.parts.clock.now();
    const node = textOf(identityKey);
    return (
      this.#queries.take('', now) &&
      this.#queriesPerNode.take(node, now) &&
      this.parts.carried.take(node, now)
    );
  }

  async #answerTo(end: PathEnd, message: Told<'query'>): Promise<Uint8Array | null> {
    const { parts } = this;
    if (equal(message.identityKey, parts.identityKey))
      return parts.askOurselves?.(message.kind, message.body) ?? null;
    const link = await linkWithin(parts, message, end.relay.previous.link, reachTimeout);
    if (!link) return null;
    const answered = this.#askOver(link, message);
    return Promise.race([answered, this.#isThere(link).then((isThere) => (isThere ? answered : null))]);
  }

  #isThere(link: Link): Promise<boolean> {
    return this.parts.neighbours.isThere(link, neighbourFresh);
  }

  async #askOver(link: Link, { kind, body }: Told<'query'>): Promise<Uint8Array | null> {
    const { links } = this.parts;
    if (kind === queryKinds.sealed) return links.request(link, requestKinds.sealed, body, queryTimeout);
    const request = encodeGetRequest({ kind: recordKinds.node, key: link.nodeId, rank: 0 });
    const got = await links.request(link, requestKinds.get, request, queryTimeout);
    return (got && decodeGetAnswer(got)?.record) ?? null;
  }
}
