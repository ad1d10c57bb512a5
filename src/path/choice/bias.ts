/**
 * Guards that let through only what suits them. A hostile guard that drops builds unless they go on to a friend makes its owner try
 * again until all of a path is hostile (route capture). Its owner sees a guard behind which most second hops fail that do well
 * behind another. A hostile second hop sees its guard, too, and may fail behind an honest one alone, to have it replaced; so what
 * counts is not how many builds failed but behind *which* second hops: the guard is suspected when more than half of
 * them fail there, each of them one voice, against the same measure of the other guards.
 *
 * Evidence is one try in ten minutes of the same pair. A build that a later hop turned round has passed the guard, whatever it says. Who
 * is suspected loses its turn for a day, twice as long each time; its place and its token stay. In memory only; times are own seconds.
 */
import { guarded } from '../../guards/guards.js';
import type { Outcome } from './ledger.js';

const minute = 60;
const day = 86_400;

/** The same guard and second hop again within so many seconds is no further evidence. */
const sameAgain = 10 * minute;
/** Evidence of a pair that was not tried for so long is forgotten. */
const forgottenAfter = day;
/** So many tries make a second hop's voice, and so many voices evidence. */
const enoughTries = 3;
const enoughVoices = 2;
/** A second hop fails behind a guard of whose builds less than this part passed, and does well where more than that did. */
const failingBelow = 0.4;
const passingAbove = 0.7;
const suspension = { least: day, most: 32 * day } as const;
/** Guards, and second hops of each, that are remembered. */
const mostGuards = 16;
const mostSeconds = 64;

/** What became of builds of one guard to one second hop. */
interface Voice {
  tries: number;
  passed: number;
  at: number;
}

interface Suspension {
  until: number;
  times: number;
}

export class Bias {
  /** The one noted last stands last; so do its second hops. */
  readonly #voices = new Map<string, Map<string, Voice>>();
  readonly #suspended = new Map<string, Suspension>();

  /** A path of these hops, X1 first, came to this; not for one whose guard could not be linked. */
  note(names: readonly string[], outcome: Outcome, now: number): void {
    const [guard, second] = names;
    if (guard === undefined || second === undefined) return;
    const voices = this.#voices.get(guard) ?? new Map<string, Voice>();
    const voice = voices.get(second) ?? { tries: 0, passed: 0, at: Number.NEGATIVE_INFINITY };
    if (outcome === 'died' || outcome === 'cut') {
      // The end of a try that was counted as good.
      voice.passed = Math.max(0, voice.passed - 1);
    } else {
      if (now - voice.at < sameAgain) return;
      voice.tries += 1;
      if (outcome === 'built' || (outcome.at !== null && outcome.at > 0)) voice.passed += 1;
      voice.at = now;
      last(voices, second, voice, mostSeconds);
      last(this.#voices, guard, voices, mostGuards);
    }
    this.#judge(guard, now);
  }

  /** Whether others should begin paths in its place. */
  isSuspected(guard: string, now: number): boolean {
    return (this.#suspended.get(guard)?.until ?? 0) > now;
  }

  #judge(guard: string, now: number): void {
    if (!guarded('path-bias') || this.isSuspected(guard, now)) return;
    const own = this.#fresh([guard], now);
    const failing = own.filter((voice) => isVoice(voice) && partOf(voice) < failingBelow);
    // Those hardly tried yet speak for the guard.
    if (failing.length < enoughVoices || 2 * failing.length <= own.length) return;
    const others = this.#fresh(
      [...this.#voices.keys()].filter((other) => other !== guard),
      now,
    ).filter(isVoice);
    const passing = others.filter((voice) => partOf(voice) > passingAbove);
    if (passing.length < enoughVoices || 2 * passing.length <= others.length) return;
    const times = this.#suspended.get(guard)?.times ?? 0;
    const until = now + Math.min(suspension.most, suspension.least * 2 ** times);
    last(this.#suspended, guard, { until, times: times + 1 }, mostGuards);
    // Tried again it is judged by what it does then.
    this.#voices.delete(guard);
  }

  #fresh(guards: readonly string[], now: number): Voice[] {
    return guards
      .flatMap((guard) => [...(this.#voices.get(guard)?.values() ?? [])])
      .filter(({ at }) => now - at < forgottenAfter);
  }
}

function isVoice({ tries }: Voice): boolean {
  return tries >= enoughTries;
}

function partOf({ tries, passed }: Voice): number {
  return passed / tries;
}

/** Puts an entry last, and lets go of the first where there are too many. */
function last<V>(map: Map<string, V>, name: string, value: V, most: number): void {
  map.delete(name);
  map.set(name, value);
  for (const first of map.keys()) {
    if (map.size <= most) break;
    map.delete(first);
  }
}
