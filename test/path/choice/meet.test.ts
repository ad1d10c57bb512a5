import test from 'ava';
import { canReach, isOpen } from '../../../src/path/choice/meet.js';
import type { HopNode } from '../../../src/path/types.js';
import { marks } from '../../../src/wire/standing.js';

const { dials4, dials6, hidden, portPerPeer } = marks;
const key = new Uint8Array(32);
const v4 = { family: 4, address: '20.0.0.1', port: 4000 } as const;
const v6 = { family: 6, address: '2a00::1', port: 4000 } as const;
const introducers = [0, 1].map(() => ({ identityKey: key, endpoints: [v4] }));

function hop(said: number, endpoints: HopNode['endpoints'] = [v4]): HopNode {
  const own = (said & hidden) === 0 ? {} : ({ isHidden: true, introducers } as const);
  return { identityKey: key, onionKey: key, endpoints, marks: said, ...own };
}

test('a hop follows another one only where that one gets out over a family in which it is', (t) => {
  t.true(canReach(hop(dials4), hop(dials4)));
  t.false(canReach(hop(dials6, [v6]), hop(dials4)));
  t.true(canReach(hop(dials4 | dials6, [v4, v6]), hop(dials6, [v6])));
  t.true(canReach(hop(0), hop(dials6, [v6])), 'who says nothing is not doubted');
});

test('a hidden hop needs introducers, and routers with which an introduction can work', (t) => {
  const [open, even, perPeer] = [hop(dials4), hop(dials4 | hidden), hop(dials4 | hidden | portPerPeer)];
  t.true(canReach(open, even) && canReach(even, even) && canReach(open, perPeer));
  t.false(canReach(even, perPeer) || canReach(perPeer, even) || canReach(perPeer, perPeer));
  t.true(canReach(perPeer, open));
  t.false(canReach(open, { ...even, introducers: [] }));
  t.deepEqual([open, even].map(isOpen), [true, false]);
});
