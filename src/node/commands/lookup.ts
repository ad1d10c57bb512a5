import { type AskedFacts, CommandError, type LookupFacts } from '../../control/protocol.js';
import { hex } from '../../dht/id.js';
import type { Asked } from '../../dht/search.js';
import { formatEndpoint } from '../../net/address.js';
import { decodeNodeRecord } from '../../wire/node-record.js';
import type { Rooms } from '../rooms.js';
import { running } from './running.js';

/** Digits that screens show of a node id; fewer would fit too many nodes. */
const leastDigits = 12;

/** Finds the record of a node in the network: by its whole id, or by the first digits of one that we know. */
export async function lookup(rooms: Rooms | null, text: unknown): Promise<LookupFacts> {
  const { dht, identity, clock } = running(rooms);
  if (
    typeof text !== 'string' ||
    !/^[0-9a-f]+$/i.test(text) ||
    text.length < leastDigits ||
    text.length > 64
  ) {
    throw new CommandError(
      'lookup-not-an-id',
      `Expected a node's id, 64 digits of 0-9 and a-f, or the first ${leastDigits} or more of a node that is known here.`,
    );
  }
  const digits = text.toLowerCase();
  const known = dht.table.all().map((entry) => entry.name);
  const ids = digits.length === 64 ? [digits] : known.filter((name) => name.startsWith(digits));
  if (ids.length !== 1) {
    const what = ids.length === 0 ? 'No node known here has' : 'More than one node known here has';
    throw new CommandError(
      'lookup-unknown',
      `${what} an id that begins with ${digits}. Enter all 64 digits.`,
    );
  }
  if (ids[0] === hex(identity.nodeId)) {
    throw new CommandError('lookup-own', "This is this node's own id; others keep its record, not itself.");
  }
  const start = clock.now();
  const { found, asked } = await dht.explainNode(Buffer.from(ids[0]!, 'hex'));
  const record = found && decodeNodeRecord(found.value)?.record;
  const nodes = dht.nodes === 0 ? null : Math.round(dht.nodes);
  return {
    id: ids[0]!,
    found:
      found && record
        ? {
            endpoints: record.endpoints.map(formatEndpoint),
            expiry: record.expiry,
            hops: found.hops,
            from: hex(found.contact.nodeId),
          }
        : null,
    took: clock.now() - start,
    nodes,
    asked: asked.map((one) => askedFacts(one, nodes)),
  };
}

function askedFacts(
  { contact, strand, hops, distance, state, took }: Asked,
  nodes: number | null,
): AskedFacts {
  return {
    id: hex(contact.nodeId),
    endpoint: contact.endpoints[0] ? formatEndpoint(contact.endpoints[0]) : '',
    strand: strand + 1,
    hops,
    nearer: nodes === null ? null : nodes * distance,
    state,
    took,
  };
}
