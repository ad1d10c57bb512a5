import test from 'ava';
import { seededRandom } from '../../src/crypto/random.js';
import { Lifetimes } from '../../src/dht/lifetimes.js';
import type { NodeContact } from '../../src/dht/table.js';
import { View } from '../../src/dht/view.js';

const random = seededRandom('view');

function contact(address: string): NodeContact {
  const endpoint = { family: 4 as const, address, port: 4000 };
  return {
    identityKey: random.bytes(32),
    puzzleNonce: new Uint8Array(8),
    nodeId: random.bytes(32),
    endpoints: [endpoint],
  };
}

const hour = 3_600_000;

test('a view is bounded, and of one network it holds eight', (t) => {
  const view = new View(() => 0);
  for (let at = 0; at < 20; at += 1) t.is(view.add(`a${at}`, contact(`60.1.${at}.1`), null, 0), at < 8);
  t.true(view.add('a0', contact('60.1.0.1'), null, 1), 'one that is there already is seen again');
  for (let at = 0; at < 1_100; at += 1)
    view.add(`b${at}`, contact(`${70 + (at >> 8)}.${at & 255}.0.1`), null, 2);
  t.is(view.size, 1_000);
  t.is(view.get('b99'), null, 'who was seen longest ago has gone');
  t.truthy(view.get('b100'));
  t.deepEqual(Object.values(view.prefixes()).slice(0, 2), [1, 1]);
});

test('who was not seen for half a day leaves the view; where nodes live shortly, much sooner', (t) => {
  const quiet = new View(() => 0);
  quiet.add('a', contact('60.1.0.1'), null, 0);
  quiet.add('b', contact('60.2.0.1'), null, 3 * hour);
  t.is(quiet.doubtful(5 * hour), null);
  t.is(quiet.doubtful(7 * hour)?.name, 'a');
  quiet.expire(13 * hour);
  t.deepEqual([quiet.get('a'), quiet.size], [null, 1]);

  const lifetimes = new Lifetimes();
  for (let minute = 0; minute < 60; minute += 1) {
    lifetimes.stood(20, 60_000);
    lifetimes.died();
  }
  const busy = new View((silence) => lifetimes.gone(silence));
  busy.add('a', contact('60.1.0.1'), null, 0);
  busy.expire(15 * 60_000);
  t.is(busy.size, 1);
  busy.expire(hour);
  t.is(busy.size, 0);
});
