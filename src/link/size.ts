/**
 * Whether a link's cells go out whole or as two halves each. Found out by trial: a challenge whole, and one in halves
 * beside it; what is proven got through. Decides; links.ts sends.
 *
 *     whole --> (doubt: halves proven, whole not) --> halved --> (whole proven, tried now and then) --> whole
 */
import { equal } from '../crypto/hash.js';
import type { Random } from '../crypto/random.js';
import { sizeDoubtPause, sizeTrial, sizeTrustedFor, wholeAgainRange } from './constants.js';

/** Challenges to send now, 8 bytes each: `whole` in one datagram, `halved` in two. */
export interface SizeProbe {
  readonly whole: Uint8Array;
  readonly halved: Uint8Array;
}

interface Trial extends SizeProbe {
  readonly endsAt: number;
  rounds: number;
  nextAt: number;
  halvesPass: boolean;
}

export class Size {
  #isHalved: boolean;
  #trial: Trial | null = null;
  #nextTrialAt: number;
  #pause: number = wholeAgainRange[0];
  /** When whole datagrams were last known to arrive. */
  #provenAt: number | null;
  #doubtedAt = Number.NEGATIVE_INFINITY;
  #peerIsHalved = false;

  /** @param isHalved how the handshake got through, at `now` */
  constructor(isHalved: boolean, now: number) {
    this.#isHalved = isHalved;
    this.#provenAt = isHalved ? null : now;
    this.#nextTrialAt = isHalved ? now + this.#pause : Number.POSITIVE_INFINITY;
  }

  get isHalved(): boolean {
    return this.#isHalved;
  }

  /** Nothing comes back of what goes out whole: is it too long? True when there is to be a trial at once. */
  doubt(now: number): boolean {
    if (this.#isHalved || this.#trial || now < this.#doubtedAt + sizeDoubtPause) return false;
    this.#doubtedAt = now;
    this.#nextTrialAt = now;
    return true;
  }

  /** The peer sends halves: what does not pass one way seldom passes the other. True when there is to be a trial at once. */
  heardHalves(now: number): boolean {
    const isNews = !this.#peerIsHalved;
    this.#peerIsHalved = true;
    if (this.#isHalved) return false;
    if (this.#provenAt !== null && now < this.#provenAt + sizeTrustedFor) return isNews && this.doubt(now);
    this.halve(now);
    return true;
  }

  heardWhole(): void {
    this.#peerIsHalved = false;
  }

  /** The peer is somewhere else now, and nothing is known of the way there. */
  moved(): void {
    this.#provenAt = null;
  }

  /** What to send now; null when nothing is due. */
  probe(now: number, random: Random): SizeProbe | null {
    if (this.#trial && now >= this.#trial.endsAt) this.#failed(this.#trial, now);
    if (!this.#trial && now >= this.#nextTrialAt) this.#trial = trialAt(now, random);
    const trial = this.#trial;
    if (!trial || trial.rounds === 0 || now < trial.nextAt) return null;
    trial.rounds -= 1;
    trial.nextAt = now + sizeTrial.pause;
    return trial;
  }

  /** When `probe` is to be asked again at the latest. */
  get nextLook(): number {
    const trial = this.#trial;
    if (!trial) return this.#nextTrialAt;
    return trial.rounds > 0 ? trial.nextAt : trial.endsAt;
  }

  /** A proof came back; false when it belongs to no trial. */
  proven(id: Uint8Array, now: number): boolean {
    const trial = this.#trial;
    if (!trial) return false;
    if (equal(trial.halved, id)) {
      trial.halvesPass = true;
      return true;
    }
    if (!equal(trial.whole, id)) return false;
    this.#trial = null;
    this.#isHalved = false;
    this.#provenAt = now;
    this.#pause = wholeAgainRange[0];
    this.#nextTrialAt = Number.POSITIVE_INFINITY;
    return true;
  }

  /** Nothing whole was proven in time; if halves were not either, nobody is there, which says nothing of sizes. */
  #failed(trial: Trial, now: number): void {
    this.#trial = null;
    this.#nextTrialAt = Number.POSITIVE_INFINITY;
    if (this.#isHalved || trial.halvesPass) this.halve(now);
  }

  /** From now on in halves; whole again is tried later and later. */
  halve(now: number): void {
    this.#isHalved = true;
    this.#nextTrialAt = now + this.#pause;
    this.#pause = Math.min(2 * this.#pause, wholeAgainRange[1]);
  }
}

function trialAt(now: number, random: Random): Trial {
  const { rounds, pause } = sizeTrial;
  return {
    whole: random.bytes(8),
    halved: random.bytes(8),
    rounds,
    nextAt: now,
    endsAt: now + (rounds + 1) * pause,
    halvesPass: false,
  };
}
