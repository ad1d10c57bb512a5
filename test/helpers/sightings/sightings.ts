/**
 * What stands in something that a node opened: every field by the name that docs/roles.json gives it, from the plain bytes alone.
 * What it is follows from its length, as no two kinds have the same one. Bytes that belong to no field are a field as well.
 */
import { apInsideLength } from '../../../src/wire/ap-inside.js';
import { answerPlainLength, queryPlainLength } from '../../../src/wire/sealed.js';
import {
  answerPayloadLength,
  bodyLength,
  buildRecordLength,
  buildReplyLength,
  controlPlainLength,
  firstPayloadLength,
  joinPayloadLength,
  sealedLength,
} from '../../../src/wire/sizes.js';
import { answerLength, furtherLength, openLength } from '../../../src/wire/tunnel.js';
import type { Opened } from '../tee.js';
import { beacon, cell, firstAnswer, firstMessage } from './link.js';
import { behindLayer, buildReply, control, hopRecord, join } from './path.js';
import { answer, insideOfRecord, question } from './records.js';
import { field, type Sighting, sighting, strange } from './sighting.js';
import { furtherJoin, tunnelAnswer, tunnelCell, tunnelOpen } from './tunnel.js';

const beaconPlainLength = 88;
const keyLength = 32;

const byLength: Readonly<Record<number, (plain: Uint8Array) => Sighting>> = {
  [sealedLength]: cell,
  [bodyLength]: behindLayer,
  [firstPayloadLength]: firstMessage,
  [answerPayloadLength]: firstAnswer,
  [keyLength]: (plain) => sighting('static key', [field('static key', plain)], plain, plain),
  [beaconPlainLength]: beacon,
  [buildRecordLength]: hopRecord,
  [buildReplyLength]: buildReply,
  [joinPayloadLength]: join,
  [queryPlainLength]: question,
  [answerPlainLength]: answer,
  [apInsideLength]: insideOfRecord,
  [openLength]: tunnelOpen,
  [answerLength]: tunnelAnswer,
  [furtherLength]: furtherJoin,
};

export function sightingOf({ plain, associated }: Pick<Opened, 'plain' | 'associated'>): Sighting {
  // These two are as long as each other; only messages between owner and end hop are authenticated with their selector.
  if (plain.length === controlPlainLength) return associated > 0 ? control(plain) : tunnelCell(plain);
  return byLength[plain.length]?.(plain) ?? strange('something unknown', plain);
}
