/** The view as it was taken in last: the relays that may be drawn, how likely each is, and what is new of those chosen before. */
import { type Member, refreshed } from './kept-set.js';
import type { Ledger } from './ledger.js';
import type { Relay } from './relay.js';
import type { ChoiceParts } from './types.js';
import { weigh } from './weights.js';

export class Sight {
  /** Without ourselves. */
  relays: readonly Relay[] = [];
  weights: ReadonlyMap<string, number> = new Map();
  /** By name, and ourselves. */
  #view: ReadonlyMap<string, Relay> = new Map();

  constructor(private readonly parts: Pick<ChoiceParts, 'relays' | 'ownName' | 'own'>) {}

  /** Looks at the view; the ledger notes who is there. */
  take(ledger: Ledger, now: number): void {
    const { parts } = this;
    this.relays = parts.relays().filter(({ name }) => name !== parts.ownName);
    this.#view = new Map(this.withOwn().map((relay) => [relay.name, relay]));
    ledger.see(
      this.relays.map(({ name }) => name),
      now,
    );
    this.weights = this.#withOwnWeight(weigh(this.relays, ledger, now));
  }

  withOwn(): readonly Relay[] {
    const own = this.parts.own();
    return own ? [...this.relays, own] : this.relays;
  }

  /** Members with what the view says of them now. */
  refreshed<M extends Member>(members: readonly M[], now: number): M[] {
    return refreshed(members, this.#view, now);
  }

  /** Others may well choose us; we choose ourselves as often as anybody. */
  #withOwnWeight(weights: Map<string, number>): Map<string, number> {
    const sum = [...weights.values()].reduce((total, weight) => total + weight, 0);
    if (weights.size > 0) weights.set(this.parts.ownName, sum / weights.size);
    return weights;
  }
}
