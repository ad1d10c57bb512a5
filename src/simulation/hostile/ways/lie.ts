import { k } from '../../../dht/table.js';
import { tokenLength } from '../../../wire/get.js';
import type { Collusion } from '../collusion.js';
import type { Way } from '../way.js';

/**
 * Names members only, those nearest to what is asked for; knows no record but members' own; hands out tokens and thanks
 * for records, of which it keeps none.
 */
export function lie(collusion: Collusion): Way {
  return {
    name: 'lie',
    findNode: (me, target) => collusion.nearest(target, k, me),
    get: (me, { key }) => {
      const record = collusion.memberAt(key)?.record ?? null;
      return {
        token: me.parts.random.bytes(tokenLength),
        count: record ? 1 : 0,
        record,
        contacts: collusion.nearest(key, k, me),
      };
    },
    store: () => 'stored',
  };
}
