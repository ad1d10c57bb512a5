import { hex } from '../dht/id.js';
import type { Viewed } from '../dht/view.js';
import { sameEndpoint } from '../net/address.js';
import { mayDial } from '../net/dialable.js';
import { introducedBy } from '../nodedb/introduced.js';
import type { Relay } from '../path/choice/relay.js';

/** In a record's offers: relays for others. */
const relaysForOthers = 0b1;

/**
 * Those of the view that can be hops: their own word says that they relay, and where they can be dialled. It is no more than a
 * word: what must not be dialled because another node names it is left out, unless the node was met just there.
 */
export function relaysIn(view: readonly Viewed[], privateEndpoints: boolean): Relay[] {
  const rules = { privateEndpoints, own: [] };
  return view.flatMap(({ contact, record, prefix }) => {
    if (!record || (record.offers & relaysForOthers) === 0) return [];
    const endpoints = record.endpoints.filter(
      (endpoint) =>
        mayDial(endpoint, 'told', rules) || contact.endpoints.some((met) => sameEndpoint(met, endpoint)),
    );
    if (endpoints.length === 0) return [];
    const { identityKey, onionKey } = record;
    const name = hex(contact.nodeId);
    const marks = record.reachability;
    return [{ name, identityKey, onionKey, endpoints, prefix, marks, ...introducedBy(record) }];
  });
}
