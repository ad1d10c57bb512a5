/** What the two ends of a tunnel say to each other. */
import { concat } from '../../../src/wire/bytes.js';
import { encodeEntryPoints } from '../../../src/wire/entry-point.js';
import { frameHeadLength, frameLength, framesAt, frameType, isFrame } from '../../../src/wire/frames.js';
import {
  decodeFurtherJoin,
  decodeTunnelAnswer,
  decodeTunnelOpen,
  encodeFurtherJoin,
  encodeTunnelAnswer,
  encodeTunnelOpen,
} from '../../../src/wire/tunnel.js';
import { field, nameless, type Sighting, sighting, strange } from './sighting.js';

export function tunnelOpen(plain: Uint8Array): Sighting {
  const open = decodeTunnelOpen(plain);
  if (!open) return strange('tunnel handshake', plain);
  const fields = [field('AP key', concat(open.apKey, open.modifier)), field('time', open.time)];
  return sighting('tunnel handshake', fields, plain, encodeTunnelOpen(open));
}

export function tunnelAnswer(plain: Uint8Array): Sighting {
  const answer = decodeTunnelAnswer(plain);
  if (!answer) return strange('tunnel handshake', plain);
  const fields = [
    field('AP key', concat(answer.apKey, answer.modifier)),
    field('signature', answer.signature),
    field('entry points', encodeEntryPoints(answer.entries), true),
  ];
  return sighting('tunnel handshake', fields, plain, encodeTunnelAnswer(answer));
}

export function furtherJoin(plain: Uint8Array): Sighting {
  const further = decodeFurtherJoin(plain);
  if (!further) return strange('tunnel handshake', plain);
  const fields = [field('proofs', further.challenge), field('time', further.time)];
  return sighting('tunnel handshake', fields, plain, encodeFurtherJoin(further));
}

const frameNames: Readonly<Record<number, string>> = {
  [frameType.packet]: 'packets',
  [frameType.entries]: 'entry points',
  [frameType.proof]: 'proofs',
  [frameType.counterproof]: 'proofs',
};

export function tunnelCell(plain: Uint8Array): Sighting {
  const fields = [field('delivery report', plain.slice(0, framesAt))];
  let at = framesAt;
  while (isFrame(plain, at)) {
    const end = at + frameHeadLength + frameLength(plain, at);
    const name = frameNames[plain[at]!];
    const bytes = plain.slice(at + frameHeadLength, end);
    if (name) fields.push(field(name, bytes, name === 'entry points'));
    else fields.push(field('asks and closes', plain[at]!), field(nameless, bytes));
    at = end;
  }
  const again = plain.slice();
  again.fill(0, at);
  return sighting('tunnel cell', fields, plain, again);
}
