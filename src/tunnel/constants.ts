/** Numbers of the protocol first; both ends must agree on them. */

/** How far the time in a tunnel's first message, or in a further join's, may be off, seconds. */
export const timeTolerance = 120;
/** How many numbers of joins ahead does the answering end know the proofs of? */
export const joinsAhead = 16;
/** Joins of one tunnel at once. */
export const maxJoins = 8;

/** Our own tuning; all durations in ms. */

/** How many joins does the opening end want at least, over different exit paths and entry points? */
export const wantedJoins = 2;
/**
 * From when on does a tunnel over which packets flow get joins in reserve, between each of its exit paths and so many entry points? How
 * long is the pause before the next one, varied by half? On a path with so many joins there is no room for them: its end hop takes 256.
 */
export const settledAfter = 20_000;
export const reserveEntries = 2;
export const reservePause = 2_000;
export const crowdedAt = 64;
/** When are first messages sent, counted from the record's arrival? Each over other paths, where there are. */
export const openAttempts = [0, 800, 2_000, 3_500, 5_000] as const;
/** How long may an opening take, after the record came, and before (no exit path yet, a lookup that drags on)? */
export const openLimit = 7_000;
export const lookLimit = 20_000;
/** How often must those who are asked for a record have none, before there is none? Each look asks others, over another path. */
export const enoughMisses = 2;
/** When all exit paths have been tried, how long until the next look, ms? */
export const lookPause = 500;
/** When does an opening look for a newer record: after so many first messages without an answer, and how often? */
export const lookAgain = { tries: 2, every: 1_500 } as const;
/** How long may an opening take in all, while newer records come? */
export const openingLife = 30_000;
/** How long may a tunnel be without any join that answers, before it is opened anew? */
export const cutOffAfter = 1_000;
/** How long does the lower address hold on to its own opening when the other end opens, too? */
export const crossedFor = 3_000;
/** How long is a program told at once that an address cannot be reached, before that is tried again? */
export const refuseFor = 5_000;
/** The same for one that was reached until a moment ago. */
export const refuseLostFor = 1_000;
/** How long does a session wait for the opener's first cell? */
export const confirmLimit = 10_000;
/** Such sessions of one pair; and in all, then the oldest gives way: it had more than two seconds. */
export const maxCandidates = 4;
export const maxAllCandidates = 512;
/**
 * Pairs of addresses that our programs make; and that strangers make, with each of our addresses: what they do to one must not
 * be felt at another, or it would show that both are one machine's.
 */
export const maxPairs = 2_048;
export const maxStrangers = 1_024;
/** How many messages on entry paths per second are worth cryptography: of one address (its entry nodes pass on 30), and in all? */
export const incomingRate = { perSecond: 40, burst: 150 } as const;
export const allIncomingRate = { perSecond: 100, burst: 300 } as const;

/** How long may a join that carries packets be silent before it is asked? And how often is it asked again? */
export const askAfter = 250;
/** How long may a question stay unanswered before another join is taken? More when the way is long; see join.ts. */
export const silenceLimit = 500;
/** A join in use is left for a better one only if that one was heard so lately. */
export const heardLately = 1_000;
/** What part of its cells may a join lose before another is preferred, and one more wanted? And what does all of it count, in ms? */
export const lossLimit = 0.2;
export const lossCost = 2_000;
/** How long is a silent join kept, and asked? */
export const joinDeadAfter = 10_000;
/** How often are joins in reserve asked while packets flow, and how often when none do? Entry nodes forget after 150 s. */
export const reserveEvery = 5_000;
export const keepaliveEvery = 40_000;
/** When is the join that packets came over asked, after they stopped coming, and for how long is that of interest? */
export const pauseEvery = 600;
export const pauseFor = 2_000;
/** For how long after a packet do packets "flow"? */
export const activeFor = 30_000;
/** How long is a further join waited for? */
export const joinLimit = 3_000;
/** How long before its end does a join get a successor, and is it left? */
export const renewBefore = 60_000;
export const leaveBefore = 20_000;
/** For how long is a way that failed taken only if there is no other? */
export const failedFor = 30_000;
/** How many further joins in a row may fail before the tunnel opens anew? */
export const maxJoinFailures = 6;
/** When is a tunnel replaced by a new one: by who opened it, and by the other end if that did not? When does it end at the latest? */
export const rekeyAfter = { opener: 1_800_000, answerer: 2_700_000 } as const;
export const sessionLife = 3_600_000;
/** Part by which the first of these varies. */
export const rekeyJitter = 0.2;
/** How long after a renewal that failed is it tried again? */
export const rekeyPause = 60_000;
/** After which time without packets does a tunnel end? */
export const idleLimit = 600_000;
/** How long does a replaced tunnel still hear what is under way? */
export const replacedLife = 30_000;

/** Packets waiting in all tunnels. */
export const maxWaiting = 4_096;
/** ICMPv6 errors to programs, per second. */
export const errorRate = { perSecond: 200, burst: 200 } as const;
/** What may go out at once after a pause, in ms of the pace; timers are no finer. */
export const paceSlack = 4;
/** How often are pairs looked after that do something, over which packets flow, and that rest? */
export const busyTick = 50;
export const flowTick = 250;
export const restTick = 5_000;
