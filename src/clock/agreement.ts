/**
 * What a node makes of its peers' times: a decision from the facts of an instant. Times are in ms relative to our own, one
 * for each network that peers are in.
 */
import { guarded } from '../guards/guards.js';

/** From so many networks on, others' word counts alone, and time that two thirds have had is set anew only where two thirds agree. */
export const carefulFrom = 9;
/** Who differs from us by no more than this has the same time: pings are not exact; ms. */
export const sameWithin = 2_000;
/** Who differ by no more than this agree on roughly what time it is, as clocks that nobody has set do before they have met; ms. */
const agreeWithin = 120_000;
/** What is off by less is not set anew: it is made up for slowly, ms. */
const stepFrom = 1_000;

/** Where our time is to go, relative to now: at once, or slowly. */
export interface Decision {
  readonly by: number;
  readonly isStep: boolean;
}

/**
 * Few: the middle of theirs and ours; with as many on one side as on the other the later one, since a dead battery shows an
 * old date. So a minority moves nothing, and groups of any size come to one time. Many: theirs alone, in no hurry.
 */
export function decide(voices: readonly number[]): Decision {
  if (!guarded('time-agreement')) return { by: Math.max(0, ...voices), isStep: true };
  if (voices.length < carefulFrom) {
    const by = middleOf([...voices, 0]);
    return { by, isStep: Math.abs(by) >= stepFrom };
  }
  const most = largestAgreement(voices);
  const by = middleOf(most);
  const isEnough = isTwoThirds(most.length, voices.length);
  const isStep = isEnough && Math.abs(by) >= stepFrom;
  return isStep ? { by, isStep } : { by: middleOf(voices), isStep };
}

export function isTwoThirds(part: number, all: number): boolean {
  return 3 * part >= 2 * all;
}

/** The median; of two in the middle their mean, or the later where they are two different times. */
export function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const high = sorted[sorted.length >> 1] ?? 0;
  const low = sorted[(sorted.length - 1) >> 1] ?? 0;
  return high - low < stepFrom ? (high + low) / 2 : high;
}

function largestAgreement(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b);
  let best: readonly number[] = [];
  for (let from = 0, to = 0; to < sorted.length; to += 1) {
    while (sorted[to]! - sorted[from]! > agreeWithin) from += 1;
    if (to + 1 - from > best.length) best = sorted.slice(from, to + 1);
  }
  return best;
}
