/**
 * Second and end hops that are out of reach: by the word of those who were to pass a build on to them, since nobody who was
 * chosen is ever looked up. One neighbour's word is not enough, for it may want another in that one's place: two must have
 * said so, and no path have stood since. It costs a member its turn, not its place, until nobody would wait for it any more.
 * In memory only; times are own seconds.
 */
import { buildStatuses } from '../../wire/build.js';
import type { Outcome } from './ledger.js';

const minute = 60;
/** So many different neighbours must have found it out of reach. */
const enough = 2;
/** From the first of them until it is out: it may just be starting anew. */
const outAfter = 10 * minute;
/** From then until it loses its place: a machine that is off for an evening keeps it. */
const lostAfter = 180 * minute;
/** One of whom nobody said so for so long begins anew: it left the view long ago. */
const forgottenAfter = 24 * 60 * minute;

interface Accused {
  readonly since: number;
  at: number;
  readonly by: Set<string>;
}

export class Absences {
  readonly #accused = new Map<string, Accused>();

  /** A path of these hops, X1 first, came to this. */
  note(names: readonly string[], outcome: Outcome, now: number): void {
    if (outcome === 'built') for (const name of names) this.#accused.delete(name);
    if (typeof outcome !== 'object' || outcome.at === null || outcome.status !== buildStatuses.unreachable)
      return;
    const [by, name] = [names[outcome.at], names[outcome.at + 1]];
    if (by === undefined || name === undefined) return;
    const accused = this.#accused.get(name) ?? { since: now, at: now, by: new Set() };
    accused.at = now;
    if (accused.by.size < enough) accused.by.add(by);
    this.#accused.set(name, accused);
    for (const [other, { at }] of this.#accused) if (now - at > forgottenAfter) this.#accused.delete(other);
  }

  /** Whether others should serve in its place. */
  isOut(name: string, now: number): boolean {
    return this.#isOutFor(name, outAfter, now);
  }

  /** Whether it loses its place. */
  isLost(name: string, now: number): boolean {
    return this.#isOutFor(name, outAfter + lostAfter, now);
  }

  #isOutFor(name: string, span: number, now: number): boolean {
    const accused = this.#accused.get(name);
    return accused !== undefined && accused.by.size >= enough && now - accused.since >= span;
  }
}
