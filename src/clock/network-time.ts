/**
 * Network time replaces wall clocks: nodes need a common time for stamps, expiries and days, and old machines' clocks are off
 * by years. It starts at the later of the machine's date and this release, and follows what linked peers say:
 *
 *     a ping's answer -> one voice per peer -> one per network -> a step, or at most 500 ppm  (agreement.ts decides)
 *
 * Made by node/; dht/upkeep.ts brings the voices. Nobody else is asked: no NTP. It may step, either way; who keeps a time longer
 * than for an instant keeps it by `Clock.now()`, or checks it again by network time when it counts.
 */
import { carefulFrom, type Decision, decide, isTwoThirds, middleOf, sameWithin } from './agreement.js';
import type { Clock } from './clock.js';
import { isPlausible, released } from './plausible.js';

/** How fast time is made up for, as a part of 1. */
const slew = 500e-6;
/** An answer that took longer says too little, ms. */
const longestTrip = 2_000;
/** Pauses between questions to one peer: the first, ms, so much longer each time, and the longest. */
const firstPause = 45_000;
const pauseGrowth = 5;
const longestPause = 1_200_000;
/** Where so many networks have our time, it is a group's. */
const leastShared = 2;
/** And so many with two thirds of all are enough to set other clocks by it. */
const sureFrom = 3;
/** Of peers that are gone, so many voices are kept for a newcomer to whom more than a third lie. */
const mostGone = 64;

interface Voice {
  readonly prefix: string;
  /** Whether it is from outside our LAN. */
  readonly isPublic: boolean;
  /** Its time less `Clock.now()`: it goes on by itself, whatever becomes of ours. */
  readonly offset: number;
  /** How often it has said so. */
  readonly times: number;
}

/** For screens. */
export interface TimeFacts {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Networks that said their time, and how many of them agree with ours. */
  readonly voices: number;
  readonly agreeing: number;
}

export class NetworkTime {
  /** It was set anew, by so many ms; `isShared`: others still have the former one. One listener. */
  onStep = (_by: number, _isShared: boolean): void => {};
  readonly #voices = new Map<string, Voice>();
  /** Of peers that are gone, the oldest first, until two thirds of 9 networks or more agreed with us for the first time. */
  readonly #gone = new Map<string, Voice>();
  #hasAgreed = false;
  readonly #isBelievable: boolean;
  readonly #start: number;
  /** What is added to `Clock.now()`, when that was set, and where it slowly goes. */
  #offset: number;
  #since: number;
  #goal: number;
  /** Networks' times, reckoned anew after a voice has come or gone: it is asked for more often. */
  #known: readonly number[] | null = null;
  /** Since the last decision a voice has come or gone. */
  #isChanged = false;
  #isLearned = false;
  /** As of the last decision, two thirds of the voices agree with us. */
  #isAgreed = true;

  constructor(private readonly clock: Clock) {
    const date = clock.wall();
    this.#isBelievable = isPlausible(date);
    this.#since = clock.now();
    this.#start = (this.#isBelievable ? date : released) - this.#since;
    this.#offset = this.#start;
    this.#goal = this.#start;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return Math.floor(this.clock.now() + this.#current());
  }

  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** Seconds since 1970 as the machine has them, whatever peers say: to compare what the same machine notes at two times. */
  date(): number {
    return Math.floor((this.clock.now() + this.#start) / 1000);
  }

  /** Seconds for others to judge us by: 0 as long as there is only the date of a dead battery. */
  stamp(): number {
    return this.#isBelievable || this.#isLearned ? this.seconds() : 0;
  }

  /** How many peers have a voice, and how many networks they are in. */
  get peers(): number {
    return this.#voices.size;
  }

  get networks(): number {
    return this.#networks().length;
  }

  /**
   * A linked peer's answer to a ping. A later one replaces the earlier.
   * @param prefix the network it is in; @param time ms since 1970; @param roundTrip ms from question to answer
   */
  heard(peer: string, prefix: string, isPublic: boolean, time: number, roundTrip: number): void {
    if (!isPlausible(time) || roundTrip > longestTrip) return;
    const offset = time + roundTrip / 2 - this.clock.now();
    const times = (this.#voices.get(peer)?.times ?? 0) + 1;
    this.#voices.set(peer, { prefix, isPublic, offset, times });
    this.#gone.delete(peer);
    this.#changed();
    // Few are waited for: who has just come may have met liars first.
    if (this.networks >= carefulFrom) this.look();
  }

  /** The peer's link closed; its voice ends, but for a newcomer that cannot tell who is right. */
  forget(peer: string): void {
    const voice = this.#voices.get(peer);
    if (!voice) return;
    this.#voices.delete(peer);
    this.#changed();
    if (this.#hasAgreed) return;
    this.#gone.set(peer, voice);
    if (this.#gone.size > mostGone) this.#gone.delete(this.#gone.keys().next().value!);
  }

  /** Whether too many lie for a newcomer to tell what time it is: it is to ask more. */
  get isTorn(): boolean {
    return !this.#hasAgreed && !this.#isAgreed && this.networks >= carefulFrom;
  }

  /**
   * After which pause a peer is worth asking again, ms: those who have just come soon, since they learn, too, and whoever has
   * another time as long as there are two.
   */
  pause(peer: string): number {
    const voice = this.#voices.get(peer);
    if (!voice) return longestPause;
    if (!this.#isAgreed && !this.#agrees(voice.offset)) return firstPause;
    return Math.min(longestPause, firstPause * pauseGrowth ** (voice.times - 1));
  }

  /** Makes of the voices what is to be made of them; called every few seconds. */
  look(): void {
    if (!this.#isChanged) return;
    this.#isChanged = false;
    const current = this.#current();
    const voices = this.#networks().map((offset) => offset - current);
    const { by, isStep } = this.#decide(voices, current);
    if (voices.length > 0) this.#isLearned = true;
    const isShared = this.#agreeing() >= leastShared;
    this.#offset = isStep ? current + by : current;
    this.#since = this.clock.now();
    this.#goal = current + by;
    this.#isAgreed = isTwoThirds(this.#agreeing(), voices.length);
    if (this.#isAgreed && voices.length >= carefulFrom) {
      this.#hasAgreed = true;
      this.#gone.clear();
    }
    if (isStep) this.onStep(by, isShared);
  }

  /** Whether our time is agreed on widely enough to set other clocks by it. */
  isSure(): boolean {
    const agreeing = this.#agreeing();
    return !this.#isChanged && agreeing >= sureFrom && isTwoThirds(agreeing, this.networks);
  }

  facts(): TimeFacts {
    return { now: this.now(), voices: this.networks, agreeing: this.#agreeing() };
  }

  /** A newcomer that happens to be linked with many liars asks those as well whom it met while it joined. */
  #decide(voices: readonly number[], current: number): Decision {
    const decision = decide(voices);
    if (decision.isStep || this.#hasAgreed || this.#gone.size === 0 || voices.length < carefulFrom)
      return decision;
    const all = this.#byNetwork([...this.#voices.values(), ...this.#gone.values()]);
    const wider = decide(all.map((offset) => offset - current));
    return wider.isStep ? wider : decision;
  }

  #current(): number {
    const most = (this.clock.now() - this.#since) * slew;
    return this.#offset + Math.max(-most, Math.min(most, this.#goal - this.#offset));
  }

  #agrees(offset: number): boolean {
    return Math.abs(offset - this.#current()) <= sameWithin;
  }

  #agreeing(): number {
    return this.#networks().filter((offset) => this.#agrees(offset)).length;
  }

  #changed(): void {
    this.#isChanged = true;
    this.#known = null;
  }

  #networks(): readonly number[] {
    this.#known ??= this.#byNetwork([...this.#voices.values()]);
    return this.#known;
  }

  /** Whoever owns a LAN has as many addresses there as it likes: beside any others it is one network. */
  #byNetwork(voices: readonly Voice[]): number[] {
    const isOneLan = voices.some(({ isPublic }) => isPublic);
    const byPrefix = new Map<string, number[]>();
    for (const { prefix, isPublic, offset } of voices) {
      const name = isPublic || !isOneLan ? prefix : 'lan';
      byPrefix.set(name, [...(byPrefix.get(name) ?? []), offset]);
    }
    return [...byPrefix.values()].map(middleOf);
  }
}
