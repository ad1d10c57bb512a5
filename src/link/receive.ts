/** The way in: a datagram becomes a session, a cell for a link, or a count. Steps in the order they are tried. */
import { leadingZeroBits, nodeIdOf } from '../crypto/identity.js';
import type { Endpoint } from '../net/net.js';
import { decodeLinkMessage } from '../wire/link-message.js';
import { datagramLength, saltLength } from '../wire/sizes.js';
import { maxLinks, maxUnconfirmed } from './constants.js';
import { answer, type Begun, finish, peek, receive } from './handshake.js';
import type { LinkRoom } from './links.js';
import { PeerLink } from './peer-link.js';
import { indexOf, type Session, unmaskedHeader } from './session.js';

/** What the socket calls for every datagram. */
export function receiver(room: LinkRoom): (datagram: Uint8Array, from: Endpoint) => void {
  return (datagram, from) => {
    room.traffic.bytesIn += datagram.length;
    if (datagram.length !== datagramLength) {
      room.drop('size');
      return;
    }
    // 1. An answer to a first message of ours begins with a token that we know.
    const begun = room.dialler.take(datagram);
    if (begun) {
      receiveAnswer(room, begun, datagram, from);
      return;
    }
    // 2. A cell names a session, once its header is unmasked.
    for (const headerKey of room.headerKeys.obeyed(room.parts.clock.now())) {
      const header = unmaskedHeader(datagram, headerKey);
      const entry = room.sessionAt(indexOf(header));
      if (entry) {
        datagram.set(header, 0);
        receiveCell(room, entry.session, entry.link, datagram);
        return;
      }
    }
    // 3. Else it is a first message, or nothing.
    receiveFirst(room, datagram, from);
  };
}

function receiveAnswer(room: LinkRoom, begun: Begun, datagram: Uint8Array, from: Endpoint): void {
  const finished = finish(room.self, begun, datagram);
  if (!finished) {
    room.drop('answer-forged');
    return;
  }
  const { payload, keys } = finished;
  if (!solvesPuzzle(room, begun.responder, payload.puzzleNonce)) return;
  const now = room.parts.clock.now();
  const link = new PeerLink(begun.responder, payload.puzzleNonce, 'out', from, now);
  const remote = { index: payload.index, headerKey: payload.headerKey };
  room.addSession(link, 'initiator', room.freeIndex(), keys, remote);
}

function receiveFirst(room: LinkRoom, datagram: Uint8Array, from: Endpoint): void {
  const { clock, random, firstMessages, networkTime, identity } = room.parts;
  const prelude = peek(room.self, datagram);
  if (!prelude) return;
  const salt = datagram.subarray(0, saltLength);
  const verdict = firstMessages.judge(prelude, salt, from, clock.now(), networkTime());
  if (verdict !== 'ok') {
    room.drop(verdict === 'unknown' ? 'unknown' : `first-${verdict}`);
    return;
  }
  if (room.unconfirmed >= maxUnconfirmed || room.list.length >= maxLinks) {
    room.drop('first-full');
    return;
  }
  const received = receive(room.self, datagram);
  if (!received) {
    room.drop('first-forged');
    return;
  }
  firstMessages.remember(prelude, salt, networkTime());
  const { identityKey, puzzleNonce } = received.payload;
  if (Buffer.compare(identityKey, identity.publicKey) === 0) {
    room.drop('first-self');
    return;
  }
  if (!solvesPuzzle(room, identityKey, puzzleNonce)) return;
  const index = room.freeIndex();
  const headerKey = room.headerKeys.current(clock.now());
  const answered = answer(room.self, received, { index, headerKey }, random.bytes(32));
  if (!answered) {
    room.drop('first-forged');
    return;
  }
  const candidate = new PeerLink(identityKey, puzzleNonce, 'in', from, clock.now());
  room.addSession(candidate, 'responder', index, answered.keys, null);
  room.transmit(answered.datagram, from);
}

function receiveCell(room: LinkRoom, session: Session, link: PeerLink, datagram: Uint8Array): void {
  const cell = session.open(datagram);
  if (typeof cell === 'string') {
    room.drop(`cell-${cell}`);
    return;
  }
  const message = cell.pathId === 0 ? decodeLinkMessage(cell.body) : null;
  if (session.remote === null) {
    // The initiator has yet to say how to address it; nothing else can be answered before.
    if (message?.type !== 'confirm') {
      room.drop('unconfirmed');
      return;
    }
    session.remote = { index: message.index, headerKey: message.headerKey };
    const up = room.adopt(link, session);
    room.tell(up, { type: 'nothing' });
    return;
  }
  if (!room.isUp(link)) return;
  link.heard(room.parts.clock.now(), datagram.length);
  if (cell.pathId !== 0) {
    room.onCell(link, cell.pathId, cell.body);
    return;
  }
  switch (message?.type) {
    case 'nothing':
      return;
    case 'confirm':
      // Our sign of life was lost.
      room.tell(link, { type: 'nothing' });
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
  if (leadingZeroBits(nodeIdOf(identityKey, puzzleNonce)) >= room.parts.puzzleBits) return true;
  room.drop('puzzle');
  return false;
}
