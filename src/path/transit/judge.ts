/** What becomes of a build that is for us: a decision from the facts of an instant. */
import {
  type BuildRecord,
  type BuildStatus,
  buildStatuses,
  hopRoles,
  spliceFlags,
} from '../../wire/build.js';
import {
  maxExpiry,
  maxPaths,
  maxPathsPerLink,
  maxPathsPerTurn,
  maxReachingPerLink,
  shareOfNextLink,
} from '../constants.js';
import { isFull } from '../full.js';

export interface BuildFacts {
  /** Network time in seconds. */
  readonly time: number;
  /** Paths of others through us, and those of them that came over the link of this build. */
  readonly paths: number;
  readonly onLink: number;
  /** The link of this build is to be closed when what it carries has ended. */
  readonly isLeaving: boolean;
  /** Of these, how many still look for their next hop. */
  readonly reaching: number;
  /** Whether an entry id is taken. */
  readonly isTaken: (entryId: Uint8Array) => boolean;
}

export function judge(record: BuildRecord, facts: BuildFacts): BuildStatus {
  const { busy, expired, ok, refused } = buildStatuses;
  if (record.expiry <= facts.time) return expired;
  if (record.expiry > facts.time + maxExpiry) return refused;
  if (facts.isLeaving || facts.onLink >= shareOf(facts.paths) || facts.reaching >= maxReachingPerLink)
    return busy;
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

/**
 * Whether a path of one neighbour may be led over the link to the next one, where so many already go: all, and those of that
 * neighbour. The next one takes only so many from us, whoever had us lead them there.
 */
export function mayLead(onNext: number, ofNeighbour: number): boolean {
  return !isFull(onNext, maxPathsPerLink, ofNeighbour, maxPathsPerTurn, shareOfNextLink);
}

/**
 * Until when, in network time, a record that came at `time` is remembered. One that has ended, too: as long as our clock may be ahead
 * of its sender's. None for longer than it could count, whatever end it names.
 */
export function rememberedUntil({ expiry }: BuildRecord, time: number): number {
  return Math.min(Math.max(expiry, time), time + maxExpiry);
}
