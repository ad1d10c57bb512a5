import test from 'ava';
import { seededRandom } from '../../src/crypto/random.js';
import { Storing } from '../../src/dht/storing.js';
import { type NodeContact, Table } from '../../src/dht/table.js';
import { View } from '../../src/dht/view.js';

const hour = 3_600_000;

test('what a contact said over a link holds for a day after the last word, and what it says now before that', (t) => {
  const random = seededRandom('storing');
  const contact = (at: number): NodeContact => ({
    identityKey: random.bytes(32),
    puzzleNonce: new Uint8Array(8),
    nodeId: random.bytes(32),
    endpoints: [{ family: 4, address: `60.${at}.0.1`, port: 4000 }],
  });
  const [ownId, own] = [random.bytes(32), random.bytes(32)];
  const table = new Table(ownId);
  const [quiet, linked] = [contact(1), contact(2)];
  for (const one of [quiet, linked]) {
    table.seen(one, 0);
    table.get(one.nodeId)!.onionKey = new Uint8Array(32).fill(1);
  }
  let now = 0;
  let said = new Uint8Array(32).fill(2);
  const storing = new Storing({
    table,
    view: new View(() => 0),
    ownId,
    identityKey: own,
    onionKey: () => new Uint8Array(32).fill(9),
    linkTo: (key) => (key === linked.identityKey ? { onionKey: said } : null),
    now: () => now,
    standing: () => ({ marks: 0, endpoints: [{ family: 4, address: '60.3.0.1', port: 4000 }] }),
    mayTell: () => true,
  });
  const keyOf = ({ identityKey }: { identityKey: Uint8Array }): number | undefined =>
    storing.nearest(random.bytes(32), 3).find((node) => node.identityKey === identityKey)?.onionKey[0];
  t.deepEqual([keyOf(quiet), keyOf(linked), keyOf({ identityKey: own })], [1, 2, 9]);
  now = 25 * hour;
  t.deepEqual([keyOf(quiet), keyOf(linked)], [undefined, 2]);
  // Zeros: an end that has none.
  said = new Uint8Array(32);
  t.is(keyOf(linked), undefined);
});
