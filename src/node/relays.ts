import { hex } from '../dht/id.js';
import type { Viewed } from '../dht/view.js';
import type { Relay } from '../path/choice/relay.js';

/** In a record's offers: relays for others. */
const relaysForOthers = 0b1;

/** Those of the view that can be hops: their own word says that they relay, and where they can be dialled. */
export function relaysIn(view: readonly Viewed[]): Relay[] {
  return view.flatMap(({ contact, record, prefix }) =>
    record && (record.offers & relaysForOthers) !== 0 && record.endpoints.length > 0
      ? [
          {
            name: hex(contact.nodeId),
            identityKey: record.identityKey,
            onionKey: record.onionKey,
            endpoints: record.endpoints,
            prefix,
          },
        ]
      : [],
  );
}
