/**
 * What several networks found about whether strangers reach us, by address family. Two kinds of evidence, of unlike worth:
 * somebody to whom we had not sent anything got through, which we see ourselves and nobody can pretend; or a judge says that
 * whoever it sent knocked in vain, which is its word. Each network (/16, /32) has one voice, its newest. Pure.
 */

/** So many networks must have spoken. */
const wanted = 3;
/** How long a voice counts, and from what age on another one is wanted, ms. */
const life = 3 * 3_600_000;
const freshFor = life / 2;
/** Voices kept per family; the oldest goes. */
const most = 64;

export type State = 'unknown' | 'reachable' | 'unreachable';

interface Voice {
  readonly got: boolean;
  readonly at: number;
}

export class Verdicts {
  /** The oldest first, by network. */
  #voices = new Map<string, Voice>();

  /** Whether somebody of that network got through. */
  note(network: string, got: boolean, now: number): void {
    this.#voices.delete(network);
    this.#voices.set(network, { got, at: now });
    if (this.#voices.size > most) this.#voices.delete(this.#voices.keys().next().value!);
  }

  /** Our address is another one: what was found says nothing of it. */
  forget(): void {
    this.#voices.clear();
  }

  has(network: string, now: number): boolean {
    const voice = this.#voices.get(network);
    return voice !== undefined && now - voice.at < freshFor;
  }

  /** How many networks have spoken lately. */
  count(now: number): number {
    return this.#younger(now, life).length;
  }

  /** Whether another voice is wanted: too few, or old ones. */
  isThin(now: number): boolean {
    return this.state(now) === 'unknown' || this.#younger(now, freshFor).length < wanted;
  }

  /** The majority's, once there are enough; of as many for as against those count who got through. */
  state(now: number): State {
    const voices = this.#younger(now, life);
    const got = voices.filter((voice) => voice.got).length;
    const silent = voices.length - got;
    if (got >= wanted && got >= silent) return 'reachable';
    if (silent >= wanted && silent > got) return 'unreachable';
    return 'unknown';
  }

  #younger(now: number, age: number): Voice[] {
    return [...this.#voices.values()].filter(({ at }) => now - at < age);
  }
}
