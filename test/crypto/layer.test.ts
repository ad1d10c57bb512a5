import test from 'ava';
import { hash } from '../../src/crypto/hash.js';
import { createLayer } from '../../src/crypto/layer.js';
import { seededRandom } from '../../src/crypto/random.js';
import { bodyLength } from '../../src/wire/sizes.js';

const random = seededRandom('layer');
const bits = 8 * bodyLength;

function differingBits(a: Uint8Array, b: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < a.length; at += 1) {
    for (let rest = a[at]! ^ b[at]!; rest > 0; rest &= rest - 1) count += 1;
  }
  return count;
}

function flipped(body: Uint8Array, bit: number): Uint8Array {
  const copy = body.slice();
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
}

test('encipher and decipher undo each other, whichever comes first', (t) => {
  for (let round = 0; round < 200; round += 1) {
    const layer = createLayer(random.bytes(32));
    const plain = round === 0 ? new Uint8Array(bodyLength) : random.bytes(bodyLength);
    const body = plain.slice();
    layer.encipher(body);
    t.notDeepEqual(body, plain);
    layer.decipher(body);
    t.deepEqual(body, plain);
    layer.decipher(body);
    t.notDeepEqual(body, plain);
    layer.encipher(body);
    t.deepEqual(body, plain);
  }
});

test('the layers of several hops come off in the order of the hops only', (t) => {
  const hops = [1, 2, 3].map(() => createLayer(random.bytes(32)));
  const plain = random.bytes(bodyLength);
  const body = plain.slice();
  for (const hop of hops.toReversed()) hop.encipher(body);
  const other = body.slice();
  for (const hop of hops) hop.decipher(body);
  t.deepEqual(body, plain);
  for (const hop of hops.toReversed()) hop.decipher(other);
  t.notDeepEqual(other, plain);
});

for (const direction of ['encipher', 'decipher'] as const) {
  test(`${direction}: every flipped bit changes about half of every part of the body`, (t) => {
    const layer = createLayer(random.bytes(32));
    const body = random.bytes(bodyLength);
    const before = body.slice();
    layer[direction](before);
    const parts = [
      { name: 'first word', from: 0, to: 16 },
      { name: 'second word', from: 16, to: 32 },
      { name: 'rest', from: 32, to: bodyLength },
    ];
    const changed = parts.map(() => 0);
    for (let bit = 0; bit < bits; bit += 1) {
      const after = flipped(body, bit);
      layer[direction](after);
      const count = differingBits(before, after);
      // 10432 fair coins: half of them, give or take seven times the standard deviation of 51.
      t.true(Math.abs(count - bits / 2) < 7 * 51, `bit ${bit} changes ${count}`);
      for (const [at, { from, to }] of parts.entries())
        changed[at]! += differingBits(before.subarray(from, to), after.subarray(from, to));
    }
    for (const [at, { name, from, to }] of parts.entries()) {
      const share = changed[at]! / (8 * (to - from) * bits);
      t.true(Math.abs(share - 0.5) < 0.005, `${name}: ${share}`);
    }
  });
}

test('a layer keeps its key when the caller wipes its own, and one layer does not disturb another', (t) => {
  const [keyA, keyB] = [random.bytes(32), random.bytes(32)];
  const [a, b] = [createLayer(keyA), createLayer(keyB)];
  const again = createLayer(keyA);
  keyA.fill(0);
  const body = random.bytes(bodyLength);
  const [one, two] = [body.slice(), body.slice()];
  a.encipher(one);
  b.encipher(new Uint8Array(bodyLength));
  again.encipher(two);
  t.deepEqual(one, two);
  b.encipher(body);
  t.notDeepEqual(body, one);
});

test('a wiped layer has forgotten its key', (t) => {
  const [key, body] = [random.bytes(32), random.bytes(bodyLength)];
  const [layer, wiped] = [createLayer(key), createLayer(key)];
  wiped.wipe();
  const [a, b] = [body.slice(), body.slice()];
  layer.encipher(a);
  wiped.encipher(b);
  t.notDeepEqual(a, b);
  // Anti test: without wiping they agree.
  const c = body.slice();
  createLayer(key).encipher(c);
  t.deepEqual(a, c);
});

test('a layer ciphers the bytes it is given and none beside them', (t) => {
  const arena = random.bytes(bodyLength + 64);
  const before = arena.slice();
  createLayer(hash(32, 'any')).encipher(arena.subarray(32, 32 + bodyLength));
  t.deepEqual(arena.subarray(0, 32), before.subarray(0, 32));
  t.deepEqual(arena.subarray(32 + bodyLength), before.subarray(32 + bodyLength));
});
