import test from 'ava';
import { Pair } from '../../src/tunnel/pair.js';
import { Pairs } from '../../src/tunnel/pairs.js';
import { wholeMinutes } from '../../src/tunnel/said-time.js';
import { Slots } from '../../src/tunnel/slots.js';
import type { OwnAddress } from '../../src/tunnel/types.js';

const address = (last: number): Uint8Array =>
  Uint8Array.from([0x20, 1, 0, 0x25, ...new Uint8Array(11), last]);
const own = (last: number): OwnAddress => ({ address: address(last) }) as OwnAddress;
const closed = { tcp: new Set<number>(), udp: new Set<number>(), answersPing: false };

test('what strangers make is counted for each address of ours by itself, and apart from what our programs make', (t) => {
  const pairs = new Pairs();
  const slots = new Slots(16);
  const [first, second] = [own(1), own(2)];
  const add = (of: OwnAddress, other: number, isStrangers: boolean): Pair => {
    const pair = new Pair(of, address(other), closed, isStrangers, slots, () => {});
    pairs.add(pair);
    return pair;
  };
  const made = [add(first, 10, true), add(first, 11, true), add(first, 12, false), add(second, 10, true)];
  const counts = () => [pairs.ofStrangers(first), pairs.ofStrangers(second), pairs.ofPrograms];
  t.deepEqual(counts(), [2, 1, 1]);
  t.is(pairs.of(first, address(11)), made[1]!);
  pairs.delete(made[1]!);
  pairs.delete(made[1]!);
  t.is(pairs.of(first, address(11)), null);
  for (const pair of made.slice(2)) pairs.delete(pair);
  t.deepEqual(counts(), [1, 0, 0]);
});

test('times that others are told are whole minutes, at most half a minute off', (t) => {
  for (const seconds of [0, 29, 31, 1_800_000_000, 1_800_000_059.7]) {
    const said = wholeMinutes(seconds);
    t.is(said % 60, 0);
    t.true(Math.abs(said - seconds) <= 30);
  }
});
