/** What owners of paths tell their hops, and hear of them; and what others tell an entry node. */
import {
  type BuildRecord,
  decodeBuildRecord,
  decodeBuildReply,
  encodeBuildRecord,
  encodeBuildReply,
  hopRoles,
  spliceFlags,
} from '../../../src/wire/build.js';
import { concat, numberToBytes } from '../../../src/wire/bytes.js';
import { decodeJoinPayload, encodeJoinPayload } from '../../../src/wire/join.js';
import { decodePathControl, encodePathControl, queryKinds } from '../../../src/wire/path-control.js';
import { sealedAnswerLength } from '../../../src/wire/sizes.js';
import { kept } from './records.js';
import { type Field, field, nameless, naming, type Sighting, sighting, strange } from './sighting.js';

export function hopRecord(plain: Uint8Array): Sighting {
  const record = decodeBuildRecord(plain);
  return record
    ? sighting('hop record', recordFields(record), plain, encodeBuildRecord(record))
    : strange('hop record', plain);
}

function recordFields(record: BuildRecord): Field[] {
  const goesOn = record.role === hopRoles.pass;
  const isSpliced = record.splicing !== spliceFlags.none;
  const next = naming('next hop', record.next);
  const partner = naming('splice partner', record.splice);
  return [
    field('kind of hop', record.role + 1),
    field('splice', record.splicing),
    goesOn ? next : field(nameless, next.bytes),
    field('path ids', record.nextPathId),
    field('end of time', record.expiry),
    field('rate', record.rate),
    field('join effort', record.joinEffort),
    field('entry id', record.entryId),
    isSpliced ? partner : field(nameless, partner.bytes),
    field(
      isSpliced ? 'splice' : nameless,
      concat(record.splice.token, numberToBytes(record.splice.pathId, 4)),
    ),
  ];
}

export function buildReply(plain: Uint8Array): Sighting {
  const reply = decodeBuildReply(plain);
  return reply
    ? sighting('build reply', [field('status', reply.status + 1)], plain, encodeBuildReply(reply))
    : strange('build reply', plain);
}

/** What only an end hop and the owner find there; to the others it is as random as the rest. */
export function behindLayer(plain: Uint8Array): Sighting {
  const fields = [field('selectors', plain.slice(0, 4)), field('cells', plain.slice(4))];
  return sighting('cell behind a layer', fields, plain, plain);
}

export function control(plain: Uint8Array): Sighting {
  const message = decodePathControl(plain);
  if (!message) return strange('control message', plain);
  const fields: Field[] = [];
  if ('id' in message) fields.push(field('request ids', message.id));
  if ('selector' in message) fields.push(field('selectors', message.selector));
  switch (message.type) {
    case 'join':
      fields.push(naming('entry node', message), field('join, sealed', message.blob));
      break;
    case 'failed':
      fields.push(field('failure', message.code));
      break;
    case 'query':
      fields.push(naming('storing node', message));
      if (message.kind === queryKinds.sealed) fields.push(field('sealed question', message.body));
      else if (message.body.length > 0) fields.push(field(nameless, message.body));
      break;
    case 'answer':
      if (message.body.length === sealedAnswerLength) fields.push(field('sealed answer', message.body));
      else if (message.body.length > 0) fields.push(...kept(message.body));
      break;
    case 'incoming':
      fields.push(field('work', message.work + 1));
      fields.push(field("tunnel's first message, sealed", message.message));
  }
  return sighting('control message', fields, plain, encodePathControl(message));
}

export function join(plain: Uint8Array): Sighting {
  const join = decodeJoinPayload(plain);
  if (!join) return strange('join', plain);
  const fields = [
    field('entry id', join.entryId),
    field('time', join.time),
    field('work', join.workNonce),
    field("tunnel's first message, sealed", join.message),
  ];
  return sighting('join', fields, plain, encodeJoinPayload(join));
}
