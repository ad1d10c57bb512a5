/** Records of addresses: questions about them, answers, as they are kept, and their inside. */
import { decodeApInside, encodeApInside } from '../../../src/wire/ap-inside.js';
import { decodeApRecord } from '../../../src/wire/ap-record.js';
import { concat } from '../../../src/wire/bytes.js';
import { encodeEntryPoints } from '../../../src/wire/entry-point.js';
import { decodeGetAnswer } from '../../../src/wire/get.js';
import { decodeSealedAnswer, decodeSealedQuery, encodeSealedAnswer } from '../../../src/wire/sealed.js';
import { decodeStoreAnswer } from '../../../src/wire/store.js';
import { contactBytes, type Field, field, nameless, type Sighting, sighting, strange } from './sighting.js';

export function question(plain: Uint8Array): Sighting {
  const query = decodeSealedQuery(plain);
  if (!query) return strange('question', plain);
  const fields = [
    field('slot', query.slot),
    ...(query.type === 'store'
      ? [
          field('token', query.token),
          ...(decodeApRecord(query.record) ? apFields(query.record) : [field(nameless, query.record)]),
        ]
      : [field('rank', query.rank + 1)]),
  ];
  // Its decoder takes zeros only behind the request.
  return sighting('question', fields, plain, plain);
}

export function answer(plain: Uint8Array): Sighting {
  const answer = decodeSealedAnswer(plain);
  if (!answer) return strange('answer to a question', plain);
  const got = answer.length > 1 ? decodeGetAnswer(answer) : null;
  const fields = got
    ? [
        field('token', got.token),
        field('stored record', got.record ?? new Uint8Array(0)),
        field('nodes near the slot', contactBytes(got.contacts), true),
      ]
    : [field('verdict', decodeStoreAnswer(answer) ? 1 : 0)];
  return sighting('answer to a question', fields, plain, encodeSealedAnswer(answer));
}

/** As a storing node keeps it; else it is a node's. */
export function kept(record: Uint8Array): Field[] {
  return decodeApRecord(record) ? apFields(record) : [field('node record', record, true)];
}

function apFields(bytes: Uint8Array): Field[] {
  const { record, signature } = decodeApRecord(bytes)!;
  return [
    field('blinded key', record.blindedKey),
    field('revision', record.revision),
    field('end of time', record.expiry),
    field('record, sealed', concat(record.nonce, record.ciphertext)),
    field('signature', signature),
    ...(record.proof ? [field('proof of a contested slot', record.proof.key)] : []),
  ];
}

export function insideOfRecord(plain: Uint8Array): Sighting {
  const inside = decodeApInside(plain);
  if (!inside) return strange('AP record', plain);
  const fields = [
    field('AP key', concat(inside.key, inside.modifier)),
    field('session key', inside.sessionKey),
    field('join effort', inside.effort),
    field('entry points', encodeEntryPoints(inside.entries), true),
  ];
  return sighting('AP record', fields, plain, encodeApInside(inside));
}
