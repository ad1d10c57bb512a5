/**
 * Filling the view: a random id is looked up, and the few nodes nearest to it of all strands that answered are taken,
 * each with its record. So everybody is as likely to be taken as anybody else, and a strand led astray decides nothing
 * as long as another one came nearer. The same lookups keep far buckets filled.
 */
import type { Random } from '../crypto/random.js';
import { requestKinds } from '../link/types.js';
import { introducedBy } from '../nodedb/introduced.js';
import { checkNodeRecord } from '../nodedb/node-records.js';
import { decodeFindNodeAnswer, encodeFindNodeRequest } from '../wire/find-node.js';
import type { NodeRecord } from '../wire/node-record.js';
import { gap, nameOf, pointOf } from './id.js';
import { findNodeRecord, type RecordParts } from './records.js';
import { search } from './search.js';
import { k, type NodeContact } from './table.js';
import type { View } from './view.js';

/** So many of the nearest must have answered, and are taken. */
const taken = 2;

/** Where more nodes than these are expected nearer than one that was found, somebody is being kept from us. */
const plausible = (place: number): number => 4 + 2 * place;

/** A record is fetched anew when it ends within so many seconds. */
const freshFor = 3_600;

export interface SampleParts extends RecordParts {
  readonly random: Random;
  readonly view: View;
}

/** Looks a random id up and takes whom it finds; then sees to the one in the view that was silent longest. */
export async function sample(parts: SampleParts): Promise<void> {
  const { clock, density, view } = parts;
  // Where everybody is known there is nothing to choose by chance.
  if (parts.table.size < k) {
    for (const contact of parts.table.all()) await take(parts, contact, contact.seenAt);
    view.expire(clock.now());
    return;
  }
  const target = anyId(parts);
  const { nearest, named } = await search<never>(parts, target, {
    kind: requestKinds.findNode,
    body: encodeFindNodeRequest({ target }),
    read(body) {
      const answer = decodeFindNodeAnswer(body);
      return answer && { contacts: answer.contacts, value: null };
    },
    enough: () => false,
    isAnywhere: true,
    want: taken,
  });
  const point = pointOf(target);
  const isPlausible = ({ nodeId }: NodeContact, place: number): boolean =>
    density.expected(gap(point, pointOf(nodeId))) <= plausible(place);
  // Only with the guard off are there any that were merely named.
  for (const contact of named.slice(0, taken)) view.add(nameOf(contact.nodeId), contact, null, clock.now());
  for (const contact of nearest.slice(0, taken).filter(isPlausible)) await take(parts, contact);
  view.expire(clock.now());
  const doubtful = view.doubtful(clock.now());
  if (!doubtful) return;
  view.remove(doubtful.name);
  if (await parts.dialer.reach(doubtful.node.contact, 'met', [])) await take(parts, doubtful.node.contact);
}

/** Puts a node that was spoken with, just now unless said otherwise, into the view, with its record. */
async function take(
  parts: SampleParts,
  contact: NodeContact,
  seenAt: number = parts.clock.now(),
): Promise<void> {
  const name = nameOf(contact.nodeId);
  const { view } = parts;
  const known = view.get(name)?.record ?? null;
  const isFresh = known !== null && known.expiry > parts.seconds() + freshFor;
  const record = isFresh ? known : await recordOf(parts, contact);
  // Where it was met, and not where others say that it is.
  const link = parts.links.find(contact.identityKey);
  const { isHidden: _, ...met } = link ? { ...contact, endpoints: [link.endpoint] } : contact;
  if (record) view.add(name, { ...met, ...introducedBy(record) }, record, seenAt);
}

async function recordOf(parts: SampleParts, { nodeId }: NodeContact): Promise<NodeRecord | null> {
  const { found } = await findNodeRecord(parts, nodeId, 1);
  const checked = found && checkNodeRecord(found.value, parts.seconds(), parts.puzzleBits);
  return typeof checked === 'object' ? (checked?.record ?? null) : null;
}

/** A random id with the zeros that every node's id begins with. */
function anyId({ random, ownId, puzzleBits }: SampleParts): Uint8Array {
  const id = random.bytes(ownId.length);
  for (let bit = 0; bit < puzzleBits; bit += 1) id[bit >> 3]! &= ~(0x80 >> (bit & 7));
  return id;
}
