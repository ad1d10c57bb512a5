import test from 'ava';
import { lockedBytes, usePlainMemory } from '../../src/crypto/locked.js';

test('secrets get locked memory of their length, plain only where it was asked for', (t) => {
  const locked = lockedBytes(32);
  t.is(locked.length, 32);
  t.true('secure' in locked);
  t.not(locked.slice(0, 1).buffer, locked.buffer, 'a slice is a copy, as of all bytes');
  usePlainMemory();
  const plain = lockedBytes(32);
  t.is(plain.length, 32);
  t.false('secure' in plain);
});
