/**
 * How likely somebody not heard of for a while is still there. In a network where a twentieth leaves every minute, a word of
 * ten minutes ago is worth little; in a quiet one it is worth a lot. Our own links tell which network this is: how
 * many of them died, over how much time they stood.
 */

/** What is supposed before anything was seen: one death in so many minutes of links. */
const prior = { deaths: 1, minutes: 60 } as const;

/** Memory in minutes of links: above it everything is halved, so that what was long ago fades. */
const memory = 600;

/** A contact is told to others while it is gone with at most this chance, and asked itself while at most the other. */
const doubt = { tell: 0.25, ask: 0.5 } as const;

export class Lifetimes {
  #deaths: number = prior.deaths;
  #minutes: number = prior.minutes;

  /** So many links stood for so long, ms. */
  stood(links: number, ms: number): void {
    this.#minutes += (links * ms) / 60_000;
    if (this.#minutes < memory) return;
    this.#minutes /= 2;
    this.#deaths /= 2;
  }

  /** A linked peer fell silent for good. */
  died(): void {
    this.#deaths += 1;
  }

  /** The chance that somebody silent for `ms` is gone, 0 to 1. */
  gone(ms: number): number {
    return 1 - Math.exp((-this.#deaths / this.#minutes) * (ms / 60_000));
  }

  /** For how long a contact may be silent and still be told to others, ms. */
  get tellFor(): number {
    return this.#silence(doubt.tell);
  }

  /** For how long a contact may be silent and still be asked before others are, ms. */
  get askFor(): number {
    return this.#silence(doubt.ask);
  }

  #silence(chance: number): number {
    return -Math.log(1 - chance) * (this.#minutes / this.#deaths) * 60_000;
  }
}
