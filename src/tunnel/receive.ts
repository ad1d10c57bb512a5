/**
 * The way in, twin of send.ts. A cell of a join is opened; its frames are walked; each packet gets a header made from the pair
 * of addresses, passes the filter or not, and goes to the TUN device with the others of the cell.
 */
import { equal } from '../crypto/hash.js';
import { field, fieldCount } from '../tun/tun.js';
import { textOf } from '../wire/bytes.js';
import { decodeEntryPoints } from '../wire/entry-point.js';
import { frameHeadLength, frameLength, framesAt, framesHold, frameType, isFrame } from '../wire/frames.js';
import { askedPort, udpAt } from './asked.js';
import { sendEmpty } from './cells.js';
import { renewBefore } from './constants.js';
import { challengeProof, proofLength } from './handshake.js';
import type { Join } from './join.js';
import { adopt, endSession } from './life.js';
import { clampSegment } from './mss.js';
import { headerLength, maxPayload, writeHeader } from './packet.js';
import type { Pair } from './pair.js';
import type { Room } from './room.js';
import { drain } from './send.js';
import type { Session } from './session.js';
import type { EntryPoint } from './types.js';

/** What a cell asks for besides its packets. */
const wishes = { isAsking: false, isOver: false };

export function fromJoin(room: Room, pair: Pair, session: Session, join: Join, rest: Uint8Array): void {
  const now = room.parts.clock.now();
  const arrival = join.receive(room.in, rest, now);
  if (arrival !== 'ok') {
    room.drop(`cell-${arrival}`);
    return;
  }
  const { plain } = room.in;
  if (!framesHold(plain)) {
    room.drop('cell-malformed');
    return;
  }
  if (join.state === 'unproven' && !proves(room, pair, session, join, plain, now)) {
    room.drop('cell-unproven');
    return;
  }
  wishes.isAsking = false;
  wishes.isOver = false;
  takeFrames(room, pair, session, join, plain, now);
  if (wishes.isOver) {
    endSession(room, pair, session);
    return;
  }
  if (join.isOpen && (wishes.isAsking || join.flow.mustReport)) sendEmpty(room, pair, join, false, now);
}

/** Whether the first cells of a join show that the other end reads here, too. */
function proves(
  room: Room,
  pair: Pair,
  session: Session,
  join: Join,
  plain: Uint8Array,
  now: number,
): boolean {
  // The first join of a session: its keys come from the handshake itself.
  if (join.expected !== null && !findProof(session, join, plain)) return false;
  join.state = 'proven';
  join.expected = null;
  join.answered(now);
  session.failures = 0;
  session.reconsider();
  if (pair.candidates.includes(session)) adopt(room, pair, session, now);
  if (join.counterproof) sendEmpty(room, pair, join, false, now);
  drain(room, pair, now);
  return true;
}

function findProof(session: Session, join: Join, plain: Uint8Array): boolean {
  const type = session.role === 'opener' ? frameType.proof : frameType.counterproof;
  for (let at = framesAt; isFrame(plain, at); at += frameHeadLength + frameLength(plain, at)) {
    const payload = at + frameHeadLength;
    if (plain[at] !== type || !equal(plain.subarray(payload, payload + proofLength), join.expected!))
      continue;
    if (type === frameType.counterproof) return true;
    if (frameLength(plain, at) !== 2 * proofLength) return false;
    const challenge = plain.slice(payload + proofLength, payload + 2 * proofLength);
    join.counterproof = challengeProof(session.keys.send, join.number, challenge);
    return true;
  }
  return false;
}

function takeFrames(
  room: Room,
  pair: Pair,
  session: Session,
  join: Join,
  plain: Uint8Array,
  now: number,
): void {
  const { tun } = room.parts;
  let count = 0;
  for (let at = framesAt; isFrame(plain, at); at += frameHeadLength + frameLength(plain, at)) {
    const length = frameLength(plain, at);
    const payload = at + frameHeadLength;
    switch (plain[at]) {
      case frameType.packet:
        if (!takePacket(room, pair, count, plain, payload, length, plain[at + 3]!, now)) break;
        count += 1;
        session.usedAt = now;
        session.followed = join;
        if (count < tun.batch.slots) break;
        tun.write(0, count);
        count = 0;
        break;
      case frameType.ask:
        wishes.isAsking = true;
        break;
      case frameType.entries: {
        const entries = decodeEntryPoints(plain.slice(payload, payload + length));
        if (entries && session.role === 'opener') takeEntries(session, entries, now);
        else room.drop('frame-malformed');
        break;
      }
      case frameType.close:
        wishes.isOver = true;
        break;
      case frameType.proof:
      case frameType.counterproof:
        break;
      default:
        room.drop('frame-unknown');
    }
  }
  if (count > 0) tun.write(0, count);
}

/** Where the other end is reached now. Ways in that are not among them are about to end there: others are begun before. */
function takeEntries(session: Session, entries: readonly EntryPoint[], now: number): void {
  session.entries = entries;
  const names = new Set(entries.map(({ entryId }) => textOf(entryId)));
  for (const join of session.joins) if (!names.has(join.entry)) join.endBy(now + renewBefore);
}

/** Puts a packet into a slot of the TUN's batch; false when it must not go on. */
function takePacket(
  room: Room,
  pair: Pair,
  slot: number,
  plain: Uint8Array,
  from: number,
  length: number,
  next: number,
  now: number,
): boolean {
  if (length > maxPayload) {
    room.drop('frame-malformed');
    return false;
  }
  const { batch } = room.parts.tun;
  const at = slot * batch.slotSize + batch.headroom;
  writeHeader(batch.arena, at, length, next, pair.other, pair.own.address);
  const payload = at + headerLength;
  if (length <= 64) for (let i = 0; i < length; i += 1) batch.arena[payload + i] = plain[from + i]!;
  else batch.arena.set(plain.subarray(from, from + length), payload);
  const verdict = pair.filter.inbound(batch.arena, at, headerLength + length, pair.exposure, now);
  if (verdict !== 'ok') {
    room.drop(`in-${verdict}`);
    return false;
  }
  if (!isAdmitted(room, pair, batch.arena, at, headerLength + length, now)) {
    room.drop('in-asked');
    return false;
  }
  clampSegment(batch.arena, at, headerLength + length);
  batch.descriptors[slot * fieldCount + field.offset] = at;
  batch.descriptors[slot * fieldCount + field.length] = headerLength + length;
  batch.descriptors[slot * fieldCount + field.segment] = 0;
  batch.descriptors[slot * fieldCount + field.peer] = 0;
  pair.traffic.packetsIn += 1;
  pair.traffic.bytesIn += headerLength + length;
  return true;
}

/** What is for an exposed UDP port is noted, so that the answer leaves from the address that was asked; see asked.ts. */
function isAdmitted(
  room: Room,
  pair: Pair,
  bytes: Uint8Array,
  at: number,
  length: number,
  now: number,
): boolean {
  if (pair.exposure.udp.size === 0) return true;
  const udp = udpAt(bytes, at, length);
  if (udp !== null && !pair.exposure.udp.has(askedPort(bytes, udp))) return true;
  const isOpenElsewhere = (ports: number): boolean =>
    [...room.pairs.all()].some(
      (one) => one.own !== pair.own && equal(one.other, pair.other) && one.filter.hasUdp(ports, now),
    );
  return room.asked.admit(bytes, at, length, pair.own, isOpenElsewhere, now);
}
