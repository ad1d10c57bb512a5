/**
 * Congestion of one link. Both ends number their cells through, over all sessions, and report in every cell what they
 * received; from that the sender knows round trip, delivered rate, and how long its cells stand in queues on the way.
 * When that is longer than 30 ms it paces itself below what gets through, so that the queue stands here, where
 * it can be kept short and fair, and not in somebody's modem. A queue of ours gets shorter when we send less. What does not, or what
 * stands while we send next to nothing, is no queue of ours: the way has become longer, as it does where a route or a network
 * changes, and is measured anew.
 */
import type { Report } from '../wire/report.js';
import {
  drainTime,
  leastTrips,
  maxDrain,
  paceGrowth,
  paceWindow,
  proofOfQueue,
  queueLimit,
  reportEvery,
} from './constants.js';

/** Send times are kept for at most so many cells under way; most links never need more than a few. */
const maxRing = 8192;
/** Cells per second that are always let go: who sends no more makes no queue that sending less would shorten. Over how long, ms? */
const minPace = 10;
const quietWindow = 1_000;
/** Reports held for longer than this are not measured, ms. */
const longestHold = 1_000;
/** So many cells without a report of any, and the oldest of them so many ms old, are no coincidence. */
const unheardCells = 8;
const unheardAfter = 3_000;
/** How far cells may overtake each other. */
const reorderLimit = 16;
/** How long a smallest round trip counts as the way's own, in ms. */
const baseWindow = 30_000;

export class Flow {
  /** Smallest round trips of this and of the last window. */
  #base = Number.POSITIVE_INFINITY;
  #lastBase = Number.POSITIVE_INFINITY;
  #baseUntil = 0;
  /** When the cell with a counter was sent, by counter modulo the ring's length. */
  #sentAt: number[] = new Array(8).fill(0);
  #nextCounter: number;
  #acknowledged: number;
  #delivered = 0;
  #windowAt = 0;
  #windowDelivered = 0;
  #windowSent = 0;
  #shortest = Number.POSITIVE_INFINITY;
  /** Round trips in this window, the last of them, and by how much one differs from the next, smoothed (RFC 3550); ms. */
  #trips = 0;
  #lastTrip: number | null = null;
  #jitter = 0;
  #steps = 0;
  /** Cells per second that got through when a queue last stood. */
  #knee = 0;
  /** What looks like a queue now: since when, and how long it was at most; ms. */
  #queue: { readonly since: number; longest: number } | null = null;
  #lastReceived = 0;
  #highest = -1;
  #highestAt = 0;
  #received = 0;
  #unreported = 0;
  /** Cells per second that may be sent; infinite while the way is free. */
  pace = Number.POSITIVE_INFINITY;
  /** ms that cells stood in queues between the ends during the last window. */
  queueing = 0;
  /** Round trip and by how much it varies, smoothed (RFC 6298), ms; infinite and 0 until known. */
  trip = Number.POSITIVE_INFINITY;
  varies = 0;
  /** ms there and back with empty queues; infinite until known. */
  get base(): number {
    return Math.min(this.#base, this.#lastBase);
  }

  /** @param firstCounter numbers below were used in sessions that still live and must never come again */
  constructor(firstCounter = 0) {
    this.#nextCounter = firstCounter;
    this.#acknowledged = firstCounter - 1;
    this.#windowSent = firstCounter;
  }

  /**
   * What to go on with when the peer turns out to have started anew: it counts from 0 again and knows nothing of what
   * it reported before.
   */
  afresh(): Flow {
    return new Flow(this.#nextCounter);
  }

  /** Whether the first cell of a session, with this counter, can only come from a peer that started anew. */
  isAnew(counter: number): boolean {
    return counter + reorderLimit < this.#highest;
  }

  /** The number for the next cell out. */
  sent(now: number): number {
    const counter = this.#nextCounter++;
    if (counter - this.#acknowledged > this.#sentAt.length && this.#sentAt.length < maxRing) this.#grow();
    this.#sentAt[counter % this.#sentAt.length] = now;
    this.#unreported = 0;
    return counter;
  }

  /** A genuine cell came in. */
  received(counter: number, now: number): void {
    if (counter > this.#highest) {
      this.#highest = counter;
      this.#highestAt = now;
    }
    this.#received += 1;
    this.#unreported += 1;
  }

  /** Whether so much came in since a cell last went out that one must go out just to report. */
  get mustReport(): boolean {
    return this.#unreported >= reportEvery;
  }

  /**
   * Whether the peer goes on reporting, but nothing of what went out lately: cells that are too long for the way, say.
   */
  isUnheard(now: number): boolean {
    const oldest = this.#acknowledged + 1;
    const count = this.#nextCounter - oldest;
    if (count < unheardCells || count > this.#sentAt.length) return false;
    return now - this.#sentAt[oldest % this.#sentAt.length]! > unheardAfter;
  }

  /** What goes into the next cell out. */
  report(now: number): Report {
    return { highest: Math.max(this.#highest, 0), hold: now - this.#highestAt, received: this.#received };
  }

  /** The other end's report. One that cannot be true changes nothing. */
  reported(report: Report, now: number): void {
    const count = (report.received - this.#lastReceived) & 0xffff;
    // More than half the range is a report that was overtaken by a newer one.
    if (count === 0 || count >= 0x8000) return;
    const counter = this.#fullCounter(report.highest);
    if (counter === null || this.#delivered + count > this.#nextCounter) return;
    this.#lastReceived = report.received;
    this.#delivered += count;
    if (counter > this.#acknowledged) {
      this.#acknowledged = counter;
      const trip = now - this.#sentAt[counter % this.#sentAt.length]! - report.hold;
      // What was held for long says nothing of the way as it is now, and the longest times are cut off in the report.
      if (trip >= 0 && report.hold < longestHold) this.#measured(trip, now);
    }
    this.#adjust(now);
  }

  /** Careful around the rate at which a queue last stood, quick below it, and quicker where it was left behind without one. */
  #growth(): number {
    const place = this.pace / this.#knee;
    if (place < 0.85) return paceGrowth.below;
    return place < 1.2 ? paceGrowth.near : paceGrowth.beyond;
  }

  #grow(): void {
    const old = this.#sentAt;
    const ring: number[] = new Array(old.length * 2).fill(0);
    for (let back = 1; back <= old.length; back += 1) {
      const counter = this.#nextCounter - 1 - back;
      if (counter >= 0) ring[counter % ring.length] = old[counter % old.length]!;
    }
    this.#sentAt = ring;
  }

  #fullCounter(low: number): number | null {
    const next = this.#nextCounter;
    let counter = next - (next % 2 ** 32) + low;
    if (counter >= next) counter -= 2 ** 32;
    return counter >= 0 && counter >= next - this.#sentAt.length ? counter : null;
  }

  /**
   * One round trip. The shortest of a window counts: a queue that stands makes all of them long, a process that
   * was kept waiting for its processor only some.
   */
  #measured(trip: number, now: number): void {
    if (now >= this.#baseUntil) {
      // While we hold the queue down ourselves the old figure stays the truer one.
      this.#lastBase = this.#base;
      this.#base = trip;
      this.#baseUntil = now + baseWindow;
    }
    if (Number.isFinite(this.trip)) {
      this.varies += (Math.abs(this.trip - trip) - this.varies) / 4;
      this.trip += (trip - this.trip) / 8;
    } else {
      this.trip = trip;
      this.varies = trip / 8;
    }
    // A queue that builds up hardly tells one trip from the next; a way whose delay jumps does.
    if (this.#lastTrip !== null) {
      this.#steps = Math.min(this.#steps + 1, 16);
      this.#jitter += (Math.abs(trip - this.#lastTrip) - this.#jitter) / this.#steps;
    }
    this.#lastTrip = trip;
    this.#trips += 1;
    this.#base = Math.min(this.#base, trip);
    this.#shortest = Math.min(this.#shortest, trip);
  }

  /** Once per window: compares what was sent with what arrived. */
  #adjust(now: number): void {
    const span = now - this.#windowAt;
    if (span < Math.max(paceWindow, Number.isFinite(this.base) ? this.base : 0)) return;
    const sent = ((this.#nextCounter - this.#windowSent) * 1000) / span;
    const isQuiet = span >= quietWindow && sent <= minPace;
    // Where the way's own delay jumps, the shortest of a few trips says nothing.
    if (this.#trips < (isQuiet ? 1 : leastTrips)) return;
    const limit = queueLimit + 3 * this.#jitter;
    this.#trips = 0;
    const delivered = ((this.#delivered - this.#windowDelivered) * 1000) / span;
    const first = this.#windowAt === 0;
    if (Number.isFinite(this.#shortest)) this.queueing = this.#shortest - this.base;
    this.#shortest = Number.POSITIVE_INFINITY;
    this.#windowAt = now;
    this.#windowDelivered = this.#delivered;
    this.#windowSent = this.#nextCounter;
    if (first) return;
    if (this.queueing <= limit) this.#queue = null;
    if (this.queueing > limit) {
      const isNew = this.#queue === null;
      this.#queue ??= { since: now, longest: 0 };
      this.#queue.longest = Math.max(this.#queue.longest, this.queueing);
      if (isQuiet || this.#isOfTheWay(this.#queue, now)) {
        this.#beginAnew(now);
        return;
      }
      // One window may just have been a processor with much to do.
      if (isNew && this.pace === Number.POSITIVE_INFINITY) return;
      this.#knee = delivered;
      // What gets through, less what lets the queue drain within about a third of a second.
      const drain = Math.min(this.queueing / drainTime, maxDrain);
      this.pace = Math.max(minPace, delivered * (1 - drain));
    } else if (Number.isFinite(this.pace)) {
      if (this.queueing < limit / 2) this.pace *= this.#growth();
      // Nobody has used the pace up for long: it limits nothing and must not surprise the next burst.
      if (this.pace > 4 * Math.max(sent, minPace)) this.pace = Number.POSITIVE_INFINITY;
    }
  }
  /** Whether sending less has had its time to show, and has not made it much shorter. */
  #isOfTheWay({ since, longest }: { since: number; longest: number }, now: number): boolean {
    const shown = proofOfQueue.after + proofOfQueue.trips * (this.base + longest);
    return now - since > shown && this.queueing > proofOfQueue.left * longest;
  }

  /** The way is as long as it is now, with empty queues; how much gets through is as unknown as it was at first. */
  #beginAnew(now: number): void {
    this.#base = this.#lastBase = this.base + this.queueing;
    this.#baseUntil = now + baseWindow;
    this.queueing = 0;
    this.#queue = null;
    this.#knee = 0;
    this.pace = Number.POSITIVE_INFINITY;
  }
}
