/**
 * Which first messages deserve a Diffie-Hellman: new, on time, and not too many. Everything else is met with silence,
 * so that a recorded first message, sent again, does not make this node speak.
 */
import { guarded } from '../guards/guards.js';
import type { Endpoint } from '../net/net.js';
import type { State } from '../state/state.js';
import { textOf } from '../wire/bytes.js';
import type { Prelude } from '../wire/handshake.js';
import { decodeTimeSpans, encodeTimeSpans } from '../wire/time-spans.js';
import {
  aheadLimit,
  cookieRatePerPrefix,
  easyRate,
  firstRate,
  firstRatePerPrefix,
  majorVersion,
  reservedAhead,
  timeTolerance,
  untimedMemory,
  untimedRatePerPrefix,
} from './constants.js';
import { Limiter, senderKey } from './limiter.js';
import { Spans } from './spans.js';

const fingerprintLength = 8;
const untimedName = 'first-messages';
const timesName = 'first-times';

/** Why a first message is dropped. `unknown`: it is none, in all likelihood. `retry`: its sender shall prove its address. */
export type FirstVerdict = 'ok' | 'retry' | 'unknown' | 'version' | 'time' | 'replay' | 'rate';

/**
 * Those without a time (a sender without a clock, or with one well ahead of ours) are remembered across restarts, the newest
 * 2^17. Those with a time are remembered in memory for as long as their time is acceptable; of what was answered before that,
 * or before a restart, only the span of times is known, and refused as a whole: an honest sender comes again without a time.
 *
 * Spans are of senders' stamps, so that no clock of ours, set anew or wrong after a restart, makes an old message new. They are
 * written a minute ahead of what they hold, since a node may be killed at any time; a new node refuses nothing.
 */
export class FirstMessages {
  /** Its stamp, and until when by `Clock.now()` it is remembered; in the order of their coming. */
  readonly #timed = new Map<string, { readonly stamp: number; readonly until: number }>();
  readonly #untimed: Set<string>;
  /** Stamps of what was answered and is no longer remembered one by one. */
  readonly #over: Spans;
  /** What the state says, for the next start. */
  readonly #kept: Spans;
  readonly #perPrefix = new Limiter(firstRatePerPrefix);
  readonly #untimedPerPrefix = new Limiter(untimedRatePerPrefix);
  readonly #all = new Limiter(firstRate);
  readonly #easy = new Limiter(easyRate);
  readonly #provenPerPrefix = new Limiter(firstRatePerPrefix);
  readonly #provenUntimedPerPrefix = new Limiter(untimedRatePerPrefix);
  readonly #retries = new Limiter(cookieRatePerPrefix);
  #hasUntimed = false;
  /** Spans whose writing has failed or is under way. */
  #unwritten: Uint8Array | null = null;
  #writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly state: State,
    untimed: Uint8Array,
    times: Uint8Array,
  ) {
    this.#untimed = new Set();
    for (let at = 0; at + fingerprintLength <= untimed.length; at += fingerprintLength)
      this.#untimed.add(textOf(untimed.subarray(at, at + fingerprintLength)));
    const spans = decodeTimeSpans(times) ?? [];
    this.#over = new Spans(2 * timeTolerance, spans);
    this.#kept = new Spans(2 * timeTolerance, spans);
  }

  /** With what the state remembers. */
  static async open(state: State): Promise<FirstMessages> {
    const none = new Uint8Array(0);
    const untimed = (await state.read(untimedName)) ?? none;
    return new FirstMessages(state, untimed, (await state.read(timesName)) ?? none);
  }

  /**
   * Before any Diffie-Hellman. `proven`: whether the salt shows that the sender receives at `from`; asked only under
   * load. `now` in ms of the clock, `networkTime` in seconds or 0.
   */
  judge(
    prelude: Prelude,
    salt: Uint8Array,
    from: Endpoint,
    proven: () => boolean,
    now: number,
    networkTime: number,
  ): FirstVerdict {
    const untimed = isUntimed(prelude, networkTime);
    const onTime = prelude.time === 0 || Math.abs(prelude.time - networkTime) <= timeTolerance;
    // Noise shows any version and any time; a plausible time beside a small version is a real node of another one.
    if (prelude.major !== majorVersion) return prelude.major < 16 && onTime ? 'version' : 'unknown';
    if (!onTime) return 'unknown';
    if (guarded('replay-list')) {
      const fingerprint = fingerprintOf(salt);
      if (this.#timed.has(fingerprint) || this.#untimed.has(fingerprint)) return 'replay';
      if (this.#over.has(prelude.time)) return 'time';
    }
    const sender = senderKey(from);
    // Whoever forges a prefix uses up what it gets without proof; who receives there still gets in with a cookie.
    if (untimed && !this.#untimedPerPrefix.take(sender, now)) {
      if (!proven()) return this.#retries.take(sender, now) ? 'retry' : 'rate';
      if (!this.#provenUntimedPerPrefix.take(sender, now)) return 'rate';
    }
    if (!this.#perPrefix.take(sender, now) || !this.#easy.take('all', now)) {
      if (!proven()) return this.#retries.take(sender, now) ? 'retry' : 'rate';
      if (!this.#provenPerPrefix.take(sender, now)) return 'rate';
    }
    if (!this.#all.take('all', now)) return 'rate';
    return 'ok';
  }

  /** After it proved genuine; times as for `judge`. */
  remember(prelude: Prelude, salt: Uint8Array, now: number, networkTime: number): void {
    if (isUntimed(prelude, networkTime)) {
      this.#untimed.add(fingerprintOf(salt));
      this.#hasUntimed = true;
      for (const oldest of this.#untimed) {
        if (this.#untimed.size <= untimedMemory) break;
        this.#untimed.delete(oldest);
      }
      return;
    }
    const stamp = prelude.time;
    this.#timed.set(fingerprintOf(salt), { stamp, until: now + 2 * timeTolerance * 1000 });
    for (const [fingerprint, old] of this.#timed) {
      if (old.until >= now) break;
      this.#timed.delete(fingerprint);
      this.#over.add(old.stamp, old.stamp);
    }
    if (this.#kept.has(stamp)) return;
    this.#kept.add(stamp, stamp + reservedAhead);
    // What fails now is written with the rest.
    this.#writeTimes(encodeTimeSpans(this.#kept.list)).catch(() => {});
  }

  /** Writes what must survive and is not yet written. */
  async save(): Promise<void> {
    if (this.#unwritten) await this.#writeTimes(this.#unwritten);
    if (!this.#hasUntimed) return;
    this.#hasUntimed = false;
    try {
      await this.state.write(untimedName, Buffer.from([...this.#untimed].join(''), 'latin1'));
    } catch (error) {
      this.#hasUntimed = true;
      throw error;
    }
  }

  /** The same at the end, and nothing ahead: the next start takes what is stamped from now on. */
  async close(): Promise<void> {
    for (const { stamp } of this.#timed.values()) this.#over.add(stamp, stamp);
    if (this.#timed.size > 0) await this.#writeTimes(encodeTimeSpans(this.#over.list));
    await this.save();
  }

  /** One write after the other, or an older one could end last. */
  #writeTimes(bytes: Uint8Array): Promise<void> {
    this.#unwritten = bytes;
    this.#writing = this.#writing
      .catch(() => {})
      .then(() => this.state.write(timesName, bytes))
      .then(() => {
        if (this.#unwritten === bytes) this.#unwritten = null;
      });
    return this.#writing;
  }
}

/** Whether it counts as one without a time: one from the future would be good for long after a restart. */
function isUntimed({ time }: Prelude, networkTime: number): boolean {
  return time === 0 || time > networkTime + aheadLimit;
}

function fingerprintOf(salt: Uint8Array): string {
  return textOf(salt.subarray(0, fingerprintLength));
}
