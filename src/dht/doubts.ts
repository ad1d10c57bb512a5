/**
 * How often contacts that nobody heard of for long are dialled, only to see whether they are still there. Where they
 * turn out to be, ever more rarely: in a quiet network that would be most of the traffic. Where they turn out to be
 * gone, more often. Decisions only; upkeep.ts dials.
 */
import type { Entry } from './table.js';

/** Between two checks, ms: at first, at least, at most. */
const pauses = { first: 60_000, least: 60_000, most: 600_000 } as const;

export class Doubts {
  #pause: number = pauses.first;
  #dueAt: number;

  /** @param isLively whether a contact is likely to be there still; others are in doubt */
  constructor(
    now: number,
    readonly isLively: (contact: Entry) => boolean,
  ) {
    this.#dueAt = now + pauses.first;
  }

  isDue(now: number): boolean {
    return now >= this.#dueAt;
  }

  isStale(contact: Entry): boolean {
    return contact.failures > 0 || !this.isLively(contact);
  }

  /** The contact most in doubt: who failed before who was merely silent. */
  choose(contacts: readonly Entry[], isLinked: (contact: Entry) => boolean, now: number): Entry | null {
    let chosen: Entry | null = null;
    for (const contact of contacts) {
      if (!this.isStale(contact) || contact.tryAfter > now || isLinked(contact)) continue;
      if (!chosen || contact.failures > chosen.failures) chosen = contact;
      else if (contact.failures === chosen.failures && contact.seenAt < chosen.seenAt) chosen = contact;
    }
    return chosen;
  }

  /** Somebody is being checked. */
  asked(now: number): void {
    this.#dueAt = now + this.#pause;
  }

  /** Nobody is in doubt now. */
  none(now: number): void {
    this.#dueAt = now + pauses.least;
  }

  /** What became of a check. */
  answered(lives: boolean): void {
    this.#pause = Math.min(pauses.most, Math.max(pauses.least, this.#pause * (lives ? 2 : 0.5)));
  }
}
