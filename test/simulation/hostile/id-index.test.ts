import test from 'ava';
import { seededRandom } from '../../../src/crypto/random.js';
import { compareDistance } from '../../../src/dht/id.js';
import { IdIndex } from '../../../src/simulation/hostile/id-index.js';

test('the nearest ids are the ones that sorting all of them gives, also after some left', (t) => {
  const random = seededRandom(t.title);
  const index = new IdIndex<{ nodeId: Uint8Array }>();
  let all = Array.from({ length: 300 }, () => ({ nodeId: random.bytes(32) }));
  for (const one of all) index.add(one);
  for (let round = 0; round < 50; round += 1) {
    const target = round % 2 ? random.bytes(32) : all[round]!.nodeId;
    const sorted = [...all].sort((a, b) => compareDistance(target, a.nodeId, b.nodeId));
    for (const count of [1, 20, 400]) t.deepEqual(index.nearest(target, count), sorted.slice(0, count));
    index.remove(sorted[3]!);
    all = all.filter((one) => one !== sorted[3]);
  }
  t.is(index.size, 250);
});
