/**
 * What the operator may see of paths: those of this node, by hops, and of those that others have through it how many. No address of
 * a program or of an AP is among it.
 */
import type { AnonymityFacts, PathsFacts } from '../control/protocol.js';
import type { Choice } from '../path/choice/choice.js';
import { levelOf, sizeOf } from '../path/choice/level.js';
import type { Relay } from '../path/choice/relay.js';
import type { Pools } from '../path/pool.js';

/** The rooms of paths, as far as the operator has to do with them. */
export interface PathsDoor {
  /** Whether a TUN device is open, so that programs on this machine are carried over paths. */
  readonly isRunning: boolean;
  readonly choice: Pick<Choice, 'facts' | 'accept'>;
  readonly pools: Pick<Pools, 'held' | 'building' | 'waits' | 'hurry'>;
  /** What is relayed for others, as counts by name. */
  relayed(): Readonly<Record<string, number>>;
}

/** What the network is worth. Without paths: what it would be, and that nobody is hidden. */
export function anonymityFacts(door: PathsDoor | null, relays: () => readonly Relay[]): AnonymityFacts {
  if (door) return { ...door.choice.facts(), isRunning: door.isRunning };
  const size = sizeOf(relays());
  const { level, hops } = levelOf(size);
  const waits = hops === 0 ? 'few' : null;
  return { ...size, level, best: level, hops, areGuardsFirm: false, waits, isRunning: false };
}

export function pathsFacts(door: PathsDoor | null, relays: () => readonly Relay[], now: number): PathsFacts {
  const own = (door?.pools.held ?? []).map(({ path, hops, isReplaced }) => ({
    kind: path.kind,
    state: isReplaced ? ('ending' as const) : ('open' as const),
    age: now - path.since,
    left: Math.max(0, path.expiresAt - now),
    hops: hops.map(({ name }) => name.slice(0, shortName)),
    rtt: path.rtt,
  }));
  return {
    anonymity: anonymityFacts(door, relays),
    own,
    building: door?.pools.building ?? 0,
    waits: door?.pools.waits ?? null,
    relayed: door?.relayed() ?? {},
  };
}

/** Digits of a node id by which screens name a node. */
const shortName = 12;
