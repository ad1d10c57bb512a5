/**
 * The opening end: finds the other's record, sends first messages over one way after another until one is answered.
 * It waits for nothing: upkeep calls each step when it is due.
 */
import { apAddressOf } from '../crypto/ap.js';
import { equal } from '../crypto/hash.js';
import { maxJoinBits, type WorkedKey } from '../path/join-work.js';
import { sendEmpty } from './cells.js';
import type { Way } from './choice.js';
import {
  enoughMisses,
  lookAgain,
  lookLimit,
  lookPause,
  openAttempts,
  openingLife,
  openLimit,
  refuseFor,
  refuseLostFor,
  rekeyPause,
} from './constants.js';
import { bindJoin } from './further.js';
import { beginTunnel, finishTunnel } from './handshake.js';
import { unreachable } from './icmp.js';
import { Join } from './join.js';
import { adopt, cancelOpening, endAttempt, endSession } from './life.js';
import type { Attempt, Opening, Pair } from './pair.js';
import { refuseAll } from './refusals.js';
import type { Room } from './room.js';
import { wholeMinutes } from './said-time.js';
import { drain } from './send.js';
import { Session } from './session.js';
import type { FoundRecord } from './types.js';
import { endOf, failed, idle, nameOf, sendBlob, wayFor } from './ways.js';

export function startOpening(room: Room, pair: Pair, now: number): void {
  if (!pair.opening) {
    pair.opening = {
      startedAt: now,
      isLooking: false,
      lookedAt: now,
      lookedOver: new Set(),
      misses: 0,
      record: null,
      recordAt: 0,
      tries: 0,
      hastens: false,
      attempts: [],
    };
    stepOpening(room, pair, now);
  }
  room.wake(pair);
}

/** Looks for the record, or sends the first message that is due. */
export function stepOpening(room: Room, pair: Pair, now: number): void {
  const { opening } = pair;
  if (!opening) return;
  if (!opening.isLooking && isLookDue(room, pair, opening, now)) look(room, pair, opening, now);
  if (!opening.record) {
    if (now - opening.startedAt > lookLimit) fail(room, pair, unreachable.noRoute, now);
    return;
  }
  while (opening.tries < openAttempts.length && isDue(opening, now)) {
    if (!attempt(room, pair, opening, opening.record, now)) break;
  }
  const isSpent = opening.tries === openAttempts.length && opening.attempts.length === 0;
  const isOver = now - opening.recordAt > openLimit || now - opening.startedAt > openingLife;
  if (isSpent || isOver) fail(room, pair, unreachable.address, now);
}

function isDue({ hastens, tries, recordAt }: Opening, now: number): boolean {
  return hastens || now >= recordAt + openAttempts[tries]!;
}

/**
 * Whether the record is to be looked for now: a first one at once, over one exit path after the other; a newer one where nobody
 * answers, since the other end may have new entry points by then.
 */
function isLookDue(room: Room, pair: Pair, opening: Opening, now: number): boolean {
  const { record, tries, lookedAt, lookedOver } = opening;
  if (record) return tries >= lookAgain.tries && now - lookedAt >= lookAgain.every;
  if (lookedOver.size === 0 || now - lookedAt >= lookPause) return true;
  return room.carriers.exits(pair.own).some((exit) => !lookedOver.has(exit));
}

function look(room: Room, pair: Pair, opening: Opening, now: number): void {
  const exits = room.carriers.exits(pair.own);
  const untried = exits.filter((exit) => !opening.lookedOver.has(exit));
  const choice = untried.length > 0 ? untried : exits;
  const exit = choice[Math.floor(room.parts.random.next() * choice.length)];
  if (!exit) return;
  opening.isLooking = true;
  opening.lookedAt = now;
  opening.lookedOver.add(exit);
  const found = (record: FoundRecord | 'unanswered' | null): void => {
    if (pair.opening !== opening) return;
    opening.isLooking = false;
    if (isUsable(record, pair)) take(opening, record, room.parts.clock.now());
    // A path on which nobody answers says nothing of the address.
    else if (!opening.record && record !== 'unanswered' && exit.open) opening.misses += 1;
    if (opening.misses >= enoughMisses && !opening.record)
      fail(room, pair, unreachable.noRoute, room.parts.clock.now());
    stepOpening(room, pair, room.parts.clock.now());
    room.wake(pair);
  };
  const isAnew = opening.record !== null || pair.current !== null || opening.misses > 0;
  room.parts.records.find(pair.other, exit, isAnew).then(found, () => found('unanswered'));
}

function isUsable(record: FoundRecord | 'unanswered' | null, { own, other }: Pair): record is FoundRecord {
  if (!record || record === 'unanswered' || record.joinBits > maxJoinBits) return false;
  return equal(apAddressOf(record.apKey, record.modifier) ?? own.address, other);
}

/** A first record, or one that names entry points the last one did not. */
function take(opening: Opening, record: FoundRecord, now: number): void {
  const known = new Set(opening.record?.entries.map(nameOf));
  if (opening.record && record.entries.every((entry) => known.has(nameOf(entry)))) return;
  opening.record = record;
  opening.recordAt = now;
  opening.tries = 0;
}

/** One first message, as soon as its work is done; false when there is no path to send it by. */
function attempt(room: Room, pair: Pair, opening: Opening, record: FoundRecord, now: number): boolean {
  const { random, channelKey, networkTime } = room.parts;
  const way =
    wayFor(room, pair, record.entries, opening.attempts, now) ?? wayFor(room, pair, record.entries, [], now);
  if (!way) return false;
  opening.tries += 1;
  opening.hastens = false;
  const time = wholeMinutes(networkTime());
  const handshake = beginTunnel(pair.own, pair.other, record, channelKey, time, random.bytes(32));
  if (!handshake) return true;
  const made: Attempt = {
    exit: way.exit,
    entry: nameOf(way.entry),
    handshake,
    endsAt: endOf(room, way, now),
    work: idle,
    selector: null,
    at: now,
  };
  opening.attempts.push(made);
  made.work = room.work.begin(record.joinBits, (key) => send(room, pair, opening, made, record, way, key));
  return true;
}

/** Its work is done. */
function send(
  room: Room,
  pair: Pair,
  opening: Opening,
  made: Attempt,
  record: FoundRecord,
  way: Way,
  key: WorkedKey,
): void {
  made.selector = sendBlob(room, pair, way, made.handshake.message, key);
  made.at = room.parts.clock.now();
  if (made.selector === null) {
    opening.attempts.splice(opening.attempts.indexOf(made), 1);
    endAttempt(room, made);
    opening.hastens = true;
    room.wake(pair);
    return;
  }
  room.carriers.bind(way.exit, made.selector, {
    cell: (rest) => answered(room, pair, opening, made, record, rest),
    failed: () => attemptFailed(room, pair, opening, made),
  });
}

function answered(
  room: Room,
  pair: Pair,
  opening: Opening,
  made: Attempt,
  record: FoundRecord,
  rest: Uint8Array,
): void {
  if (pair.opening !== opening || !opening.attempts.includes(made)) return;
  const now = room.parts.clock.now();
  const finished = finishTunnel(made.handshake, record, rest.slice());
  if (!finished) {
    room.drop('answer-forged');
    attemptFailed(room, pair, opening, made);
    return;
  }
  const session = new Session('opener', finished.keys, now, room.parts.random.next());
  session.entries = finished.entries.length > 0 ? finished.entries : record.entries;
  session.joinBits = record.joinBits;
  const { exit, selector, endsAt, entry } = made;
  const join = new Join(0, exit, selector!, finished.keys, now, endsAt, entry, now - made.at);
  join.state = 'proven';
  session.joins.push(join);
  cancelOpening(room, pair, made);
  bindJoin(room, pair, session, join);
  adopt(room, pair, session, now);
  // The other end sends nothing before it has heard us.
  sendEmpty(room, pair, join, true, now);
  drain(room, pair, now);
}

function attemptFailed(room: Room, pair: Pair, opening: Opening, made: Attempt): void {
  if (!opening.attempts.includes(made)) return;
  const now = room.parts.clock.now();
  opening.attempts.splice(opening.attempts.indexOf(made), 1);
  endAttempt(room, made);
  failed(pair, made.exit, made.entry, now);
  opening.hastens = true;
  stepOpening(room, pair, now);
}

function fail(room: Room, pair: Pair, code: number, now: number): void {
  cancelOpening(room, pair);
  const { current } = pair;
  if (current?.joins.some((join) => join.isFit(now))) {
    // The tunnel that is there goes on; its successor is tried again later.
    current.rekeyAt = now + rekeyPause;
    return;
  }
  if (current) endSession(room, pair, current);
  refuseAll(room, pair, code, now + (current ? refuseLostFor : refuseFor), now);
}
