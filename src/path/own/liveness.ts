/**
 * Whether a path of ours still carries anything: decided from when something went out and came back. A path in use that
 * falls silent is asked several times, and given up soon after the answer is due; an idle one is asked now and then, which
 * also keeps it at its hops. Pure: `now` comes in, the shell sends and waits.
 *
 *     idle -> in use -> asking -> dead
 *              ^  |       |
 *              +--+-------+      (something came back)
 */
import { assumedRtt, inUseFor, keepaliveRange, probeEvery, probeFor, quietAfter } from '../constants.js';

export type Due = { readonly wait: number; readonly ping: boolean } | 'dead';

export class Liveness {
  /** Smoothed round trip, ms. */
  rtt: number | null = null;
  #heardAt: number;
  /** The last cell of a join, either way. */
  #usedAt = Number.NEGATIVE_INFINITY;
  /** The first of those after the path was idle: before it there was nothing to be answered. */
  #usedSince = Number.NEGATIVE_INFINITY;
  /** The last ping that keeps an idle path, as long as nothing came back. */
  #askedAt: number | null = null;
  #askingSince: number | null = null;
  #keepaliveAt: number;

  /** @param chance a number in [0, 1) for each pause between keepalives */
  constructor(
    now: number,
    readonly chance: () => number,
  ) {
    this.#heardAt = now;
    // The first ping goes at once: it tells the round trip, and whether the end hop has our keys.
    this.#keepaliveAt = now;
  }

  /** A cell of a join went out or came in. True when `due` must be asked soon, because the path was idle. */
  used(now: number): boolean {
    const wasIdle = now - this.#usedAt >= inUseFor;
    this.#usedAt = now;
    if (wasIdle) this.#usedSince = now;
    return wasIdle;
  }

  /** Something genuine came back. */
  heard(now: number): void {
    this.#heardAt = now;
    this.#askedAt = null;
    this.#askingSince = null;
  }

  /** Whether it still lives is to be asked at once. */
  woke(now: number): void {
    this.#keepaliveAt = now;
  }

  /** The answer to a ping took so long. RFC 6298's smoothing. */
  measured(took: number): void {
    this.rtt = this.rtt === null ? took : this.rtt * 0.875 + took * 0.125;
  }

  /** What is to be done now, and when to ask again. `wokeAt`: what came back before was lost with our sleep. */
  due(now: number, wokeAt = Number.NEGATIVE_INFINITY): Due {
    const usual = this.rtt ?? assumedRtt;
    if (this.#askingSince !== null) this.#askingSince = Math.max(this.#askingSince, wokeAt);
    if (this.#askingSince !== null) {
      const left = this.#askingSince + usual + probeFor - now;
      return left <= 0 ? 'dead' : { wait: Math.min(probeEvery, left), ping: true };
    }
    const quiet = quietAfter + 1.5 * usual;
    const untilKeepalive = this.#keepaliveAt - now;
    if (untilKeepalive <= 0) {
      this.#keepaliveAt = now + this.#pause();
      this.#askedAt ??= now;
      return { wait: quiet, ping: true };
    }
    if (this.#askedAt === null && now - this.#usedAt >= inUseFor)
      return { wait: untilKeepalive, ping: false };
    const left = Math.max(this.#heardAt, this.#usedSince, this.#askedAt ?? 0, wokeAt) + quiet - now;
    if (left > 0) return { wait: Math.min(left, untilKeepalive), ping: false };
    this.#askingSince = now;
    return { wait: Math.min(probeEvery, usual + probeFor), ping: true };
  }

  #pause(): number {
    const [least, most] = keepaliveRange;
    return least + this.chance() * (most - least);
  }
}
