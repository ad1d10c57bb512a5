/**
 * The answering end: a message that came in over one of our entry paths opens a tunnel, or a further join of one. Whatever
 * is not right is met with silence. Order of checks: rates; is it a further join whose proof is awaited; was it read before;
 * only then the session keys of the day and its neighbours.
 */
import { dayOf } from '../crypto/ap.js';
import { textOf } from '../wire/bytes.js';
import { maxEntryPoints } from '../wire/entry-point.js';
import { frameType } from '../wire/frames.js';
import { sendFrame } from './cells.js';
import { twoApartFirst } from './choice.js';
import {
  crossedFor,
  crowdedAt,
  joinsAhead,
  maxAllCandidates,
  maxCandidates,
  maxJoins,
  maxStrangers,
  timeTolerance,
  wantedJoins,
} from './constants.js';
import { bindJoin } from './further.js';
import {
  answerTunnel,
  challengeProof,
  joinProof,
  type Opened,
  openFurther,
  proofAt,
  proofLength,
  readOpening,
} from './handshake.js';
import { Join } from './join.js';
import { cancelOpening, closeJoin, endSession, forgetJoin } from './life.js';
import type { Pair } from './pair.js';
import type { Room } from './room.js';
import { Session } from './session.js';
import type { EntryPoint, OwnAddress, OwnPath } from './types.js';

export function incoming(
  room: Room,
  own: OwnAddress,
  path: OwnPath,
  selector: number,
  message: Uint8Array,
): void {
  const reason = take(room, own, path, selector, message);
  if (reason === null) return;
  room.drop(`join-${reason}`);
  path.closeSelector(selector);
}

/** Null, or why not. */
function take(
  room: Room,
  own: OwnAddress,
  path: OwnPath,
  selector: number,
  message: Uint8Array,
): string | null {
  const now = room.parts.clock.now();
  if (!room.incoming.take(textOf(own.address), now) || !room.allIncoming.take('', now)) return 'rate';
  const awaited = room.awaited.get(textOf(message.subarray(proofAt, proofAt + proofLength)));
  if (awaited)
    return awaited.pair.own === own ? takeFurther(room, awaited, path, selector, message, now) : 'forged';
  const ephemeral = textOf(message.subarray(0, 32));
  if (room.seen.get(ephemeral)) return 'replay';
  const opened = read(room, own, message);
  if (!opened) return 'forged';
  room.seen.set(ephemeral, true);
  if (!isTimely(room, opened.time)) return 'time';
  return takeOpening(room, own, opened, path, selector, now);
}

/** Tried are the keys of today, and of the days before and after, for clocks and records are not exact. */
function read(room: Room, own: OwnAddress, message: Uint8Array): Opened | null {
  const { sessionKeys, networkTime, channelKey } = room.parts;
  const today = dayOf(own.address, networkTime());
  for (const day of [today, today - 1, today + 1]) {
    const key = sessionKeys(own.address, day);
    const opened = key && readOpening(message, own, key, channelKey);
    if (opened) return opened;
  }
  return null;
}

function takeOpening(
  room: Room,
  own: OwnAddress,
  opened: Opened,
  path: OwnPath,
  selector: number,
  now: number,
): string | null {
  const reason = refusal(room, own, opened, now);
  const pair = reason === null ? room.pair(own, opened.other, true) : null;
  const answer = pair && answerTunnel(opened, own, ownEntries(room, own, now), room.parts.random.bytes(32));
  if (!answer) {
    opened.noise.end();
    return reason ?? 'full';
  }
  if (pair.opening) cancelOpening(room, pair);
  limitCandidates(room);
  const session = new Session('answerer', answer.keys, now, room.parts.random.next());
  session.toldAt = now;
  const join = new Join(0, path, selector, answer.keys, now, path.expiresAt, '', null);
  session.joins.push(join);
  pair.candidates.push(session);
  // The opener's next join may overtake its first cell.
  awaitJoins(room, pair, session, 0);
  bindJoin(room, pair, session, join);
  path.send(selector, answer.message);
  room.wake(pair);
  return null;
}

/** Why a true first message is not answered, or null. */
function refusal(room: Room, own: OwnAddress, { other }: Opened, now: number): string | null {
  if (room.parts.addresses.of(other)) return 'self';
  const pair = room.pairs.of(own, other);
  const isOpenTo = pair ? pair.admits : isInviting(room, own);
  if (!isOpenTo) return 'closed';
  if ((pair?.candidates.length ?? 0) >= maxCandidates) return 'full';
  if (!pair && room.pairs.ofStrangers(own) >= maxStrangers) return 'full';
  // Both open at once: the lower address's goes on, unless it has had its time.
  const isLower = Buffer.compare(own.address, other) < 0;
  const opening = pair?.opening ?? null;
  const isUnderWay = opening?.attempts.some(({ selector }) => selector !== null) ?? false;
  if (opening && isUnderWay && isLower && now - opening.startedAt < crossedFor) return 'crossed';
  return null;
}

function isInviting(room: Room, own: OwnAddress): boolean {
  const { tcp, udp, answersPing } = room.exposed.of(own);
  return answersPing || tcp.size > 0 || udp.size > 0;
}

/** Makes room for another session that waits for its opener. */
function limitCandidates(room: Room): void {
  let count = 0;
  let oldest: { pair: Pair; session: Session } | null = null;
  for (const pair of room.pairs.all()) {
    count += pair.candidates.length;
    const [session] = pair.candidates;
    if (session && (!oldest || session.since < oldest.session.since)) oldest = { pair, session };
  }
  if (count >= maxAllCandidates && oldest) endSession(room, oldest.pair, oldest.session);
}

function takeFurther(
  room: Room,
  { pair, session, number }: { pair: Pair; session: Session; number: number },
  path: OwnPath,
  selector: number,
  message: Uint8Array,
  now: number,
): string | null {
  const further = openFurther(session.openerKey, number, message);
  if (!further) return 'forged';
  if (!isTimely(room, further.time)) return 'time';
  const isReserve = session.joins.filter((join) => join.isFit(now)).length >= wantedJoins;
  if (isReserve && room.carriers.count(path) >= crowdedAt) return 'full';
  forgetJoin(room, session, number);
  awaitJoins(room, pair, session, number);
  if (session.joins.length >= maxJoins) {
    const worst = session.joins.find((join) => !join.isFit(now)) ?? session.joins[0]!;
    closeJoin(room, session, worst);
  }
  const { keys } = session;
  const join = new Join(number, path, selector, keys, now, path.expiresAt, '', null);
  const challenge = room.parts.random.bytes(proofLength);
  join.expected = challengeProof(keys.receive, number, challenge);
  session.joins.push(join);
  bindJoin(room, pair, session, join);
  const proof = new Uint8Array(2 * proofLength);
  proof.set(challengeProof(keys.send, number, further.challenge));
  proof.set(challenge, proofLength);
  sendFrame(room, join, frameType.proof, proof, now);
  room.wake(pair);
  return null;
}

/** From now on the joins behind `number` are known by their proofs, and those long before it no more. */
export function awaitJoins(room: Room, pair: Pair, session: Session, number: number): void {
  for (; session.awaitedUpTo < number + joinsAhead; ) {
    session.awaitedUpTo += 1;
    const name = textOf(joinProof(session.openerKey, session.awaitedUpTo));
    session.awaited.set(session.awaitedUpTo, name);
    room.awaited.set(name, { pair, session, number: session.awaitedUpTo });
  }
  for (const old of session.awaited.keys()) if (old <= number - joinsAhead) forgetJoin(room, session, old);
}

/** Where one of our addresses is reached now; the first two share least. */
export function ownEntries(room: Room, own: OwnAddress, now: number): EntryPoint[] {
  return twoApartFirst(room.carriers.entries(own))
    .slice(0, maxEntryPoints)
    .map((path) => ({
      node: path.end,
      entryId: path.entryId!,
      expiry: room.parts.networkTime() + Math.floor((path.expiresAt - now) / 1000),
    }));
}

function isTimely(room: Room, time: number): boolean {
  return Math.abs(time - room.parts.networkTime()) <= timeTolerance;
}
