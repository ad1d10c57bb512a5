/**
 * First messages that wait for an answer: to new peers, and to old ones whose session grows old or who fell silent.
 * An attempt tries a peer's endpoints in turn, each with a few first messages, some without a time and some as two
 * halves. A loaded peer asks for a cookie first, which costs one round trip. Every message still unanswered stays valid
 * until the attempt ends.
 *
 *     trying --> (answer) --> linked            trying --> (all endpoints silent) --> failed
 */
import type { Clock, Timer } from '../clock/clock.js';
import { equal, wipe } from '../crypto/hash.js';
import type { Random } from '../crypto/random.js';
import { formatEndpoint } from '../net/address.js';
import type { Endpoint } from '../net/net.js';
import { textOf } from '../wire/bytes.js';
import type { Half } from '../wire/handshake.js';
import { halfHeaderLength, saltLength } from '../wire/sizes.js';
import { briefTurns, dialTurns, maxAnswers, maxRetries } from './constants.js';
import { saltWith } from './cookies.js';
import { backTokens, cutFirst, halfKeyOf } from './halves.js';
import { type Begun, begin, cookieOf, type Responder, responderOf, type Self } from './handshake.js';
import type { PeerLink } from './peer-link.js';
import type { PeerAddress } from './types.js';

export interface Attempt {
  readonly peer: PeerAddress;
  /** Null: no such key can exist. */
  readonly responder: Responder | null;
  readonly startedAt: number;
  /** First messages to each endpoint. */
  readonly turns: typeof dialTurns | typeof briefTurns;
  /** Messages sent so far, over all endpoints. */
  sent: number;
  readonly begun: Begun[];
  /** Whether the first message goes as two halves, since nothing else passes. */
  readonly isHalvedFirst: boolean;
  /** What the endpoint being tried asked us to prove our address with, and how often it asked. */
  cookie: Uint8Array | null;
  retries: number;
  timer: Timer | null;
  readonly waiting: ((link: PeerLink | null) => void)[];
}

export class Dialler {
  readonly #attempts = new Map<string, Attempt>();
  /** What a half of an answer or a retry begins with; `id` is that of its message. */
  readonly #byHalfToken = new Map<string, { readonly id: string; readonly half: Half }>();
  readonly #byToken = new Map<
    string,
    { attempt: Attempt; begun: Begun; endpoint: Endpoint; triesLeft: number }
  >();

  constructor(
    readonly parts: {
      readonly clock: Clock;
      readonly random: Random;
      readonly self: Self;
      /** Network time in seconds, or 0. */
      readonly time: () => number;
      readonly send: (datagram: Uint8Array, to: Endpoint, peer: PeerAddress) => void;
    },
  ) {}

  get dialling(): PeerAddress[] {
    return [...this.#attempts.values()].map((attempt) => attempt.peer);
  }

  /**
   * The link once there is one, or null when nobody answered. Callers for one peer at the same endpoints share an attempt;
   * with others they get one of their own, as a wrong endpoint that somebody named must not keep those waiting who know better.
   */
  dial(peer: PeerAddress, isBrief = false, isHalvedFirst = false): Promise<PeerLink | null> {
    const key = nameOf(peer);
    let attempt = this.#attempts.get(key);
    if (!attempt) {
      attempt = {
        peer,
        responder: responderOf(this.parts.self, peer.identityKey),
        startedAt: this.parts.clock.now(),
        turns: isBrief ? briefTurns : dialTurns,
        sent: 0,
        begun: [],
        isHalvedFirst,
        cookie: null,
        retries: 0,
        timer: null,
        waiting: [],
      };
      this.#attempts.set(key, attempt);
      this.#next(attempt);
    }
    const { waiting } = attempt;
    return new Promise((resolve) => waiting.push(resolve));
  }

  isDialling(identityKey: Uint8Array): boolean {
    return this.#to(identityKey).length > 0;
  }

  /**
   * The first message that a datagram answers by its token; it waits on, since whoever sees it on its way and knows the channel can
   * forge an answer, but not for many of those. A retry is dealt with here: the next first message goes out at once.
   */
  take(datagram: Uint8Array): Begun | 'retry' | 'spent' | null {
    if (this.#byToken.size === 0) return null;
    const token = textOf(datagram.subarray(0, saltLength));
    const found = this.#byToken.get(token);
    if (!found) return null;
    const { attempt, begun, endpoint } = found;
    if (token === begun.token) {
      found.triesLeft -= 1;
      return found.triesLeft >= 0 ? begun : 'spent';
    }
    this.#byToken.delete(token);
    // One that comes late, from an endpoint that was given up, would set the wrong cookie for the next.
    if (endpoint === this.#endpoint(attempt) && attempt.retries < maxRetries) {
      attempt.retries += 1;
      attempt.cookie = cookieOf(this.parts.self, begun, datagram);
      this.#send(attempt, endpoint);
    }
    return 'retry';
  }

  /** Which half of which answer to us this is; null when it is none. */
  halfOf(datagram: Uint8Array): { readonly id: string; readonly half: Half } | null {
    if (this.#byHalfToken.size === 0) return null;
    return this.#byHalfToken.get(textOf(datagram.subarray(0, halfHeaderLength))) ?? null;
  }

  /** Ends all attempts to this peer for everybody who waits for them. */
  settle(identityKey: Uint8Array, link: PeerLink | null): void {
    for (const attempt of this.#to(identityKey)) this.#end(attempt, link);
  }

  #end(attempt: Attempt, link: PeerLink | null): void {
    this.#attempts.delete(nameOf(attempt.peer));
    attempt.timer?.cancel();
    for (const begun of attempt.begun) {
      this.#byToken.delete(begun.retryToken);
      for (const token of this.#backTokens(begun)) this.#byHalfToken.delete(textOf(token));
      if (this.#byToken.delete(begun.token)) begun.noise.end();
    }
    if (attempt.responder) wipe(attempt.responder.sharedStatic);
    for (const resolve of attempt.waiting) resolve(link);
  }

  close(): void {
    for (const attempt of [...this.#attempts.values()]) this.#end(attempt, null);
  }

  #to(identityKey: Uint8Array): Attempt[] {
    return [...this.#attempts.values()].filter(({ peer }) => equal(peer.identityKey, identityKey));
  }

  /** The endpoint that the last message went to. */
  #endpoint(attempt: Attempt): Endpoint | undefined {
    return attempt.peer.endpoints[Math.floor((attempt.sent - 1) / attempt.turns.length)];
  }

  #next(attempt: Attempt): void {
    const { clock, random } = this.parts;
    const turn = attempt.sent % attempt.turns.length;
    attempt.sent += 1;
    // A cookie is one endpoint's.
    if (turn === 0) {
      attempt.cookie = null;
      attempt.retries = 0;
    }
    if (!this.#send(attempt, this.#endpoint(attempt))) {
      // After the last endpoint, or no such key can exist. Told later: the caller still sets up what waits for it.
      attempt.timer = clock.after(0, () => this.#end(attempt, null));
      return;
    }
    attempt.timer = clock.after(attempt.turns[turn]!.pause * (0.9 + 0.2 * random.next()), () =>
      this.#next(attempt),
    );
  }

  /** Another first message; false when none can be made. */
  #send(attempt: Attempt, endpoint: Endpoint | undefined): boolean {
    const { random, self, time, send } = this.parts;
    const { isTimed, isHalved } = attempt.turns[(attempt.sent - 1) % attempt.turns.length]!;
    const salt = attempt.cookie ? saltWith(attempt.cookie, random.bytes(4)) : random.bytes(saltLength);
    const { responder } = attempt;
    const begun =
      endpoint && responder && begin(self, responder, isTimed ? time() : 0, salt, random.bytes(32));
    if (!endpoint || !begun) return false;
    attempt.begun.push(begun);
    for (const token of [begun.token, begun.retryToken])
      this.#byToken.set(token, { attempt, begun, endpoint, triesLeft: maxAnswers });
    if (isHalved === attempt.isHalvedFirst) {
      send(begun.datagram, endpoint, attempt.peer);
      return true;
    }
    this.#backTokens(begun).forEach((token, half) => {
      this.#byHalfToken.set(textOf(token), { id: begun.token, half: half as Half });
    });
    for (const half of cutFirst(halfKeyOf(self.channelKey, begun.responder), begun.datagram))
      send(half, endpoint, attempt.peer);
    return true;
  }

  #backTokens(begun: Begun): [Uint8Array, Uint8Array] {
    return backTokens(this.parts.self.channelKey, begun.responder, begun.salt);
  }
}

function nameOf({ identityKey, endpoints }: PeerAddress): string {
  return `${textOf(identityKey)} ${endpoints.map(formatEndpoint).join(' ')}`;
}
