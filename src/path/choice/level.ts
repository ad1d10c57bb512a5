/**
 * What a network of a size can give: the table for small networks (docs/protocol.md). The relays counted are others, verified
 * and in the local view. Pure.
 */

import { classOf } from '../../net/address.js';
import type { Relay } from './relay.js';

/** From the worst to the best; screens have a sentence for each. */
export const levels = ['none', 'practice', 'weak', 'fair', 'full'] as const;
export type Level = (typeof levels)[number];

/** Other verified relays in the view, and in how many networks they are. */
export interface Size {
  readonly relays: number;
  readonly prefixes: number;
}

/** @param relays without oneself */
export function sizeOf(relays: readonly Relay[]): Size & { readonly isLan: boolean } {
  const nearby = relays.filter(({ endpoints: [best] }) => best && classOf(best) !== 'public');
  return {
    relays: relays.length,
    prefixes: new Set(relays.map(({ prefix }) => prefix)).size,
    isLan: relays.length > 0 && 2 * nearby.length >= relays.length,
  };
}

/** How paths are made at a level. */
export interface Plan {
  readonly level: Level;
  /** 0: none are. */
  readonly hops: 0 | 2 | 3;
  /** Guards used at a time. */
  readonly guards: number;
  /** Size of the second layer; 0: the second hop is drawn from everybody. */
  readonly layer2: number;
  /** Whether the rules on prefixes are rules, or what is tried first. */
  readonly isStrict: boolean;
}

const rows: readonly (Plan & Size)[] = [
  { level: 'none', relays: 0, prefixes: 0, hops: 0, guards: 0, layer2: 0, isStrict: false },
  { level: 'practice', relays: 3, prefixes: 0, hops: 2, guards: 1, layer2: 0, isStrict: false },
  { level: 'weak', relays: 6, prefixes: 0, hops: 3, guards: 2, layer2: 0, isStrict: false },
  { level: 'fair', relays: 20, prefixes: 8, hops: 3, guards: 2, layer2: 3, isStrict: true },
  { level: 'full', relays: 60, prefixes: 20, hops: 3, guards: 2, layer2: 6, isStrict: true },
];

/** The best row whose numbers are reached. */
export function levelOf({ relays, prefixes }: Size): Plan {
  return rows.findLast((row) => relays >= row.relays && prefixes >= row.prefixes)!;
}

export function planOf(level: Level): Plan {
  return rows[levels.indexOf(level)]!;
}

export function isBelow(level: Level, other: Level): boolean {
  return levels.indexOf(level) < levels.indexOf(other);
}
