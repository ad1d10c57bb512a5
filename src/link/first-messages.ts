/**
 * Which first messages deserve a Diffie-Hellman: new, on time, and not too many. Everything else is met with silence,
 * so that a recorded first message, sent again, does not make this node speak.
 */
import { guarded } from '../guards/guards.js';
import type { Endpoint } from '../net/net.js';
import type { State } from '../state/state.js';
import { textOf } from '../wire/bytes.js';
import type { Prelude } from '../wire/handshake.js';
import {
  cookieRatePerPrefix,
  easyRate,
  firstRate,
  firstRatePerPrefix,
  majorVersion,
  timeTolerance,
  untimedMemory,
  untimedRatePerPrefix,
} from './constants.js';
import { Limiter, senderKey } from './limiter.js';

const fingerprintLength = 8;
const stateName = 'first-messages';

/** Why a first message is dropped. `unknown`: it is none, in all likelihood. `retry`: its sender shall prove its address. */
export type FirstVerdict = 'ok' | 'retry' | 'unknown' | 'version' | 'time' | 'replay' | 'rate';

/**
 * Messages with a time are remembered in memory for as long as their time is acceptable. Those without (a sender
 * without a clock) are remembered across restarts, the newest 2^17. A message stamped before our own start is refused:
 * we cannot know whether it was seen before, and an honest sender comes again without a time.
 */
export class FirstMessages {
  readonly #timed = new Map<string, number>();
  readonly #untimed: Set<string>;
  readonly #perPrefix = new Limiter(firstRatePerPrefix);
  readonly #untimedPerPrefix = new Limiter(untimedRatePerPrefix);
  readonly #all = new Limiter(firstRate);
  readonly #easy = new Limiter(easyRate);
  readonly #provenPerPrefix = new Limiter(firstRatePerPrefix);
  readonly #provenUntimedPerPrefix = new Limiter(untimedRatePerPrefix);
  readonly #retries = new Limiter(cookieRatePerPrefix);
  #changed = false;

  private constructor(
    untimed: Set<string>,
    /** Network time of our start, seconds. */
    readonly startedAt: number,
  ) {
    this.#untimed = untimed;
  }

  /** With what the state remembers. */
  static async open(state: State, networkTime: number): Promise<FirstMessages> {
    const bytes = (await state.read(stateName)) ?? new Uint8Array(0);
    const kept = new Set<string>();
    for (let at = 0; at + fingerprintLength <= bytes.length; at += fingerprintLength) {
      kept.add(textOf(bytes.subarray(at, at + fingerprintLength)));
    }
    return new FirstMessages(kept, networkTime);
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
    const untimed = prelude.time === 0;
    const onTime = untimed || Math.abs(prelude.time - networkTime) <= timeTolerance;
    // Noise shows any version and any time; a plausible time beside a small version is a real node of another one.
    if (prelude.major !== majorVersion) return prelude.major < 16 && onTime ? 'version' : 'unknown';
    if (!onTime) return 'unknown';
    if (guarded('replay-list')) {
      if (!untimed && prelude.time < this.startedAt) return 'time';
      const fingerprint = fingerprintOf(salt);
      if (this.#timed.has(fingerprint) || this.#untimed.has(fingerprint)) return 'replay';
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

  /** After it proved genuine. */
  remember(prelude: Prelude, salt: Uint8Array, networkTime: number): void {
    if (prelude.time === 0) {
      this.#untimed.add(fingerprintOf(salt));
      this.#changed = true;
      for (const oldest of this.#untimed) {
        if (this.#untimed.size <= untimedMemory) break;
        this.#untimed.delete(oldest);
      }
      return;
    }
    this.#timed.set(fingerprintOf(salt), prelude.time + 2 * timeTolerance);
    for (const [fingerprint, until] of this.#timed) {
      if (until >= networkTime) break;
      this.#timed.delete(fingerprint);
    }
  }

  /** Writes what must survive, if it changed. */
  async save(state: State): Promise<void> {
    if (!this.#changed) return;
    this.#changed = false;
    try {
      await state.write(stateName, Buffer.from([...this.#untimed].join(''), 'latin1'));
    } catch (error) {
      this.#changed = true;
      throw error;
    }
  }
}

function fingerprintOf(salt: Uint8Array): string {
  return textOf(salt.subarray(0, fingerprintLength));
}
