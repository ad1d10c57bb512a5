import test from 'ava';
import { seededRandom } from '../../src/crypto/random.js';
import { ByteShape } from '../../src/simulation/byte-shape.js';
import { chiSquaredSurvival, smallestCorrected, uniformity } from '../../src/simulation/statistics.js';

test('chi-squared agrees with closed forms and with published tables', (t) => {
  const near = (value: number, expected: number, relative = 1e-9) =>
    t.true(Math.abs(value - expected) <= relative * expected, `${value} is not ${expected}`);
  // With two degrees of freedom it is exp(-x/2); with four that times (1 + x/2).
  for (const x of [0.001, 0.5, 1, 2, 5, 20, 100, 700]) {
    near(chiSquaredSurvival(x, 2), Math.exp(-x / 2));
    near(chiSquaredSurvival(x, 4), Math.exp(-x / 2) * (1 + x / 2));
  }
  // Upper tails of the usual tables.
  near(chiSquaredSurvival(3.841, 1), 0.05, 1e-3);
  near(chiSquaredSurvival(6.635, 1), 0.01, 1e-3);
  near(chiSquaredSurvival(18.307, 10), 0.05, 1e-3);
  near(chiSquaredSurvival(124.342, 100), 0.05, 1e-3);
  near(chiSquaredSurvival(135.807, 100), 0.01, 1e-3);
  t.is(chiSquaredSurvival(0, 5), 1);
  // Many degrees: close to a normal variable (Wilson and Hilferty's cube root, about 1 % here).
  const cubeRoot = (x: number, k: number) => (Math.cbrt(x / k) - (1 - 2 / (9 * k))) / Math.sqrt(2 / (9 * k));
  t.true(Math.abs(cubeRoot(293.25, 255)) - 1.645 < 0.01);
  near(chiSquaredSurvival(293.25, 255), 0.05, 0.02);
});

test('p-values of even chances are themselves even, and uneven ones are found', (t) => {
  const random = seededRandom(t.title);
  const values: number[] = [];
  for (let round = 0; round < 500; round += 1) {
    const counts = new Uint32Array(256);
    for (const byte of random.bytes(5_000)) counts[byte]! += 1;
    values.push(uniformity(counts));
  }
  const tenths = new Uint32Array(10);
  for (const value of values) tenths[Math.min(9, Math.floor(value * 10))]! += 1;
  t.true(uniformity(tenths) > 0.001, `${tenths}`);
  t.true(smallestCorrected(values) > 0.001);

  const loaded = new Uint32Array(256);
  for (const byte of random.bytes(100_000)) loaded[byte]! += 1;
  t.true(uniformity(loaded) > 1e-6);
  // A hundredth of all bytes is always zero.
  loaded[0]! += 1_000;
  t.true(uniformity(loaded) < 1e-9);
});

test('one p-value among many is corrected for their number', (t) => {
  t.is(smallestCorrected([0.5, 0.02, 0.9, 0.3]), 0.08);
  t.is(smallestCorrected([0.5, 0.6]), 1);
});

test('a field that is not masked shows in the shape of datagrams', (t) => {
  const random = seededRandom(t.title);
  const [noise, counted] = [new ByteShape(678), new ByteShape(678)];
  for (let number = 0; number < 3_000; number += 1) {
    const datagram = random.bytes(678);
    noise.add(datagram);
    // The low byte of a counter is as even as noise; the one above it has yet to come round.
    new DataView(datagram.buffer, datagram.byteOffset).setUint32(8, number);
    counted.add(datagram);
  }
  t.is(noise.pValues().length, 678 + 512);
  t.true(smallestCorrected(noise.pValues()) > 1e-5);
  t.true(smallestCorrected(counted.pValues()) < 1e-12);
});
