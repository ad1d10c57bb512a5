/** What is known of one neighbour, and what is due with it. Decides; links.ts does. */

import type { Timer } from '../clock/clock.js';
import { equal } from '../crypto/hash.js';
import { identityOf } from '../crypto/identities.js';
import type { Random } from '../crypto/random.js';
import { sameEndpoint } from '../net/address.js';
import type { Endpoint } from '../net/net.js';
import {
  challengeAfter,
  confirmAgainAfter,
  confirmLimit,
  keepaliveRange,
  probeAfter,
  silenceLimit,
  supersededLife,
} from './constants.js';
import { Flow } from './flow.js';
import type { Session } from './session.js';
import { Size } from './size.js';
import type { Link } from './types.js';

/** More only arise when both ends keep dialling each other at once. */
const maxSessions = 4;

/** What upkeep finds to do. */
export interface Due {
  readonly confirm: boolean;
  readonly rekey: boolean;
  readonly keepalive: boolean;
}

/** What a peer counts as having until it says its onion key. */
const noOnionKey = new Uint8Array(32);

export class PeerLink implements Link {
  readonly identityKey: Uint8Array;
  readonly puzzleNonce: Uint8Array;
  readonly nodeId: Uint8Array;
  readonly isUnlisted: boolean;
  /** Cells are numbered through over all sessions, and congestion is the way's, not a session's. */
  flow = new Flow();
  readonly size: Size;
  /** Newest first. */
  sessions: readonly Session[] = [];
  heardAt: number;
  bytesIn = 0;
  bytesOut = 0;
  rtt: number | null = null;
  /** The peer's, as it said in the newest session. */
  onionKey: Uint8Array = noOnionKey;
  open = true;
  /** Whether this is the link that stands for its peer; a candidate that waits for confirmation is not. */
  isUp = false;
  isUnasked = false;
  /** When links.ts looks at this link again. */
  upkeep: Timer | null = null;
  /** Since when a request stands without any sign of life; null when none does. */
  waitingSince: number | null = null;
  /** Where the peer seems to be now, until it proves it from there. */
  #claim: { readonly endpoint: Endpoint; readonly id: Uint8Array; readonly at: number } | null = null;
  #sentAt = 0;
  #keepalivePause: number = keepaliveRange[0];
  #confirmAt = 0;
  #confirmPause: number = confirmAgainAfter;

  constructor(
    identityKey: Uint8Array,
    said: { readonly puzzleNonce: Uint8Array; readonly isUnlisted: boolean },
    readonly direction: 'out' | 'in',
    public endpoint: Endpoint,
    readonly since: number,
    /** Whether the handshake came in halves. */
    isHalved: boolean,
  ) {
    this.size = new Size(isHalved, since);
    const identity = identityOf(identityKey, said.puzzleNonce);
    this.identityKey = identity.identityKey;
    this.puzzleNonce = identity.puzzleNonce;
    this.nodeId = identity.nodeId;
    this.isUnlisted = said.isUnlisted;
    this.heardAt = since;
  }

  /**
   * The session to send in: the newest of which we know that the peer has it too; with none such, the newest one
   * that has an address at all.
   */
  get sending(): Session | null {
    return (
      this.sessions.find((session) => session.remote && (session.role === 'responder' || session.heard)) ??
      this.sessions.find((session) => session.remote) ??
      null
    );
  }

  /** Takes a session in; returns those that must go for it. */
  add(session: Session, now: number): Session[] {
    const all = [session, ...this.sessions];
    this.sessions = all.slice(0, maxSessions);
    this.#confirmPause = confirmAgainAfter;
    this.#confirmAt = now + this.#confirmPause;
    return all.slice(maxSessions);
  }

  /** The session has ended. */
  without(session: Session): void {
    this.sessions = this.sessions.filter((each) => each !== session);
  }

  /** Takes out and returns the sessions that have ended. */
  ended(now: number): readonly Session[] {
    if (now < this.#nextEnd()) return [];
    const gone = this.sessions.filter((session) => this.#endOf(session) <= now);
    for (const session of gone) this.without(session);
    return gone;
  }

  /**
   * When a session ends. Both ends may take another one for the newest (when both dialled at once), so an old one goes
   * only when the peer uses it no more. One that the peer never heard of is gone there by then.
   */
  #endOf(session: Session): number {
    const { since, heardAt, endsAt } = session;
    if (isUnconfirmed(session)) return Math.min(endsAt, since + confirmLimit);
    const newest = this.sessions.find((each) => each.heard);
    const isOld = newest !== undefined && newest !== session && newest.since >= since;
    return isOld ? Math.min(endsAt, Math.max(newest.since, heardAt ?? since) + supersededLife) : endsAt;
  }

  /**
   * When a new session is due: by the age of the newest, or of an older one that the peer goes on using beside it, or
   * because a request stays without any sign of life.
   */
  #rekeyAt(newest: Session): number {
    const probeAt = this.waitingSince === null ? Number.POSITIVE_INFINITY : this.waitingSince + probeAfter;
    let at = Math.min(newest.rekeyAt, probeAt);
    for (const session of newest.heard ? this.sessions : []) {
      const { heardAt, rekeyAt } = session;
      if (heardAt !== null && heardAt > newest.since + keepaliveRange[1]) at = Math.min(at, rekeyAt);
    }
    return at;
  }

  #nextEnd(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const session of this.sessions) next = Math.min(next, this.#endOf(session));
    return next;
  }

  /**
   * Where the newest cell came from. When that is another address, the 8 bytes to send there as a challenge, at most
   * once a second; else null.
   */
  seenAt(endpoint: Endpoint, random: Random, now: number): Uint8Array | null {
    if (sameEndpoint(endpoint, this.endpoint) || (this.#claim && now < this.#claim.at + challengeAfter))
      return null;
    this.#claim = { endpoint, id: random.bytes(8), at: now };
    return this.#claim.id;
  }

  /** A proof came from `endpoint`; the link moves there when it repeats the last challenge. False when it does not. */
  proven(endpoint: Endpoint, id: Uint8Array): boolean {
    const claim = this.#claim;
    if (!claim || !sameEndpoint(claim.endpoint, endpoint) || !equal(claim.id, id)) return false;
    this.endpoint = endpoint;
    this.size.moved();
    this.#claim = null;
    return true;
  }

  /** A new session was made with the peer at `endpoint`; its handshake came through whole or in halves. */
  handshookAt(endpoint: Endpoint, isHalved: boolean, now: number): void {
    if (!sameEndpoint(endpoint, this.endpoint)) this.size.moved();
    this.endpoint = endpoint;
    if (isHalved) this.size.halve(now);
  }

  heard(now: number, bytes: number): void {
    this.heardAt = now;
    this.waitingSince = null;
    this.bytesIn += bytes;
  }

  sent(now: number, bytes: number): void {
    this.bytesOut += bytes;
    this.#sentAt = now;
  }

  /** How long the next silence may be: no two are the same. `random`: a number in [0, 1). */
  varyKeepalive(random: number): void {
    const [least, most] = keepaliveRange;
    this.#keepalivePause = least + random * (most - least);
  }

  get #keepaliveAt(): number {
    return this.#sentAt + this.#keepalivePause;
  }

  /** What is due at `now`; `dead`: nothing else matters. `wokeAt`: silence before that was our own sleep's. */
  due(now: number, wokeAt: number): Due | 'dead' {
    const newest = this.sessions[0];
    if (!newest || now - Math.max(this.heardAt, wokeAt) >= silenceLimit) return 'dead';
    const confirm = isUnconfirmed(newest) && now >= this.#confirmAt;
    if (confirm) {
      this.#confirmPause *= 2;
      this.#confirmAt = now + this.#confirmPause;
    }
    return { confirm, rekey: now >= this.#rekeyAt(newest), keepalive: now >= this.#keepaliveAt };
  }

  /** When to look again at the latest, once what is due at `now` was done. */
  nextLook(now: number): number {
    const newest = this.sessions[0];
    if (!newest) return now;
    const { heardAt, size } = this;
    let next = Math.min(heardAt + silenceLimit, this.#nextEnd(), this.#keepaliveAt, size.nextLook);
    if (isUnconfirmed(newest)) next = Math.min(next, this.#confirmAt);
    const rekeyAt = this.#rekeyAt(newest);
    // A new session that is due and on its way wakes whoever waits for it when it is there.
    return rekeyAt > now ? Math.min(next, rekeyAt) : next;
  }
}

/** Whether we have yet to hear that the peer knows how to address us in this session. */
function isUnconfirmed(session: Session): boolean {
  return session.role === 'initiator' && !session.heard;
}
