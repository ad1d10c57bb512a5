import test from 'ava';
import { openQuestion, sealQuestion } from '../../src/crypto/question.js';
import { seededRandom } from '../../src/crypto/random.js';
import { x25519Public } from '../../src/crypto/x25519.js';

const random = seededRandom('questions');

function asked() {
  const [secretKey, channelKey] = [random.bytes(32), random.bytes(32)];
  const key = { secretKey, publicKey: x25519Public(secretKey) };
  const question = sealQuestion(key.publicKey, channelKey, Uint8Array.of(1, 2), random.bytes(32))!;
  const opened = openQuestion([key], channelKey, question.body)!;
  return { question, opened };
}

test('a question is opened by whom it is for, and its answer by who asked', (t) => {
  const { question, opened } = asked();
  t.deepEqual(opened.plain, Uint8Array.of(1, 2));
  t.deepEqual(question.open(opened.answer(Uint8Array.of(3), random.bytes(32))!), Uint8Array.of(3));
});

test('a question that ends without an answer leaves no keys behind, at either side', (t) => {
  const [one, other] = [asked(), asked()];
  one.opened.end();
  t.is(one.question.open(one.opened.answer(Uint8Array.of(3), random.bytes(32))!), null);
  const answer = other.opened.answer(Uint8Array.of(3), random.bytes(32))!;
  other.question.end();
  t.is(other.question.open(answer), null);
});
