/** The way in: a datagram becomes a session, a cell for a link, or a count. `isHalved`: it came as two halves. */
import { equal } from '../crypto/hash.js';
import { identityOf } from '../crypto/identities.js';
import type { Endpoint } from '../net/net.js';
import { decodeLinkMessage, type LinkMessage } from '../wire/link-message.js';
import { decodeReport } from '../wire/report.js';
import { datagramLength, halfLength, saltLength } from '../wire/sizes.js';
import { maxLinks, maxUnconfirmed, maxUnconfirmedPerPeer } from './constants.js';
import { answer, type Begun, finish, peek, receive, retry } from './handshake.js';
import type { LinkRoom } from './links.js';
import { PeerLink } from './peer-link.js';
import { addressOf, type Cell, indexOf, type Session, unmaskedHeader } from './session.js';

const keyAges = [0, 1] as const;

/** Steps in the order they are tried. */
export function receiveWhole(room: LinkRoom, datagram: Uint8Array, from: Endpoint): void {
  // 1. An answer to a first message of ours begins with a token that we know.
  if (receiveHandshake(room, datagram, from, false) !== 'other') return;
  // 2. A cell names a session, once its header is unmasked.
  const named = sessionOf(room, datagram, room.parts.clock.now());
  if (named) {
    datagram.set(named.header, 0);
    receiveCell(room, named.session, named.link, datagram, from, false);
    return;
  }
  // 3. Else it is a first message, or nothing.
  receiveFirst(room, datagram, from, false);
}

/** The session that a datagram or a half names under one of our header keys, with its header, valid until the next call. */
export function sessionOf(
  room: LinkRoom,
  datagram: Uint8Array,
  now: number,
): { header: Uint8Array; session: Session; link: PeerLink } | null {
  for (const age of keyAges) {
    const headerKey = room.headerKeys.obeyed(age, now);
    if (!headerKey) break;
    const header = unmaskedHeader(datagram, headerKey);
    const entry = room.sessionAt(indexOf(header));
    if (entry) return { header, session: entry.session, link: entry.link };
  }
  return null;
}

/** Whether it was the answer, or the retry, to a first message of ours; forged: it only said so. */
export function receiveHandshake(
  room: LinkRoom,
  datagram: Uint8Array,
  from: Endpoint,
  isHalved: boolean,
): 'taken' | 'forged' | 'other' {
  const begun = room.dialler.take(datagram);
  if (begun === null) return 'other';
  if (begun === 'retry') return 'taken';
  if (begun !== 'spent' && receiveAnswer(room, begun, datagram, from, isHalved)) return 'taken';
  room.drop('answer-forged');
  return 'forged';
}

function receiveAnswer(
  room: LinkRoom,
  begun: Begun,
  datagram: Uint8Array,
  from: Endpoint,
  isHalved: boolean,
): boolean {
  const finished = finish(room.self, begun, datagram);
  if (!finished) return false;
  const { payload, keys } = finished;
  if (!solvesPuzzle(room, begun.responder, payload.puzzleNonce)) return true;
  const now = room.parts.clock.now();
  const link = new PeerLink(begun.responder, payload, 'out', from, now, isHalved);
  room.addSession(link, 'initiator', room.freeIndex(), keys, addressOf(payload));
  return true;
}

/** Whether there is nothing more to be had from it: it was genuine, or was answered without being looked at. */
export function receiveFirst(
  room: LinkRoom,
  datagram: Uint8Array,
  from: Endpoint,
  isHalved: boolean,
): boolean {
  const { clock, random, firstMessages, networkTime } = room.parts;
  const prelude = peek(room.self, datagram);
  if (!prelude) return false;
  const salt = datagram.subarray(0, saltLength);
  const now = clock.now();
  const proven = () => room.cookies.proves(salt, from, now);
  const verdict = firstMessages.judge(prelude, salt, from, proven, now, networkTime());
  if (verdict === 'retry') {
    room.drop('first-retry');
    room.reply(retry(room.self, salt, room.cookies.make(from, now)), from, salt, isHalved, false);
    return true;
  }
  if (verdict !== 'ok') {
    room.drop(verdict === 'unknown' ? 'unknown' : `first-${verdict}`);
    return verdict === 'replay';
  }
  if (room.unconfirmed.size >= maxUnconfirmed) {
    room.drop('first-full');
    return false;
  }
  const received = receive(room.self, datagram);
  if (!received) {
    room.drop('first-forged');
    return false;
  }
  firstMessages.remember(prelude, salt, now, networkTime());
  const { identityKey, puzzleNonce } = received.payload;
  if (!isWelcome(room, identityKey, puzzleNonce)) {
    received.noise.end();
    return true;
  }
  const isKnown = room.find(identityKey) !== null;
  const isUnasked = !room.sentTo.has(from, now);
  const index = room.freeIndex();
  const headerKey = room.headerKeys.current(now);
  const answered = answer(
    room.self,
    received,
    { index, headerKey, onionKey: room.onionKey() },
    random.bytes(32),
  );
  if (!answered) {
    room.drop('first-forged');
    return true;
  }
  const candidate = new PeerLink(identityKey, received.payload, 'in', from, now, isHalved);
  candidate.isUnasked = isUnasked;
  room.addSession(candidate, 'responder', index, answered.keys, null);
  room.reply(answered.datagram, from, salt, isHalved, isKnown);
  return true;
}

/** Whether whoever sent a genuine first message may have a session. */
function isWelcome(room: LinkRoom, identityKey: Uint8Array, puzzleNonce: Uint8Array): boolean {
  if (equal(identityKey, room.parts.identity.publicKey)) {
    room.drop('first-self');
    return false;
  }
  if (!solvesPuzzle(room, identityKey, puzzleNonce)) return false;
  // Who is linked may always renew its session.
  const isFull = room.linkCount >= maxLinks && room.find(identityKey) === null;
  if (!isFull && room.unconfirmed.of(identityKey) < maxUnconfirmedPerPeer) return true;
  room.drop('first-full');
  return false;
}

/** Whether it was genuine. */
export function receiveCell(
  room: LinkRoom,
  session: Session,
  link: PeerLink,
  datagram: Uint8Array,
  from: Endpoint,
  isHalved: boolean,
): boolean {
  const cell = session.open(datagram, room.parts.clock.now());
  if (typeof cell === 'string') {
    room.drop(`cell-${cell}`);
    return false;
  }
  takeCell(room, session, link, cell, from, isHalved);
  return true;
}

function takeCell(
  room: LinkRoom,
  session: Session,
  link: PeerLink,
  cell: Cell,
  from: Endpoint,
  isHalved: boolean,
): void {
  const message = cell.pathId === 0 ? decodeLinkMessage(cell.body) : null;
  if (session.remote === null) {
    // The initiator has yet to say how to address it; nothing else can be answered before.
    if (message?.type !== 'confirm') {
      const isKept = (message || cell.pathId !== 0) && session.keepEarly(cell.pathId, cell.body);
      if (!isKept) room.drop('unconfirmed');
      return;
    }
    session.remote = addressOf(message);
    const up = room.adopt(link, session);
    if (up.flow.isAnew(cell.counter)) up.flow = up.flow.afresh();
    up.flow.received(cell.counter, room.parts.clock.now());
    room.sender.tell(up, { type: 'nothing' }, up.endpoint, isHalved);
    for (const { pathId, body } of session.takeEarly()) {
      if (pathId !== 0) room.onCell(up, pathId, body);
      else receiveMessage(room, up, decodeLinkMessage(body), from, isHalved);
    }
    return;
  }
  if (!link.isUp) return;
  const now = room.parts.clock.now();
  link.heard(now, isHalved ? 2 * halfLength : datagramLength);
  if (cell.first && link.flow.isAnew(cell.counter)) link.flow = link.flow.afresh();
  const report = decodeReport(cell.report);
  if (report) link.flow.reported(report, now);
  link.flow.received(cell.counter, now);
  if (cell.newest) {
    const id = link.seenAt(from, room.parts.random, now);
    if (id) room.sender.tell(link, { type: 'challenge', id }, from, isHalved);
    if (!isHalved) link.size.heardWhole();
    const doubts = isHalved ? link.size.heardHalves(now) : link.flow.isUnheard(now) && link.size.doubt(now);
    if (doubts) room.look(link);
  }
  if (cell.pathId !== 0) room.onCell(link, cell.pathId, cell.body);
  else receiveMessage(room, link, message, from, isHalved);
  // Unless something went out meanwhile that carried the report.
  if (link.open && link.flow.mustReport) room.sender.tell(link, { type: 'nothing' });
}

/** A message of the neighbours' own. */
function receiveMessage(
  room: LinkRoom,
  link: PeerLink,
  message: LinkMessage | null,
  from: Endpoint,
  isHalved: boolean,
): void {
  switch (message?.type) {
    case 'nothing':
      return;
    case 'confirm':
      // Our sign of life was lost.
      room.sender.tell(link, { type: 'nothing' }, link.endpoint, isHalved);
      return;
    case 'challenge':
      // Back to where it came from: that is the address in question. A size in question is that of the way here.
      room.sender.tell(link, { type: 'proof', id: message.id }, from, isHalved || link.size.isHalved);
      return;
    case 'proof':
      if (!link.proven(from, message.id) && !link.size.proven(message.id, room.parts.clock.now()))
        room.drop('proof-unasked');
      return;
    case 'close':
      room.forget(link);
      return;
    case 'request':
    case 'answer':
      room.requests.receive(link, message);
      return;
    default:
      room.drop('message-malformed');
  }
}

function solvesPuzzle(room: LinkRoom, identityKey: Uint8Array, puzzleNonce: Uint8Array): boolean {
  if (identityOf(identityKey, puzzleNonce).zeros >= room.parts.puzzleBits) return true;
  room.drop('puzzle');
  return false;
}
