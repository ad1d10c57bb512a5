/** What is known of one neighbour, and what is due with it. Decides; links.ts does. */

import { equal } from '../crypto/hash.js';
import { nodeIdOf } from '../crypto/identity.js';
import { sameEndpoint } from '../net/address.js';
import type { Endpoint } from '../net/net.js';
import { challengeAfter, confirmAgainAfter, keepaliveRange, probeAfter, silenceLimit } from './constants.js';
import { Flow } from './flow.js';
import type { Session } from './session.js';
import type { Link } from './types.js';

/** More only arise when both ends keep dialling each other at once. */
const maxSessions = 4;

/** What upkeep finds to do. `dead`: nothing else matters. */
export type Due = 'dead' | 'confirm' | 'rekey' | 'keepalive';

export class PeerLink implements Link {
  readonly nodeId: Uint8Array;
  /** Cells are numbered through over all sessions, and congestion is the way's, not a session's. */
  flow = new Flow();
  /** Newest first. */
  readonly sessions: Session[] = [];
  heardAt: number;
  bytesIn = 0;
  bytesOut = 0;
  rtt: number | null = null;
  open = true;
  /** Since when a request stands without any sign of life; null when none does. */
  waitingSince: number | null = null;
  /** Where the peer seems to be now, until it proves it from there. */
  #claim: { readonly endpoint: Endpoint; readonly id: Uint8Array; readonly at: number } | null = null;
  #keepaliveAt = 0;
  #confirmAt = 0;
  #confirmPause: number = confirmAgainAfter;

  constructor(
    readonly identityKey: Uint8Array,
    readonly puzzleNonce: Uint8Array,
    readonly direction: 'out' | 'in',
    public endpoint: Endpoint,
    readonly since: number,
  ) {
    this.nodeId = nodeIdOf(identityKey, puzzleNonce);
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
    this.sessions.unshift(session);
    this.#confirmPause = confirmAgainAfter;
    this.#confirmAt = now + this.#confirmPause;
    return this.sessions.splice(maxSessions);
  }

  /** Takes out and returns the sessions that have ended. */
  ended(now: number): Session[] {
    const gone = this.sessions.filter((session) => session.endsAt <= now);
    for (const session of gone) this.sessions.splice(this.sessions.indexOf(session), 1);
    return gone;
  }

  /**
   * The newest cell came from another address. True when `id` (8 random bytes) should be sent there as a challenge:
   * at most once a second.
   */
  seenAt(endpoint: Endpoint, id: Uint8Array, now: number): boolean {
    if (sameEndpoint(endpoint, this.endpoint) || (this.#claim && now < this.#claim.at + challengeAfter))
      return false;
    this.#claim = { endpoint, id, at: now };
    return true;
  }

  /** A proof came from `endpoint`; the link moves there when it repeats the last challenge. False when it does not. */
  proven(endpoint: Endpoint, id: Uint8Array): boolean {
    const claim = this.#claim;
    if (!claim || !sameEndpoint(claim.endpoint, endpoint) || !equal(claim.id, id)) return false;
    this.endpoint = endpoint;
    this.#claim = null;
    return true;
  }

  heard(now: number, bytes: number): void {
    this.heardAt = now;
    this.waitingSince = null;
    this.bytesIn += bytes;
  }

  /** `random`: a number in [0, 1). */
  sent(now: number, bytes: number, random: number): void {
    this.bytesOut += bytes;
    const [least, most] = keepaliveRange;
    this.#keepaliveAt = now + least + random * (most - least);
  }

  /** What is due at `now`, and when to look again at the latest. */
  due(now: number): { due: Due[]; next: number } {
    const newest = this.sessions[0];
    if (!newest || now - this.heardAt >= silenceLimit) return { due: ['dead'], next: now };
    const due: Due[] = [];
    const times = [this.heardAt + silenceLimit, ...this.sessions.map((session) => session.endsAt)];
    if (newest.role === 'initiator' && !newest.heard) {
      if (now >= this.#confirmAt) {
        due.push('confirm');
        this.#confirmPause *= 2;
        this.#confirmAt = now + this.#confirmPause;
      }
      times.push(this.#confirmAt);
    }
    const probeAt = this.waitingSince === null ? Number.POSITIVE_INFINITY : this.waitingSince + probeAfter;
    const rekeyAt = Math.min(newest.rekeyAt, probeAt);
    if (now >= rekeyAt) due.push('rekey');
    else times.push(rekeyAt);
    if (now >= this.#keepaliveAt) due.push('keepalive');
    else times.push(this.#keepaliveAt);
    return { due, next: Math.min(...times) };
  }
}
