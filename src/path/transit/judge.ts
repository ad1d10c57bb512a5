/** What becomes of a build that is for us: a decision from the facts of an instant. */
import {
  type BuildRecord,
  type BuildStatus,
  buildStatuses,
  hopRoles,
  spliceFlags,
} from '../../wire/build.js';
import { maxExpiry, maxPaths, maxPathsPerLink, maxReachingPerLink } from '../constants.js';

export interface BuildFacts {
  /** Network time in seconds. */
  readonly time: number;
  /** Paths of others through us, and path ids in use on the link that the build came over. */
  readonly paths: number;
  readonly onLink: number;
  /** Of these, how many still look for their next hop. */
  readonly reaching: number;
  /** Whether an entry id is taken. */
  readonly isTaken: (entryId: Uint8Array) => boolean;
}

export function judge(record: BuildRecord, facts: BuildFacts): BuildStatus {
  const { busy, expired, ok, refused } = buildStatuses;
  if (record.expiry <= facts.time) return expired;
  if (record.expiry > facts.time + maxExpiry) return refused;
  if (facts.onLink >= shareOf(facts.paths) || facts.reaching >= maxReachingPerLink) return busy;
  if (record.role === hopRoles.entry && facts.isTaken(record.entryId)) return refused;
  // Only a hop with a next one can go over to another.
  if (record.splicing === spliceFlags.dial && record.role !== hopRoles.pass) return refused;
  return ok;
}

/**
 * How many paths one link may hold while there are so many in all: never more than there is room left for. So links that
 * take all they can get leave as much to the next one as each of them has.
 */
function shareOf(paths: number): number {
  return Math.min(maxPathsPerLink, maxPaths - paths);
}
