import { k } from '../../../dht/table.js';
import { tokenLength } from '../../../wire/get.js';
import type { Collusion } from '../collusion.js';
import type { Way } from '../way.js';

/** Names nodes that do not exist: the puzzle is solved, but the address is dead, or that of an honest node. */
export function ghosts(collusion: Collusion): Way {
  const near = (target: Uint8Array) => collusion.ghosts.nearest(target, k);
  return {
    name: 'ghosts',
    findNode: (_me, target) => near(target),
    get: (me, { key }) => ({
      token: me.parts.random.bytes(tokenLength),
      count: 0,
      record: null,
      contacts: near(key),
    }),
    store: () => 'refused',
  };
}
