/**
 * The opening end: finds the other's record, sends first messages over one way after another until one is answered, and
 * keeps the tunnel in joins over different paths. It waits for nothing: upkeep calls each step when it is due.
 */
import { apAddressOf } from '../crypto/ap.js';
import { equal } from '../crypto/hash.js';
import { maxJoinBits, sealJoin } from '../path/join-blob.js';
import { textOf } from '../wire/bytes.js';
import { nextWay, type Way } from './choice.js';
import {
  failedFor,
  joinLimit,
  lookAgain,
  lookLimit,
  maxJoinFailures,
  maxJoins,
  openAttempts,
  openingLife,
  openLimit,
  refuseFor,
  refuseLostFor,
  rekeyPause,
} from './constants.js';
import { beginTunnel, challengeProof, finishTunnel, proofLength, sealFurther } from './handshake.js';
import { unreachable } from './icmp.js';
import { Join } from './join.js';
import type { Attempt, Opening, Pair } from './pair.js';
import { fromJoin } from './receive.js';
import type { Room } from './room.js';
import { wholeMinutes } from './said-time.js';
import { drain, refuseAll, sendEmpty } from './send.js';
import { Session } from './session.js';
import type { EntryPoint, FoundRecord, OwnPath } from './types.js';
import { adopt, closeJoin, endSession } from './upkeep.js';

/** Further joins that may wait for their answer at once. */
const joinsAtOnce = 2;

export function startOpening(room: Room, pair: Pair, now: number): void {
  if (!pair.opening) {
    pair.opening = {
      startedAt: now,
      isLooking: false,
      lookedAt: now,
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
  if (!opening.isLooking && isLookDue(opening, now)) look(room, pair, opening, now);
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

/** Ends an opening; `except`: an attempt whose selector goes on as a join. */
export function cancelOpening(room: Room, pair: Pair, except: Attempt | null = null): void {
  for (const attempt of pair.opening?.attempts ?? []) {
    if (attempt === except) continue;
    attempt.handshake.noise.end();
    room.carriers.release(attempt.exit, attempt.selector);
  }
  pair.opening = null;
}

function isDue({ hastens, tries, recordAt }: Opening, now: number): boolean {
  return hastens || now >= recordAt + openAttempts[tries]!;
}

/** Where nobody answers, the other end may have new entry points by now. */
function isLookDue({ record, tries, lookedAt }: Opening, now: number): boolean {
  return !record || (tries >= lookAgain.tries && now - lookedAt >= lookAgain.every);
}

function look(room: Room, pair: Pair, opening: Opening, now: number): void {
  const exits = room.carriers.exits(pair.own);
  const exit = exits[Math.floor(room.parts.random.next() * exits.length)];
  if (!exit) return;
  opening.isLooking = true;
  opening.lookedAt = now;
  const found = (record: FoundRecord | null): void => {
    if (pair.opening !== opening) return;
    opening.isLooking = false;
    if (isUsable(record, pair)) take(opening, record, room.parts.clock.now());
    else if (!opening.record && exit.open) fail(room, pair, unreachable.noRoute, room.parts.clock.now());
    stepOpening(room, pair, room.parts.clock.now());
    room.wake(pair);
  };
  const isAnew = opening.record !== null || pair.current !== null;
  room.parts.records.find(pair.other, exit, isAnew).then(found, () => found(null));
}

function isUsable(record: FoundRecord | null, { own, other }: Pair): record is FoundRecord {
  if (!record || record.joinBits > maxJoinBits) return false;
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

/** One first message; false when there is no path to send it by. */
function attempt(room: Room, pair: Pair, opening: Opening, record: FoundRecord, now: number): boolean {
  const { random, channelKey, networkTime } = room.parts;
  const way =
    wayFor(room, pair, record.entries, opening.attempts, now) ?? wayFor(room, pair, record.entries, [], now);
  if (!way) return false;
  opening.tries += 1;
  opening.hastens = false;
  const time = wholeMinutes(networkTime());
  const handshake = beginTunnel(pair.own, pair.other, record, channelKey, time, random.bytes(32));
  const selector = handshake && sendBlob(room, way, handshake.message, record.joinBits);
  if (!handshake || selector === null) return true;
  const made: Attempt = {
    exit: way.exit,
    entry: nameOf(way.entry),
    selector,
    handshake,
    at: now,
    endsAt: endOf(room, way, now),
  };
  opening.attempts.push(made);
  room.carriers.bind(way.exit, selector, {
    cell: (rest) => answered(room, pair, opening, made, record, rest),
    failed: () => attemptFailed(room, pair, opening, made),
  });
  return true;
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
  const join = new Join(0, exit, selector, finished.keys, now, endsAt, entry, now - made.at);
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
  made.handshake.noise.end();
  room.carriers.release(made.exit, made.selector);
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

/** Begins another join of a tunnel that is there. */
export function beginJoin(room: Room, pair: Pair, session: Session, now: number): void {
  const waiting = session.joins.filter((join) => join.state === 'unproven').length;
  if (waiting >= joinsAtOnce || session.joins.length >= maxJoins) return;
  const way = wayFor(room, pair, session.entries, session.used(), now);
  if (!way) return;
  const { random, networkTime } = room.parts;
  const number = session.nextNumber;
  session.nextNumber += 1;
  const challenge = random.bytes(proofLength);
  const message = sealFurther(
    session.keys.send,
    number,
    { challenge, time: wholeMinutes(networkTime()) },
    random.bytes(32),
  );
  const selector = sendBlob(room, way, message, session.joinBits);
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
  session.failures += 1;
  const isCutOff = !session.joins.some((one) => one.isFit(now));
  if (session.failures >= (isCutOff ? 2 : maxJoinFailures)) {
    session.failures = 0;
    startOpening(room, pair, now);
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

/** The selector under which its cells come; null when the blob cannot be sealed or the path is closed. */
function sendBlob(room: Room, { exit, entry }: Way, message: Uint8Array, bits: number): number | null {
  const { channelKey, networkTime, random } = room.parts;
  const payload = { entryId: entry.entryId, time: wholeMinutes(networkTime()), message };
  const blob = sealJoin(entry.node.onionKey, channelKey, payload, bits, random.bytes(32));
  return blob && exit.open ? exit.join(entry.node, blob) : null;
}

function wayFor(
  room: Room,
  pair: Pair,
  entries: readonly EntryPoint[],
  used: readonly { readonly exit: OwnPath; readonly entry: string }[],
  now: number,
): Way | null {
  const time = room.parts.networkTime();
  const alive = entries.filter((entry) => entry.expiry > time);
  // What a join goes over that has fallen silent may be gone as well as what has failed.
  const silent = pair.current?.joins.filter((join) => join.isSilent(now)) ?? [];
  const isSilent = (exit: OwnPath): boolean => silent.some((join) => join.path === exit);
  const failures = (exit: OwnPath, entry: string): number =>
    ((pair.failedExits.get(exit) ?? 0) > now || isSilent(exit) ? 1 : 0) +
    ((pair.failedEntries.get(entry) ?? 0) > now || silent.some((join) => join.entry === entry) ? 2 : 0);
  return nextWay(room.carriers.exits(pair.own), alive, used, nameOf, failures);
}

function failed(pair: Pair, exit: OwnPath, entry: string, now: number): void {
  pair.failedExits.set(exit, now + failedFor);
  pair.failedEntries.set(entry, now + failedFor);
}

function nameOf(entry: EntryPoint): string {
  return textOf(entry.entryId);
}

function endOf(room: Room, { exit, entry }: Way, now: number): number {
  return Math.min(exit.expiresAt, now + (entry.expiry - room.parts.networkTime()) * 1000);
}
