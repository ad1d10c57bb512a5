/**
 * The way out, twin of receive.ts. A batch of packets from programs:
 *
 *     1. each is looked at: no IPv6, not between AP addresses, not ours -> dropped, or an ICMPv6 error back at once
 *     2. the filter learns what it opens; TCP's segment is clamped; its payload is copied to its pair's queue
 *     3. when all are in, each pair's queue is packed into cells, small packets together, as far as the pace allows
 *
 * Nothing waits for more to pack, and nothing is split.
 */
import { field, fieldCount } from '../tun/tun.js';
import { frameType, putFrame } from '../wire/frames.js';
import { ask, beginCell, finishCell } from './cells.js';
import { carrierOf, survivors } from './choice.js';
import { askAfter, crossedFor, paceSlack } from './constants.js';
import { tooBig, unreachable } from './icmp.js';
import type { Join } from './join.js';
import { clampSegment } from './mss.js';
import { destinationOf, examine, flowOf, headerLength, sourceOf } from './packet.js';
import type { Pair } from './pair.js';
import { refuse } from './refusals.js';
import type { Room } from './room.js';
import type { Session } from './session.js';

/** How long the choice of a join stands while it does well, ms. */
const choiceLasts = 50;

/** Pairs that got packets in the batch at hand. */
const touched: Pair[] = [];

export function fromPrograms(room: Room, count: number): void {
  const { tun, clock } = room.parts;
  const now = clock.now();
  for (let slot = 0; slot < count; slot += 1) {
    const offset = tun.batch.descriptors[slot * fieldCount + field.offset]!;
    const length = tun.batch.descriptors[slot * fieldCount + field.length]!;
    takePacket(room, slot, offset, length, now);
  }
  for (const pair of touched) {
    pair.isTouched = false;
    drain(room, pair, now);
  }
  touched.length = 0;
}

function takePacket(room: Room, slot: number, at: number, length: number, now: number): void {
  const bytes = room.parts.tun.batch.arena;
  const verdict = examine(bytes, at, length);
  if (verdict !== 'ok') {
    room.drop(`out-${verdict}`);
    if (verdict === 'elsewhere')
      refuse(room, slot, at, length, unreachable.type, unreachable.prohibited, now);
    if (verdict === 'too-long') refuse(room, slot, at, length, tooBig.type, tooBig.code, now);
    return;
  }
  if (!room.asked.answer(bytes, at, length, now)) {
    room.drop('out-astray');
    return;
  }
  const pair = room.pairs.ofPacket(bytes, at) ?? newPair(room, bytes, at);
  if (!pair) {
    room.drop('out-not-ours');
    refuse(room, slot, at, length, unreachable.type, unreachable.prohibited, now);
    return;
  }
  if (pair.filter.outbound(bytes, at, length, now) !== 'ok') {
    room.drop('out-protocol');
    refuse(room, slot, at, length, unreachable.type, unreachable.prohibited, now);
    return;
  }
  if (pair.refusal && pair.refusal.until > now) {
    room.drop('out-unreachable');
    refuse(room, slot, at, length, unreachable.type, pair.refusal.code, now);
    return;
  }
  clampSegment(bytes, at, length);
  const kept = room.slots.put(bytes[at + 6]!, bytes, at + headerLength, length - headerLength);
  if (kept === -1) {
    room.drop('out-full');
    return;
  }
  pair.queue.push(kept, flowOf(bytes, at, length), now);
  if (pair.isTouched) return;
  pair.isTouched = true;
  touched.push(pair);
}

function newPair(room: Room, bytes: Uint8Array, at: number): Pair | null {
  const own = room.parts.addresses.of(sourceOf(bytes, at));
  const other = destinationOf(bytes, at);
  const { addresses, mayBegin } = room.parts;
  if (!own || addresses.of(other) || mayBegin?.(other) === false) return null;
  return room.pair(own, other);
}

/** Packs what waits into cells; what the pace does not allow yet goes later. Without a tunnel one is opened. */
export function drain(room: Room, pair: Pair, now: number): void {
  const { queue, current } = pair;
  if (queue.length === 0) return;
  if (!current) {
    // Somebody just opened one from there: their first cell brings it up.
    if (pair.candidates.some(({ since }) => now - since < crossedFor)) room.wake(pair);
    else room.open(pair, now);
    return;
  }
  const join = carrier(current, now);
  if (!join) {
    room.wake(pair);
    return;
  }
  queue.roundTrip = join.rtt;
  while (join.nextAt <= now + paceSlack) {
    let slot = queue.peek(now);
    if (slot === -1) return;
    let at = beginCell(room, join);
    for (; slot !== -1; slot = queue.peek(now)) {
      const length = room.slots.length(slot);
      const end = putFrame(
        room.out.plain,
        at,
        frameType.packet,
        room.slots.nextHeader(slot),
        room.slots.memory(slot),
        room.slots.offset(slot),
        length,
      );
      if (end === -1) break;
      at = end;
      queue.shift();
      room.slots.release(slot);
      pair.traffic.packetsOut += 1;
      pair.traffic.bytesOut += length + headerLength;
    }
    current.usedAt = now;
    if (now - join.heardAt >= askAfter && now - join.askedAt >= askAfter) at = ask(room, pair, join, at, now);
    if (join.flow.pace !== Number.POSITIVE_INFINITY) {
      join.nextAt = Math.max(join.nextAt, now - paceSlack) + 1000 / join.flow.pace;
    }
    if (!finishCell(room, join, at, now)) {
      room.wake(pair);
      return;
    }
  }
  pair.paceTimer ??= room.parts.clock.after(join.nextAt - now, () => {
    pair.paceTimer = null;
    drain(room, pair, room.parts.clock.now());
  });
}

/** The join that packets go over now. */
function carrier(session: Session, now: number): Join | null {
  const { carrier: used, followed } = session;
  const isWell = used === null || used.isFit(now);
  if (session.lostAt === null && used && isWell && now - session.carrierAt < choiceLasts) return used;
  session.carrierAt = now;
  // The answering end goes where the opener went, as long as that does well.
  if (session.role === 'answerer' && followed?.isFit(now) && !followed.isEnding(now)) {
    session.lostAt = null;
    session.carrier = followed;
  } else {
    if (!isWell) session.lost();
    session.carrier =
      session.lostAt === null
        ? carrierOf(session.joins, used, now)
        : inPlaceOfLost(session, session.lostAt, now);
  }
  return session.carrier;
}

/** Nobody knows at first which of the others live: until one was heard they take turns, so that a part gets through. */
function inPlaceOfLost(session: Session, lostAt: number, now: number): Join | null {
  const { joins } = session;
  const living = survivors(joins, lostAt, now);
  if (living.length > 0) {
    session.lostAt = null;
    return carrierOf(living, null, now);
  }
  const fit = joins.filter((join) => join.isFit(now));
  session.turn += 1;
  return fit[session.turn % fit.length] ?? carrierOf(joins, null, now);
}
