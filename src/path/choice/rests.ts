/**
 * Second and end hops that were part of a failure sit out for a while, so that a dead one is not tried again and again. Only a
 * preference: when all of a set rest, all are tried. Both rest who may have failed, so a hop that lies about the next one
 * loses its own turn with it. Guards are seen to in guards.ts. In memory only; times are own seconds.
 */
import { blame, type Outcome } from './ledger.js';

const minute = 60;
/** The first rest, and the longest: they double. */
const rest = { least: minute, most: 60 * minute } as const;
/** One who was not tried for so long after its rest begins anew. */
const forgottenAfter = 120 * minute;

export class Rests {
  readonly #resting = new Map<string, { until: number; failures: number }>();

  /** A path of these hops, X1 first, came to this. */
  note(names: readonly string[], outcome: Outcome, now: number): void {
    const { shares } = blame(outcome, names.length);
    if (outcome === 'built') for (const name of names) this.#resting.delete(name);
    for (const at of shares.keys()) if (at > 0) this.#rest(names[at]!, now);
    for (const [name, { until }] of this.#resting) {
      if (now - until > forgottenAfter) this.#resting.delete(name);
    }
  }

  has(name: string, now: number): boolean {
    return (this.#resting.get(name)?.until ?? 0) > now;
  }

  #rest(name: string, now: number): void {
    const failures = this.#resting.get(name)?.failures ?? 0;
    const until = now + Math.min(rest.most, rest.least * 2 ** failures);
    this.#resting.set(name, { until, failures: failures + 1 });
  }
}
