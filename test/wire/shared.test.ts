import test from 'ava';
import { shared } from '../../src/wire/shared.js';

test('the same bytes are one array for everybody, and no part of what they came in', (t) => {
  const message = Uint8Array.of(0, 1, 2, 3, 1, 2, 3);
  const first = shared(message.subarray(1, 4));
  t.deepEqual(first, Uint8Array.of(1, 2, 3));
  t.is(shared(message.subarray(4)), first);
  t.not(shared(message.subarray(0, 3)), first);
  message.fill(9);
  t.deepEqual(first, Uint8Array.of(1, 2, 3));
});
