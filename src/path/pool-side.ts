/** The paths of one kind that an AP key has, and what they say by themselves: how many are missing, which stay. Pure. */
import type { Want } from './choice/choice.js';
import type { Relay } from './choice/relay.js';
import type { OwnPath, PathKind } from './types.js';

/** Paths of each kind that an AP key in use has. */
export const wanted: Readonly<Record<PathKind, number>> = { exit: 2, entry: 3 };
/** A path that dies younger than this was as good as none, ms. */
export const young = 10_000;
/**
 * A build that has no answer after so long, ms, is no longer counted on, unless others failed, too: so many in a row where there is no path
 * at all, for then every second counts. But so many at once of a kind, at most.
 */
const slow = 2_000;
const enoughFailures = 4;
const mostOfKind = 6;

/** One own path, for screens. */
export interface HeldPath {
  readonly path: OwnPath;
  readonly hops: readonly Relay[];
  /** Its successor has taken its place; it lives on until its time is over. */
  readonly isReplaced: boolean;
}

/** A path of ours and when its successor is begun. */
export interface Held extends HeldPath {
  renewAt: number;
  isReplaced: boolean;
  /** It would be made better now. */
  isOutgrown: boolean;
}

/** Paths of one kind. */
export interface Side {
  readonly kind: PathKind;
  held: Held[];
  /** The hops of builds under way, and when they were begun. */
  readonly building: Map<readonly Relay[], number>;
  failures: number;
  failedAt: number;
  retryAt: number;
  reviewAt: number;
  waits: Want | null;
}

export function newSide(kind: PathKind): Side {
  return {
    kind,
    held: [],
    building: new Map(),
    failures: 0,
    failedAt: 0,
    retryAt: 0,
    reviewAt: 0,
    waits: null,
  };
}

/** How many builds are to be begun: for places that are empty, and for those that will be soon. */
export function missing(side: Side, now: number): number {
  const { kind, building, failures, held } = side;
  const isPatient = failures >= (held.length > 0 ? 1 : enoughFailures);
  const isHopeful = (since: number): boolean => isPatient || now - since < slow;
  const soon = [...building.values()].filter(isHopeful).length;
  return Math.min(wanted[kind] - staying(side, now).length - soon, mostOfKind - building.size);
}

/** The hops of those that are in use and not about to be replaced. */
export function staying({ held }: Side, now: number): (readonly Relay[])[] {
  return held.filter(({ isReplaced, renewAt }) => !isReplaced && now < renewAt).map(({ hops }) => hops);
}

/** Nothing is missing, and nothing broke soon after it was built. */
export function isWell(side: Side, now: number): boolean {
  const { building, held } = side;
  return (
    building.size === 0 && missing(side, now) <= 0 && held.every(({ path }) => now - path.since >= young)
  );
}
