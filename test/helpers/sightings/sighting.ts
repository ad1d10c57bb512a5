/** What stands in something that a node opened, field by field, by the names of docs/roles.json. */

import type { Neighbour } from '../../../src/wire/build.js';
import { concat, numberToBytes } from '../../../src/wire/bytes.js';
import { type Contact, encodeContact } from '../../../src/wire/contact.js';
import { encodeEndpointPair } from '../../../src/wire/endpoint-pair.js';

export type Kind =
  | 'link handshake'
  | 'link message'
  | 'cell of a path'
  | 'cell behind a layer'
  | 'static key'
  | 'beacon'
  | 'hop record'
  | 'build reply'
  | 'control message'
  | 'join'
  | 'question'
  | 'answer to a question'
  | 'AP record'
  | 'tunnel handshake'
  | 'tunnel cell'
  | 'something unknown';

export interface Field {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** It is there to name nodes. */
  readonly names: boolean;
}

export interface Sighting {
  readonly kind: Kind;
  readonly fields: readonly Field[];
}

/** In no row of the table. */
export const nameless = 'bytes that no field has';

export function field(name: string, value: Uint8Array | number, names = false): Field {
  return { name, bytes: typeof value === 'number' ? numberToBytes(value, 6) : value, names };
}

export function naming(name: string, { identityKey, endpoints }: Neighbour): Field {
  return field(name, concat(identityKey, encodeEndpointPair(endpoints)), true);
}

export function contactBytes(contacts: readonly Contact[]): Uint8Array {
  return concat(...contacts.map(encodeContact));
}

/** Fields of zeros say nothing. `again`: the same encoded anew from its fields; what differs is in none. */
export function sighting(
  kind: Kind,
  fields: readonly Field[],
  plain: Uint8Array,
  again: Uint8Array | null,
): Sighting {
  const rest = again ? plain.map((byte, at) => byte ^ (again[at] ?? 0)) : plain;
  const all = [...fields, field(nameless, again || fields.length === 0 ? rest : new Uint8Array(0))];
  return { kind, fields: all.filter(({ bytes }) => bytes.some((byte) => byte !== 0)) };
}

/** Not what it should be: no byte of it has a name. */
export function strange(kind: Kind, plain: Uint8Array): Sighting {
  return sighting(kind, [], plain, null);
}
