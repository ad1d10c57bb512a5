/** What the socket calls for every datagram: whole ones go to receive.ts as they are, halves once both are there. */

import { formatEndpoint } from '../net/address.js';
import type { Endpoint } from '../net/net.js';
import { datagramLength, halfHeaderLength, halfLength, headerLength } from '../wire/sizes.js';
import { joined, openFirstHalf } from './halves.js';
import { senderKey } from './limiter.js';
import type { LinkRoom } from './links.js';
import { receiveCell, receiveFirst, receiveHandshake, receiveWhole, sessionOf } from './receive.js';
import { halfCounterOf, halfOf, joinedCell } from './session.js';

export function receiver(room: LinkRoom): (datagram: Uint8Array, from: Endpoint) => void {
  return (datagram, from) => {
    room.traffic.bytesIn += datagram.length;
    if (datagram.length === datagramLength) receiveWhole(room, datagram, from);
    else if (datagram.length === halfLength) receiveHalf(room, datagram, from);
    else room.drop('size');
  };
}

/** In the same order as whole datagrams; the halves of first messages are strangers' and have bounds of their own. */
function receiveHalf(room: LinkRoom, datagram: Uint8Array, from: Endpoint): void {
  const now = room.parts.clock.now();
  const asked = room.dialler.halfOf(datagram);
  if (asked) {
    const body = datagram.subarray(halfHeaderLength);
    room.linkHalves.join('answer', asked.id, asked.half, body, now, (both) => {
      return receiveHandshake(room, joined(both), from, true) === 'taken';
    });
    return;
  }
  const named = sessionOf(room, datagram, now);
  if (named) {
    const { header, session, link } = named;
    const counter = halfCounterOf(header);
    if (!session.isNew(counter)) {
      room.drop('cell-replay');
      return;
    }
    const body = datagram.subarray(headerLength);
    room.linkHalves.join(`${session.localIndex}`, `${counter}`, halfOf(header), body, now, (both) => {
      return receiveCell(room, session, link, joinedCell(header, both), from, true);
    });
    return;
  }
  const sender = senderKey(from);
  if (!room.halfRate.take(sender, now)) {
    room.drop('half-rate');
    return;
  }
  const opened = openFirstHalf(room.halfKey, datagram);
  if (!opened) {
    room.drop('unknown');
    return;
  }
  const id = `${formatEndpoint(from)} ${opened.id}`;
  room.firstHalves.join(sender, id, opened.half, opened.body, now, (both) => {
    return receiveFirst(room, joined(both), from, true);
  });
}
