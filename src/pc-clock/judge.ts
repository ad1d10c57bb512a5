/** Whether the helper sets the clock to what it was told: a pure function, since it runs with a right that the node lacks. */
import { isPlausible } from '../clock/plausible.js';

export interface Request {
  /** What came through the door. */
  readonly text: string;
  /** CLOCK_MONOTONIC and the machine's clock now, ms. */
  readonly monotonic: number;
  readonly wall: number;
  /** The settings' `clock.set`: the operator's consent. */
  readonly isAgreed: boolean;
  /** Another program keeps the clock already. */
  readonly isKept: boolean;
}

export type Verdict = { readonly to: number } | { readonly refusal: string };

/** Nearer than this nothing is to be set, ms. */
const close = 1_000;

/** Where the clock is to be set, ms since 1970, or why it is left alone. */
export function judge({ text, monotonic, wall, isAgreed, isKept }: Request): Verdict {
  const [, number] = /^(-?\d{1,16})\n?$/.exec(text) ?? [];
  if (number === undefined) return { refusal: 'refused: expected one whole number' };
  if (!isAgreed) return { refusal: 'left alone: the settings do not agree to it (clock.set)' };
  if (isKept) return { refusal: 'left alone: another program sets it by NTP' };
  const to = Number(number) + monotonic;
  if (!isPlausible(to)) return { refusal: 'refused: that is before this release, or too far ahead' };
  return Math.abs(to - wall) < close ? { refusal: 'left alone: it is right' } : { to };
}
