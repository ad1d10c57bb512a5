/**
 * The second round of a path that was built with a helper Y between its last two hops: X2 goes over from Y to X3.
 *
 *   1. X2 and X3 learn a token and a path id from their records. X3 waits.
 *   2. When the build cell comes back from Y, X2 dials X3 and sends the token; X3 goes over from Y to X2, and answers.
 *   3. Then X2 passes the build cell on to the owner, who never used the path with Y in it. Y hears nothing more.
 *
 * Silence of X3 makes a silent build: a failure of unknown cause.
 */
import { equal, hash } from '../../crypto/hash.js';
import type { Link } from '../../link/types.js';
import type { Splice } from '../../wire/build.js';
import { textOf } from '../../wire/bytes.js';
import { bodyLength } from '../../wire/sizes.js';
import { reachTimeout } from '../constants.js';
import { mayChoose } from '../ids.js';
import { type Inside, reachWithin } from '../parts.js';
import type { Relay } from './relay.js';

const tokenLength = 16;

interface Waiting {
  readonly relay: Relay;
  readonly token: Uint8Array;
}

export class Splices {
  /** By neighbour and path id. */
  readonly #waiting = new Map<string, Waiting>();

  constructor(readonly parts: Inside) {}

  /** X3: somebody will come with the token. */
  wait(relay: Relay, { identityKey, pathId, token }: Splice): void {
    this.#waiting.set(nameOf(identityKey, pathId), { relay, token });
  }

  /** X3: a cell on a path id that stands for nothing. False when it is no splice. */
  take(link: Link, id: number, body: Uint8Array): boolean {
    const name = nameOf(link.identityKey, id);
    const waiting = this.#waiting.get(name);
    if (!waiting || !equal(body.subarray(0, tokenLength), waiting.token)) return false;
    this.#waiting.delete(name);
    const { relay, token } = waiting;
    const { parts } = this;
    if (relay.state !== 'open' || !parts.ways.add(link, id, relay.fromPrevious)) return false;
    parts.ways.remove(relay.previous.link, relay.previous.id);
    relay.previous = { link, id };
    parts.sendRelayed(link, id, bodyOf(answerTo(token)));
    return true;
  }

  /** Nobody came. */
  forget(relay: Relay): void {
    for (const [name, waiting] of this.#waiting) if (waiting.relay === relay) this.#waiting.delete(name);
  }

  /** X2: goes over when the build cell comes back. @param mayLead whether so many paths may go over a link, too */
  dial(relay: Relay, splice: Splice, mayLead: (link: Link) => boolean): void {
    relay.onBuilt = (body) => {
      relay.onBuilt = () => {};
      void this.#goOver(relay, splice, body, mayLead);
    };
  }

  async #goOver(
    relay: Relay,
    splice: Splice,
    body: Uint8Array,
    mayLead: (link: Link) => boolean,
  ): Promise<void> {
    const { parts } = this;
    const link = await reachWithin(parts, splice, relay.previous.link, reachTimeout);
    const id = splice.pathId;
    if (!link || relay.state !== 'building') return;
    if (!mayLead(link)) {
      parts.drop('splice-busy');
      return;
    }
    const isMine = mayChoose(parts.identityKey, link.identityKey, id);
    const expected = answerTo(splice.token);
    const answered = {
      receive: (_bit: number, answer: Uint8Array): void => {
        if (!equal(answer.subarray(0, tokenLength), expected) || relay.state !== 'building') {
          parts.drop('splice-forged');
          return;
        }
        parts.ways.remove(link, id);
        const old = relay.next!;
        parts.ways.remove(old.link, old.id);
        parts.ways.add(link, id, relay.fromNext);
        relay.next = { link, id };
        relay.built(body);
      },
      linkClosed: () => relay.close(),
    };
    if (!isMine || !parts.ways.add(link, id, answered)) return;
    relay.spliced = { link, id };
    parts.sendRelayed(link, id, bodyOf(splice.token));
  }
}

function answerTo(token: Uint8Array): Uint8Array {
  return hash(tokenLength, 'phantom splice', token);
}

function bodyOf(token: Uint8Array): Uint8Array {
  const body = new Uint8Array(bodyLength);
  body.set(token);
  return body;
}

function nameOf(identityKey: Uint8Array, pathId: number): string {
  return `${textOf(identityKey)} ${pathId}`;
}
