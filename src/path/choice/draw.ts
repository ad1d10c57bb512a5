/** Drawing relays by weight, nobody twice. Pure but for chance. */
import type { Random } from '../../crypto/random.js';
import type { Relay } from './relay.js';

export interface Rules {
  /** Who must not come up. */
  readonly names: ReadonlySet<string>;
  /** Networks that must not come up; nor does one twice within what is drawn. */
  readonly prefixes: ReadonlySet<string>;
  /** False: where the rule on networks leaves too few, others fill the places. */
  readonly isStrict: boolean;
}

export const noRules: Rules = { names: new Set(), prefixes: new Set(), isStrict: false };

/** As many as wanted, or as there are. Somebody without a weight does not come up. */
export function draw(
  relays: readonly Relay[],
  weights: ReadonlyMap<string, number>,
  want: number,
  rules: Rules,
  random: Random,
): Relay[] {
  const names = new Set(rules.names);
  const prefixes = new Set(rules.prefixes);
  const drawn: Relay[] = [];
  for (const isLoose of rules.isStrict ? [false] : [false, true]) {
    while (drawn.length < want) {
      const left = relays.filter(
        ({ name, prefix }) => !names.has(name) && (isLoose || !prefixes.has(prefix)),
      );
      const one = drawOne(left, weights, random);
      if (!one) break;
      drawn.push(one);
      names.add(one.name);
      prefixes.add(one.prefix);
    }
  }
  return drawn;
}

/** Null when nobody has a weight. */
export function drawOne(
  relays: readonly Relay[],
  weights: ReadonlyMap<string, number>,
  random: Random,
): Relay | null {
  const weighed = relays.filter(({ name }) => (weights.get(name) ?? 0) > 0);
  const total = weighed.reduce((sum, { name }) => sum + weights.get(name)!, 0);
  let at = random.next() * total;
  for (const relay of weighed) {
    at -= weights.get(relay.name)!;
    if (at < 0) return relay;
  }
  return weighed.at(-1) ?? null;
}
