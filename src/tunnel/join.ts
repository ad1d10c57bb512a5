/**
 * One join of a tunnel: two paths that meet, seen from one end. It has keys, counters and a replay window of its own, and
 * knows how its way does: round trip and pace from the delivery reports in every cell (link/flow.ts), and whether it
 * still answers.
 *
 *     unproven --the other end has shown that it reads here--> proven --silent, replaced, path closed--> closed
 */
import { wipe } from '../crypto/hash.js';
import type { TransportKeys } from '../crypto/noise.js';
import { Flow } from '../link/flow.js';
import { ReplayWindow } from '../link/replay-window.js';
import type { OwnPath } from '../path/types.js';
import { decodeReport, writeReport } from '../wire/report.js';
import type { CellBuffer } from './cell.js';
import { askAfter, joinDeadAfter, leaveBefore, lossLimit, renewBefore, silenceLimit } from './constants.js';
import { joinKey } from './handshake.js';
import { LossMeter } from './loss.js';

/** Round trip assumed before one was measured, ms. */
const unknownTrip = 300;
/** So many cells, four reports' worth, went out without any report, for so many of the usual pauses between them. */
const leastUnheard = 64;
const usualPauses = 10;
/** A longer one is none of the usual: nothing was sent there, ms. */
const longestPause = 1_000;

export type Arrival = 'ok' | 'replay' | 'forged' | 'malformed';

export class Join {
  state: 'unproven' | 'proven' | 'closed' = 'unproven';
  readonly flow = new Flow();
  readonly #window = new ReplayWindow();
  /** Of our cells, by the other end's reports; and of its cells. */
  readonly #lossOut = new LossMeter();
  readonly #lossIn = new LossMeter();
  /** How far apart signs of life come, smoothed; what went out since the last one, and from when on; ms. */
  #heardEvery = unknownTrip;
  #sentUnheard = 0;
  #unheardSince = 0;
  #highest = -1;
  #received = 0;
  readonly #sendKey: Uint8Array;
  readonly #receiveKey: Uint8Array;
  /** `Clock.now()` values. */
  heardAt: number;
  askedAt = Number.NEGATIVE_INFINITY;
  /** Since when a question waits for any sign of life; null when none does. */
  waitingSince: number | null = null;
  /** When the next cell may go, by the pace. */
  nextAt = 0;
  /** What this end must show the other, until it heard something from there. */
  counterproof: Uint8Array | null = null;
  /** What the other end must show. */
  expected: Uint8Array | null = null;

  constructor(
    readonly number: number,
    readonly path: OwnPath,
    readonly selector: number,
    keys: TransportKeys,
    readonly since: number,
    /** When the other end's path ends, as far as known here. */
    private othersEnd: number,
    /** Which entry point it goes to, as text; empty at the answering end. */
    readonly entry: string,
    /** From the first message to its answer, ms; null at the answering end. */
    private firstTrip: number | null,
  ) {
    this.#sendKey = joinKey(keys.send, number);
    this.#receiveKey = joinKey(keys.receive, number);
    this.heardAt = since;
  }

  /** When one of its two paths ends, as far as known here. */
  get endsAt(): number {
    return Math.min(this.path.expiresAt, this.othersEnd);
  }

  /** The other end's path is to be left, and ends at that time. */
  endBy(at: number): void {
    this.othersEnd = Math.min(this.othersEnd, at);
  }

  /** Round trip in ms, as long as it stood lately. */
  get rtt(): number {
    const { base, queueing } = this.flow;
    return Number.isFinite(base) ? base + queueing : this.#tripAtFirst;
  }

  /** How long an answer takes at most, unless it is no more to come; `deviations` as in RFC 6298, which has 4. */
  #patience(deviations: number): number {
    const { trip, varies } = this.flow;
    return Number.isFinite(trip) ? trip + deviations * varies : 1.25 * this.#tripAtFirst;
  }

  get #tripAtFirst(): number {
    return this.firstTrip ?? unknownTrip;
  }

  /** The greater part of cells lost, of both directions. */
  get loss(): number {
    return Math.max(this.#lossIn.loss, this.#lossOut.loss);
  }

  /** Whether a hop on the way seems to drop much of what passes. */
  get isLossy(): boolean {
    return this.loss > lossLimit;
  }

  get isOpen(): boolean {
    return this.state !== 'closed' && this.path.open;
  }

  /** Whether it leaves a question, or what was sent, unanswered for too long. */
  isSilent(now: number): boolean {
    return (
      this.#waitsLonger(now, Math.max(silenceLimit, this.#patience(4) + 100)) ||
      this.#isBrokenOff(now, silenceLimit) ||
      this.flow.isUnheard(now)
    );
  }

  /** Whether it looks as if that were to come: time to know which of the others live. */
  isDoubtful(now: number): boolean {
    return this.#waitsLonger(now, this.#patience(2) + 50) || this.#isBrokenOff(now, askAfter);
  }

  #waitsLonger(now: number, limit: number): boolean {
    return this.waitingSince !== null && now - this.waitingSince > limit;
  }

  /**
   * Reports came all the time and then no more, although cells go out without a break: that tells sooner than a question on a long way,
   * since the last reports were a round trip behind as well.
   */
  #isBrokenOff(now: number, limit: number): boolean {
    if (this.#sentUnheard < leastUnheard || this.#unheardSince - this.heardAt > askAfter) return false;
    return now - this.heardAt > Math.max(limit, usualPauses * this.#heardEvery);
  }

  isDead(now: number): boolean {
    return !this.isOpen || (this.waitingSince !== null && now - this.waitingSince > joinDeadAfter);
  }

  /** Whether it may carry packets, for a while still. */
  isFit(now: number): boolean {
    return this.state === 'proven' && this.isOpen && !this.isSilent(now);
  }

  isEnding(now: number): boolean {
    return this.endsAt - now < leaveBefore;
  }

  needsSuccessor(now: number): boolean {
    return this.endsAt - now < renewBefore;
  }

  /** The first sign of life: how long it took. */
  answered(now: number): void {
    this.firstTrip ??= now - this.since;
  }

  /** Our machine slept until then: nobody has left us waiting before. */
  woke(wokeAt: number): void {
    if (this.waitingSince !== null) this.waitingSince = Math.max(this.waitingSince, wokeAt);
  }

  asked(now: number): void {
    this.askedAt = now;
    this.waitingSince ??= now;
  }

  /** Seals what stands in the buffer and sends it; false when the path is closed. */
  send(cell: CellBuffer, now: number): boolean {
    if (this.#sentUnheard === 0) this.#unheardSince = now;
    this.#sentUnheard += 1;
    writeReport(cell.plain, this.flow.report(now));
    cell.seal(this.flow.sent(now), this.#sendKey);
    return this.path.send(this.selector, cell.rest);
  }

  /** Opens a cell into the buffer and reads its report. */
  receive(cell: CellBuffer, rest: Uint8Array, now: number): Arrival {
    const counter = cell.take(rest);
    if (counter === null) return 'malformed';
    if (!this.#window.check(counter)) return 'replay';
    if (!cell.open(counter, this.#receiveKey)) return 'forged';
    this.#window.mark(counter);
    const report = decodeReport(cell.plain);
    if (report) {
      this.flow.reported(report, now);
      this.#lossOut.counted(report.highest, report.received, now);
    }
    this.#highest = Math.max(this.#highest, counter);
    this.#received += 1;
    this.#lossIn.counted(this.#highest, this.#received & 0xffff, now);
    // The other end hears us here: it has our proof.
    if (report && report.received > 0) this.counterproof = null;
    this.flow.received(counter, now);
    const pause = now - this.heardAt;
    if (pause <= longestPause) this.#heardEvery += (pause - this.#heardEvery) / 8;
    this.#sentUnheard = 0;
    this.heardAt = now;
    this.waitingSince = null;
    return 'ok';
  }

  /** Forgets the keys; the selector is the caller's to close. */
  close(): void {
    this.state = 'closed';
    wipe(this.#sendKey);
    wipe(this.#receiveKey);
  }
}
