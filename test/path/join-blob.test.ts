import test from 'ava';
import { seededRandom } from '../../src/crypto/random.js';
import { x25519Public } from '../../src/crypto/x25519.js';
import { openJoin, sealJoin, workOf } from '../../src/path/join-blob.js';
import { maxJoinMessage } from '../../src/wire/join.js';
import { joinBlobLength } from '../../src/wire/sizes.js';
import { workedKey } from '../helpers/worked-key.js';

const random = seededRandom('join blob');
const secretKey = random.bytes(32);
const onionKey = { secretKey, publicKey: x25519Public(secretKey) };
const channelKey = random.bytes(32);
const payload = { entryId: random.bytes(16), time: 1_790_000_000, message: random.bytes(maxJoinMessage) };
const sealed = () => sealJoin(onionKey.publicKey, channelKey, payload, workedKey(6))!;

test('an entry node opens what was sealed to it, and sees the work', (t) => {
  const blob = sealed();
  t.is(blob.length, joinBlobLength);
  const opened = openJoin(blob, onionKey, channelKey)!;
  t.deepEqual({ ...opened.payload, workNonce: null }, { ...payload, workNonce: null });
  t.true(workOf(opened) >= 6);
  t.notDeepEqual(openJoin(sealed(), onionKey, channelKey)!.ephemeral, opened.ephemeral);
});

test('nobody else opens it, and nothing of it can be changed', (t) => {
  const blob = sealed();
  const otherSecret = random.bytes(32);
  const other = { secretKey: otherSecret, publicKey: x25519Public(otherSecret) };
  t.is(openJoin(blob, other, channelKey), null);
  t.is(openJoin(blob, onionKey, random.bytes(32)), null);
  t.is(openJoin(blob.subarray(1), onionKey, channelKey), null);
  for (let at = 0; at < blob.length; at += 7) {
    const changed = blob.slice();
    changed[at]! ^= 1;
    t.is(openJoin(changed, onionKey, channelKey), null, `byte ${at}`);
  }
});

test('an onion key of low order seals nothing', (t) => {
  t.is(sealJoin(new Uint8Array(32), channelKey, payload, workedKey()), null);
});
