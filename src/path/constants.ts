/** Times and limits of paths (docs/protocol.md, Paths). What both sides must agree on is marked; the rest is our own tuning. */
import type { Rate } from '../link/limiter.js';

/** Builds taken from one link. */
export const buildRate: Rate = { perSecond: 5, burst: 50 };
/** Cells on path ids that stand for nothing, of one link: each costs seven short hashes to see what it may begin. Those of a path that
 * was forgotten come as fast as its owner sends, and must not keep builds out. */
export const trialRate: Rate = { perSecond: 5_000, burst: 5_000 };
/** Paths of others through us: over one link at most (fewer when there are many; transit/judge.ts), and in all. */
export const maxPathsPerLink = 512;
export const maxPaths = 4096;
/** Of one link, led over one next link: that one counts them as ours, and takes only so many from us. */
export const maxPathsPerTurn = 128;
/** What a link gets at most of the last quarter (full.ts) of paths over a next link. */
export const shareOfNextLink = 16;
/** Builds whose next hop is being dialled, over one link. */
export const maxReachingPerLink = 50;
/** How long a hop tries to reach the next one, ms. Agreed. */
export const reachTimeout = 5_000;
/** A neighbour that was not heard for so long is asked before a path is led over it, and has so long to answer; ms. */
export const neighbourFresh = 3_000;
export const neighbourTimeout = 700;
/** It is asked, too, when cells of paths went there for so long, without such a pause, and nothing was heard; so often at most; ms. */
export const linkSilence = 250;
export const usedAnewAfter = 1_000;
export const askAgainAfter = 1_000;
/** How long an owner waits for the reply of a build, ms. Agreed. */
export const buildTimeout = 10_000;
/** How far in the future a record's end may be, s; how much each hop's end lies behind the path's own, at most. Agreed. */
export const maxExpiry = 3 * 3600;
export const expirySpread = 600;
/** Ephemeral keys of builds remembered until they expire: in all, and of one link. */
export const maxSeen = 131_072;
export const maxSeenPerLink = 16_384;
/** A hop forgets a path without a forward cell for so long, ms. Agreed. */
export const idleLimit = 150_000;
/** How often it looks for such paths while there are any, ms. */
export const upkeepEvery = 5_000;

/** How long a path lives if its owner does not say, ms; varied by a quarter. */
export const usualLife = 3600_000;
export const lifeVariation = 0.25;
/** An idle path is pinged after so long, ms, so that its hops keep it: drawn anew each time. */
export const keepaliveRange = [50_000, 70_000] as const;
/** A path in use that is silent for so long beside its usual round trip is pinged, ms. */
export const quietAfter = 150;
/** In use: a cell of a join went out or came in so lately, ms. */
export const inUseFor = 2_000;
/** So often while it stays silent, ms, and it is given up when so long and the usual round trip have passed. */
export const probeEvery = 200;
export const probeFor = 850;
/** The round trip that is assumed before one was measured, ms. */
export const assumedRtt = 300;

/** Forged cells at an end, within so many, that close a path, after a delay drawn from this range, ms. Agreed. */
export const maxFailures = 32;
export const failureSpan = 1000;
export const failureDelay = [1_000, 30_000] as const;

/** Joins alive on one path at an end hop of it, on all paths that come over one link, and at all ends here; a link's share of the last quarter. */
export const maxJoins = 256;
export const maxJoinsPerLink = 4_096;
export const maxJoinsInAll = 16_384;
export const shareOfJoins = 256;
/** Joins an exit node takes from one path. */
export const joinRate: Rate = { perSecond: 5, burst: 20 };
/** Joins of one entry id that are passed on to its owner. Agreed. */
export const incomingRate: Rate = { perSecond: 10, burst: 50 };
/** Those above wait, who shows most work goes first: so many of one entry id and in all, so long at most, ms. */
export const maxJoinsWaiting = 32;
export const maxJoinsWaitingInAll = 4_096;
export const joinPatience = 4_000;
/** How often it is looked whether the next one may go, ms. */
export const releaseEvery = 100;
/** Joins from one link: each costs a Diffie-Hellman. */
export const joinRatePerLink: Rate = { perSecond: 50, burst: 100 };
/** How far off a join's time may be, s. Agreed. */
export const joinTimeSpan = 120;
/** Joins' ephemeral keys remembered for twice that time: in all, and of one link. */
export const maxJoinsSeen = 65_536;
export const maxJoinsSeenPerLink = 16_384;
/** A join without an answer from the entry path's owner is forgotten after so long, and any without a cell; ms. */
export const joinAnswerLimit = 30_000;
export const joinIdleLimit = 150_000;
/** Queries an exit node carries for one path, and how many at once; and its patience with a storing node, ms. */
export const queryRate: Rate = { perSecond: 10, burst: 40 };
export const maxQueries = 32;
export const queryTimeout = 6_000;
/** Of these to one storing node; and to one for all paths, fewer than it takes from us, since we ask it things as well. */
export const queryRatePerNode: Rate = { perSecond: 3, burst: 16 };
export const carriedRate: Rate = { perSecond: 15, burst: 45 };

/** Cells per second that go out for others, and for ourselves: about 2 Gbit/s each. */
export const usualCellRate = 200_000;
