/** How sessions, joins and openings take each other's place and end. It begins nothing and sends nothing. */
import { replacedLife } from './constants.js';
import type { Join } from './join.js';
import type { Attempt, Pair } from './pair.js';
import type { Room } from './room.js';
import type { Session } from './session.js';

/** A session both ends believe in takes the place of the one before. */
export function adopt(room: Room, pair: Pair, session: Session, now: number): void {
  if (pair.candidates.includes(session)) pair.candidates.splice(pair.candidates.indexOf(session), 1);
  if (pair.replaced) endSession(room, pair, pair.replaced.session);
  if (pair.current) {
    pair.replaced = { session: pair.current, endsAt: now + replacedLife };
    // It goes on with what is in use already.
    session.reserveAt = now;
  }
  pair.current = session;
  pair.refusal = null;
  room.wake(pair);
}

export function closeJoin(room: Room, session: Session, join: Join): void {
  if (join.state === 'closed') return;
  session.remove(join);
  room.carriers.release(join.path, join.selector);
}

export function endSession(room: Room, pair: Pair, session: Session): void {
  for (const number of [...session.awaited.keys()]) forgetJoin(room, session, number);
  for (const join of [...session.joins]) closeJoin(room, session, join);
  session.wipe();
  if (pair.current === session) pair.current = null;
  if (pair.replaced?.session === session) pair.replaced = null;
  if (pair.candidates.includes(session)) pair.candidates.splice(pair.candidates.indexOf(session), 1);
}

export function forgetJoin(room: Room, session: Session, number: number): void {
  const name = session.awaited.get(number);
  if (name !== undefined) room.awaited.delete(name);
  session.awaited.delete(number);
}

/** Ends an opening; `except`: an attempt whose selector goes on as a join. */
export function cancelOpening(room: Room, pair: Pair, except: Attempt | null = null): void {
  for (const attempt of pair.opening?.attempts ?? []) {
    if (attempt === except) continue;
    endAttempt(room, attempt);
  }
  pair.opening = null;
}

/** Nobody waits for its answer any more. */
export function endAttempt(room: Room, { exit, work, selector, handshake }: Attempt): void {
  work.cancel();
  handshake.noise.end();
  if (selector !== null) room.carriers.release(exit, selector);
}

/** Nothing of the pair is left. */
export function endPair(room: Room, pair: Pair): void {
  cancelOpening(room, pair);
  for (const session of sessionsOf(pair)) endSession(room, pair, session);
  pair.queue.clear();
  pair.paceTimer?.cancel();
  pair.paceTimer = null;
}

export function sessionsOf(pair: Pair): Session[] {
  const { current, replaced, candidates } = pair;
  return [...(current ? [current] : []), ...(replaced ? [replaced.session] : []), ...candidates];
}
