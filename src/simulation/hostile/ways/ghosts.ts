import { k } from '../../../dht/table.js';
import { tokenLength } from '../../../wire/get.js';
import type { Collusion } from '../collusion.js';
import type { Member } from '../member.js';
import type { Way } from '../way.js';

/** So many members that are asked for the same name different ghosts. */
const shifts = 20;

/**
 * Names nodes that do not exist: the puzzle is solved, but the address is dead, or that of an honest node. Members take
 * turns, so that who asks many of them hears of ever new ones, and has asked all it may before it asks anybody real.
 */
export function ghosts(collusion: Collusion): Way {
  const near = (me: Member, target: Uint8Array) => {
    const shift = me.nodeId.at(-1)! % shifts;
    return collusion.ghosts.nearest(target, k * shifts).filter((_ghost, place) => place % shifts === shift);
  };
  return {
    name: 'ghosts',
    findNode: near,
    get: (me, { key }) => ({
      token: me.parts.random.bytes(tokenLength),
      count: 0,
      record: null,
      contacts: near(me, key),
    }),
    store: () => 'refused',
  };
}
