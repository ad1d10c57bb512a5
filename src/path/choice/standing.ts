/**
 * What the network has been worth over time, and so what paths may be made now. Pure; times are own seconds (clock/own-time.ts).
 *
 * The best level held for 24 h is remembered. Below it nothing new is drawn until the operator agrees: an attacker who
 * cuts us off from everybody but himself looks just like a network that has shrunk.
 */
import { isBelow, type Level, levels } from './level.js';

/** How long a level is held before it counts, and the view is even before guards are kept, seconds. */
export const heldFor = 24 * 3600;

/** The view is stable as long as the number of relays stays within these shares of what it was. */
const steady = { least: 0.75, most: 1.33 } as const;

export interface Standing {
  readonly level: Level;
  /** The best one held for 24 h, or agreed to since. */
  readonly best: Level;
  /** Since when each level, or a better one, has been there without a break; null: it is not there. */
  readonly since: readonly (number | null)[];
  /** Since when the view has been stable, and the number of relays then. */
  readonly stableSince: number;
  readonly reference: number;
}

export function newStanding(now: number): Standing {
  return { level: 'none', best: 'none', since: levels.map(() => null), stableSince: now, reference: 0 };
}

/** @param isFilling the node started lately: a view that is small yet says nothing of the network, so nothing is lost by it */
export function stand(
  before: Standing,
  level: Level,
  relays: number,
  now: number,
  isFilling: boolean,
): Standing {
  const since = levels.map((candidate, at) => {
    if (!isBelow(level, candidate)) return before.since[at] ?? now;
    return isFilling ? (before.since[at] ?? null) : null;
  });
  const held = levels.findLast(
    (candidate, at) => !isBelow(level, candidate) && since[at] != null && now - since[at] >= heldFor,
  );
  const isEven = relays >= before.reference * steady.least && relays <= before.reference * steady.most;
  const isKept = isEven || (isFilling && relays < before.reference);
  return {
    level,
    best: held && isBelow(before.best, held) ? held : before.best,
    since,
    stableSince: isKept ? before.stableSince : now,
    reference: isKept ? before.reference : relays,
  };
}

/** The operator has seen that there is less than there was, and goes on with it. */
export function accept(standing: Standing): Standing {
  return isBelow(standing.level, standing.best) ? { ...standing, best: standing.level } : standing;
}

/** Whether guards drawn now may be kept for months. */
export function isStable(standing: Standing, now: number): boolean {
  return !isBelow(standing.level, 'fair') && now - standing.stableSince >= heldFor;
}
