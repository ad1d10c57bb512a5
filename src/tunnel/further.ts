/**
 * Joins beside a tunnel's first: further ones over other ways, some in reserve. Each is worked for, sent, and given up when
 * nobody answers. What comes on a join, and its end, are heard by `bindJoin`, at both ends.
 */
import type { WorkedKey } from '../path/join-work.js';
import { reserveWay, type Way, wantsJoin } from './choice.js';
import { crowdedAt, joinLimit, maxJoinFailures, maxJoins, reservePause } from './constants.js';
import { challengeProof, proofLength, sealFurther } from './handshake.js';
import { Join } from './join.js';
import { closeJoin, endSession } from './life.js';
import type { Pair } from './pair.js';
import { fromJoin } from './receive.js';
import type { Room } from './room.js';
import { wholeMinutes } from './said-time.js';
import type { Begun, Session } from './session.js';
import { alive, endOf, failed, failuresOf, idle, nameOf, sendBlob, wayFor } from './ways.js';

/** Further joins that may wait for their answer at once. */
const joinsAtOnce = 2;

/** Begins another join of a tunnel that is there: over the way that shares least with the others. */
export function beginJoin(room: Room, pair: Pair, session: Session, now: number): void {
  const waiting = session.joins.filter((join) => join.state === 'unproven').length + session.begun.length;
  if (waiting >= joinsAtOnce || isFull(session)) return;
  const way = wayFor(room, pair, session.entries, session.used(), now);
  if (way) beginOver(room, pair, session, way);
}

/** Begins a join in reserve, if one is wanted and there is room for it. */
export function beginReserve(room: Room, pair: Pair, session: Session, now: number): void {
  session.reserveAt = now + reservePause * (0.5 + room.parts.random.next());
  if (isFull(session)) return;
  const exits = room.carriers.exits(pair.own).filter((exit) => room.carriers.count(exit) < crowdedAt);
  const entries = alive(room, session.entries);
  const way = reserveWay(exits, entries, session.used(), nameOf, failuresOf(pair, now));
  if (way) beginOver(room, pair, session, way);
}

function isFull({ joins, begun }: Session): boolean {
  return joins.length + begun.length >= maxJoins;
}

function beginOver(room: Room, pair: Pair, session: Session, way: Way): void {
  const begun: Begun = { exit: way.exit, entry: nameOf(way.entry), work: idle };
  session.begun.push(begun);
  begun.work = room.work.begin(session.joinBits, (key) => {
    session.begun.splice(session.begun.indexOf(begun), 1);
    send(room, pair, session, way, key);
  });
}

/** Its work is done. */
function send(room: Room, pair: Pair, session: Session, way: Way, key: WorkedKey): void {
  const { random, networkTime, clock } = room.parts;
  const now = clock.now();
  const number = session.nextNumber;
  session.nextNumber += 1;
  const challenge = random.bytes(proofLength);
  const message = sealFurther(
    session.keys.send,
    number,
    { challenge, time: wholeMinutes(networkTime()) },
    random.bytes(32),
  );
  const selector = sendBlob(room, pair, way, message, key);
  if (selector === null) return;
  const join = new Join(
    number,
    way.exit,
    selector,
    session.keys,
    now,
    endOf(room, way, now),
    nameOf(way.entry),
    null,
  );
  join.expected = challengeProof(session.keys.receive, number, challenge);
  session.joins.push(join);
  bindJoin(room, pair, session, join);
  room.wake(pair);
}

/** A further join that nobody answered. */
export function giveUpJoin(room: Room, pair: Pair, session: Session, join: Join, now: number): void {
  failed(pair, join.path, join.entry, now);
  closeJoin(room, session, join);
  // One in reserve says nothing of the tunnel.
  if (!wantsJoin(session.joins, now, session.begun.length)) return;
  session.failures += 1;
  const isCutOff = !session.joins.some((one) => one.isFit(now));
  if (session.failures >= (isCutOff ? 2 : maxJoinFailures)) {
    session.failures = 0;
    room.open(pair, now);
  }
}

export function isOverdue(join: Join, now: number): boolean {
  return join.state === 'unproven' && now - join.since > joinLimit;
}

export function bindJoin(room: Room, pair: Pair, session: Session, join: Join): void {
  room.carriers.bind(join.path, join.selector, {
    cell: (rest) => fromJoin(room, pair, session, join, rest),
    failed: () => {
      const now = room.parts.clock.now();
      if (join.state === 'closed') return;
      if (join.state === 'unproven' && session.role === 'opener') giveUpJoin(room, pair, session, join, now);
      else closeJoin(room, session, join);
      if (session.joins.length === 0 && session !== pair.current) endSession(room, pair, session);
      room.wake(pair);
    },
  });
}
