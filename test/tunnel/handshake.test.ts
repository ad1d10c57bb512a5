import test from 'ava';
import { equal } from '../../src/crypto/hash.js';
import { seededRandom } from '../../src/crypto/random.js';
import { x25519, x25519Public } from '../../src/crypto/x25519.js';
import {
  answerTunnel,
  beginTunnel,
  challengeProof,
  finishTunnel,
  joinKey,
  joinProof,
  openFurther,
  readOpening,
  sealFurther,
} from '../../src/tunnel/handshake.js';
import type { FoundRecord, OwnAddress } from '../../src/tunnel/types.js';
import { maxJoinMessage } from '../../src/wire/join.js';
import { restLength } from '../../src/wire/sizes.js';
import { type ApKeyName, apKeyOf } from '../helpers/ap-keys.js';

const random = seededRandom('tunnel handshake');
const channelKey = random.bytes(32);
const sessionSecret = random.bytes(32);
const sessionKey = { secretKey: sessionSecret, publicKey: x25519Public(sessionSecret) };

function own(name: ApKeyName): OwnAddress {
  const { address, publicKey, secretKey, modifier } = apKeyOf(name);
  return { address, key: publicKey, secret: secretKey, modifier, isLasting: true };
}

const [a, b, c] = [own('a'), own('b'), own('c')];
const record: FoundRecord = {
  apKey: b.key,
  modifier: b.modifier,
  sessionKey: sessionKey.publicKey,
  joinBits: 0,
  entries: [],
};
const begin = (self = a) => beginTunnel(self, b.address, record, channelKey, 1234, random.bytes(32))!;

test('both ends prove their addresses and come to the same keys', (t) => {
  const opening = begin();
  t.is(opening.message.length, maxJoinMessage);
  const opened = readOpening(opening.message, b, sessionKey, channelKey)!;
  t.deepEqual(opened.other, a.address);
  t.is(opened.time, 1234);
  const answer = answerTunnel(opened, b, [], random.bytes(32))!;
  t.is(answer.message.length, restLength);
  const finished = finishTunnel(opening, record, answer.message)!;
  t.deepEqual(finished.keys.send, answer.keys.receive);
  t.deepEqual(finished.keys.receive, answer.keys.send);
  t.notDeepEqual(finished.keys.send, finished.keys.receive);
});

test('a first message is for one address, one session key, one channel, and unchanged', (t) => {
  const { message } = begin();
  const otherSecret = random.bytes(32);
  const other = { secretKey: otherSecret, publicKey: x25519Public(otherSecret) };
  t.is(readOpening(message, c, sessionKey, channelKey), null);
  t.is(readOpening(message, b, other, channelKey), null);
  t.is(readOpening(message, b, sessionKey, random.bytes(32)), null);
  t.is(readOpening(message.subarray(1), b, sessionKey, channelKey), null);
  for (let at = 0; at < message.length; at += 11) {
    const changed = message.slice();
    changed[at]! ^= 0x80;
    t.is(readOpening(changed, b, sessionKey, channelKey), null, `byte ${at}`);
  }
});

test('nobody opens a tunnel in the name of a key that is not theirs', (t) => {
  // C's static key, but A's AP key and modifier inside.
  const liar: OwnAddress = { ...a, secret: c.secret };
  t.is(readOpening(begin(liar).message, b, sessionKey, channelKey), null);
  const withoutWork: OwnAddress = { ...a, modifier: new Uint8Array(16) };
  t.is(readOpening(begin(withoutWork).message, b, sessionKey, channelKey), null);
});

test('a stolen session key answers nothing: the signature is the address’s', (t) => {
  const opening = begin();
  const opened = readOpening(opening.message, b, sessionKey, channelKey)!;
  const thief: OwnAddress = { ...b, secret: c.secret };
  t.is(finishTunnel(opening, record, answerTunnel(opened, thief, [], random.bytes(32))!.message), null);
  const again = begin();
  const named = readOpening(again.message, b, sessionKey, channelKey)!;
  t.is(finishTunnel(again, record, answerTunnel(named, c, [], random.bytes(32))!.message), null);
});

test('a changed answer, or one to another message, is none', (t) => {
  const opening = begin();
  const answer = answerTunnel(
    readOpening(opening.message, b, sessionKey, channelKey)!,
    b,
    [],
    random.bytes(32),
  )!;
  for (const at of [0, 31, 32, 700, restLength - 1]) {
    const other = begin();
    t.is(finishTunnel(other, record, answer.message), null);
    const fresh = begin();
    const opened = readOpening(fresh.message, b, sessionKey, channelKey)!;
    const changed = answerTunnel(opened, b, [], random.bytes(32))!.message;
    changed[at]! ^= 1;
    t.is(finishTunnel(fresh, record, changed), null, `byte ${at}`);
  }
  t.truthy(finishTunnel(opening, record, answer.message));
});

test('a record with a session key of low order begins nothing', (t) => {
  const bad = { ...record, sessionKey: new Uint8Array(32) };
  t.is(beginTunnel(a, b.address, bad, channelKey, 1, random.bytes(32)), null);
});

test('further joins: told by their proof, opened by their number, none like another', (t) => {
  const key = random.bytes(32);
  const further = { challenge: random.bytes(16), time: 77 };
  const message = sealFurther(key, 3, further, random.bytes(32));
  t.is(message.length, maxJoinMessage);
  t.true(equal(message.subarray(32, 48), joinProof(key, 3)));
  // To whoever carries it, it begins as a first message does: with a key that Diffie-Hellman works with.
  t.not(x25519(random.bytes(32), message.subarray(0, 32)), null);
  t.is(message[31]! & 0x80, 0);
  t.deepEqual(openFurther(key, 3, message), further);
  t.is(openFurther(key, 4, message), null);
  t.is(openFurther(random.bytes(32), 3, message), null);
  const changed = message.slice();
  changed[500]! ^= 1;
  t.is(openFurther(key, 3, changed), null);
  t.is(openFurther(key, 3, message.subarray(1)), null);
  const challenge = random.bytes(16);
  const all = [
    joinKey(key, 1).subarray(0, 16),
    joinKey(key, 2).subarray(0, 16),
    joinProof(key, 1),
    joinProof(key, 2),
    challengeProof(key, 1, challenge),
    challengeProof(key, 2, challenge),
    challengeProof(key, 1, further.challenge),
  ].map((bytes) => Buffer.from(bytes).toString('hex'));
  t.is(new Set(all).size, all.length);
});
