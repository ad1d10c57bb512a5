/**
 * What happens by itself: joins are asked, given up and followed by others; tunnels grow old, idle, and end. `upkeep` takes
 * `now` and says when it wants to look again; events only make it look sooner.
 */
import { encodeEntryPoints } from '../wire/entry-point.js';
import { frameType } from '../wire/frames.js';
import { ownEntries } from './answerer.js';
import { sendEmpty, sendFrame } from './cells.js';
import { wantsJoin } from './choice.js';
import {
  activeFor,
  askAfter,
  busyTick,
  confirmLimit,
  cutOffAfter,
  flowTick,
  idleLimit,
  keepaliveEvery,
  pauseEvery,
  pauseFor,
  reserveEvery,
  restTick,
} from './constants.js';
import { beginJoin, beginReserve, giveUpJoin, isOverdue } from './further.js';
import type { Join } from './join.js';
import { closeJoin, endAttempt, endSession, sessionsOf } from './life.js';
import { stepOpening } from './opener.js';
import type { Pair } from './pair.js';
import type { Room } from './room.js';
import { drain } from './send.js';
import type { Session } from './session.js';

/** How often a pair forgets what its filter need not know any more, ms. */
const sweepEvery = 10_000;
/** How long after they were told first are entry points told again, in case that was lost, ms. */
const tellAgainAfter = 3_000;
/** A join that stays silent is asked ever more rarely, ms. */
const askSlowly = 1_000;

/** What must be done for a pair at `now`; gives when to look again, in ms. */
export function upkeep(room: Room, pair: Pair, now: number): number {
  stepOpening(room, pair, now);
  for (const session of [...pair.candidates]) {
    if (now - session.since > confirmLimit) endSession(room, pair, session);
  }
  if (pair.replaced && now >= pair.replaced.endsAt) endSession(room, pair, pair.replaced.session);
  const { current } = pair;
  if (current) keepSession(room, pair, current, now);
  if (pair.queue.length > 0 && !pair.opening) {
    // The opener makes new joins; without any the other end can only open a tunnel itself.
    if (pair.current?.role === 'answerer' && pair.current.joins.length === 0) room.open(pair, now);
    else drain(room, pair, now);
  }
  if (now - pair.sweptAt >= sweepEvery) sweep(pair, now);
  if (isBusy(pair)) return busyTick;
  return pair.current && now - pair.current.usedAt < pauseFor ? flowTick : restTick;
}

function keepSession(room: Room, pair: Pair, session: Session, now: number): void {
  if (now - session.usedAt > idleLimit || now >= session.endsAt) {
    for (const join of session.joins)
      if (join.isFit(now)) sendFrame(room, join, frameType.close, new Uint8Array(0), now);
    endSession(room, pair, session);
    return;
  }
  for (const join of [...session.joins]) keepJoin(room, pair, session, join, now);
  const isActive = now - session.usedAt < activeFor;
  if (session.role === 'opener') {
    if (wantsJoin(session.joins, now, session.begun.length)) beginJoin(room, pair, session, now);
    else if (now - session.usedAt < pauseFor && now >= session.reserveAt)
      beginReserve(room, pair, session, now);
  } else tellEntries(room, pair, session, now);
  const isOld = now >= session.rekeyAt;
  if (isActive && !pair.opening && (isOld || isCutOff(session, now))) room.open(pair, now);
}

function keepJoin(room: Room, pair: Pair, session: Session, join: Join, now: number): void {
  join.woke(room.parts.clock.wokeAt);
  if (join.isDead(now) || now >= join.endsAt) {
    closeJoin(room, session, join);
    return;
  }
  if (join.state === 'unproven') {
    if (session.role === 'opener' && isOverdue(join, now)) giveUpJoin(room, pair, session, join, now);
    else if (now - join.since > confirmLimit) closeJoin(room, session, join);
    return;
  }
  const sinceAsked = now - join.askedAt;
  if (join.waitingSince !== null) {
    const pause = now - join.waitingSince > 4 * askSlowly ? askSlowly : askAfter;
    if (sinceAsked >= pause) sendEmpty(room, pair, join, true, now);
    return;
  }
  const every = patience(session, join, now);
  if (now - join.heardAt >= every && sinceAsked >= every) sendEmpty(room, pair, join, true, now);
}

/** How long a join may be silent before it is asked. */
function patience(session: Session, join: Join, now: number): number {
  const { carrier, followed, usedAt, lostAt } = session;
  if (lostAt !== null || (carrier !== null && carrier !== join && carrier.isDoubtful(now))) return askAfter;
  // Who only receives must notice, too, when nothing comes any more because the way is broken.
  if ((join === carrier || join === followed) && now - usedAt < pauseFor) return pauseEvery;
  return now - usedAt < activeFor ? reserveEvery : keepaliveEvery;
}

/** Whether the opener has no join any more that answers: the other end may be reached elsewhere by now. */
function isCutOff({ role, joins, since }: Session, now: number): boolean {
  if (role !== 'opener' || joins.some((join) => join.isFit(now))) return false;
  return now - joins.reduce((latest, join) => Math.max(latest, join.heardAt), since) > cutOffAfter;
}

/** Tells the opener where we are reached, after every change, twice. */
function tellEntries(room: Room, pair: Pair, session: Session, now: number): void {
  const { toldAt } = session;
  if (toldAt !== null && (session.isToldTwice || now - toldAt < tellAgainAfter)) return;
  const join = session.carrier?.isFit(now) ? session.carrier : session.joins.find((one) => one.isFit(now));
  if (!join) return;
  session.isToldTwice = toldAt !== null;
  session.toldAt = now;
  sendFrame(room, join, frameType.entries, encodeEntryPoints(ownEntries(room, pair.own, now)), now);
}

/** Paths of one of our addresses came or went. */
export function pathsChanged(room: Room, pair: Pair, now: number): void {
  for (const session of sessionsOf(pair)) {
    for (const join of [...session.joins]) if (!join.path.open) closeJoin(room, session, join);
    session.reconsider();
    session.toldAt = null;
    session.isToldTwice = false;
  }
  for (const attempt of [...(pair.opening?.attempts ?? [])]) {
    if (attempt.exit.open) continue;
    pair.opening!.attempts.splice(pair.opening!.attempts.indexOf(attempt), 1);
    endAttempt(room, attempt);
    pair.opening!.hastens = true;
  }
  drain(room, pair, now);
  room.wake(pair);
}

function sweep(pair: Pair, now: number): void {
  pair.sweptAt = now;
  pair.filter.sweep(now);
  for (const [exit, until] of pair.failedExits) if (until <= now) pair.failedExits.delete(exit);
  for (const [entry, until] of pair.failedEntries) if (until <= now) pair.failedEntries.delete(entry);
}

function isBusy({ opening, queue, candidates, current }: Pair): boolean {
  if (opening || queue.length > 0 || candidates.length > 0) return true;
  return current?.joins.some((join) => join.state === 'unproven' || join.waitingSince !== null) ?? false;
}
