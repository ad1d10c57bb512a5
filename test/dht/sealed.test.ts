import test, { type ExecutionContext } from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { sealQuestion } from '../../src/crypto/question.js';
import { seededRandom } from '../../src/crypto/random.js';
import { x25519Public } from '../../src/crypto/x25519.js';
import { sealedHandler } from '../../src/dht/handlers/sealed.js';
import { Holdings } from '../../src/dht/holdings.js';
import type { Link } from '../../src/link/types.js';
import { Tokens } from '../../src/nodedb/tokens.js';
import { decodeGetAnswer } from '../../src/wire/get.js';
import { decodeSealedAnswer, encodeSealedQuery, type SealedQuery } from '../../src/wire/sealed.js';
import { decodeStoreAnswer } from '../../src/wire/store.js';
import { apKeyOf, apRecordOf } from '../helpers/ap-keys.js';

const channelKey = new Uint8Array(32).fill(9);

/** A storing node, and somebody who asks it through whatever link. */
function story(t: ExecutionContext) {
  const clock = new VirtualClock();
  const random = seededRandom(t.title);
  const pair = () => {
    const secretKey = random.bytes(32);
    return { secretKey, publicKey: x25519Public(secretKey) };
  };
  const keys = [pair(), pair()];
  const seconds = () => Math.floor(clock.wall() / 1000);
  const dropped: Record<string, number> = {};
  const verdicts: Record<string, number> = {};
  const askedOn: number[] = [];
  const handler = sealedHandler({
    random,
    now: () => clock.now(),
    onionKeys: () => keys,
    channelKey,
    holdings: new Holdings({ ownId: random.bytes(32), channelKey, puzzleBits: 0, seconds }),
    tokens: new Tokens(random, clock.now()),
    nearest: () => [],
    askOn: async (_slot, rank) => {
      askedOn.push(rank);
      return null;
    },
    drop: (reason) => {
      dropped[reason] = (dropped[reason] ?? 0) + 1;
    },
    verdicts,
  });
  const handle = (body: Uint8Array, by: Link) => handler(body, by) as Uint8Array | null;
  const link = () => ({ nodeId: random.bytes(32) }) as unknown as Link;
  const seal = (query: SealedQuery, key = keys[0]!.publicKey, channel = channelKey) =>
    sealQuestion(key, channel, encodeSealedQuery(query), random.bytes(32))!;
  const ask = (query: SealedQuery, by: Link, key = keys[0]!.publicKey) => {
    const { body, open } = seal(query, key);
    const answer = handle(body, by);
    return answer && decodeSealedAnswer(open(answer)!);
  };
  return { clock, random, keys, seconds, dropped, verdicts, askedOn, handler, handle, link, seal, ask };
}

test('a record is left by one exit node and read by another, under the newest onion key or the one before', (t) => {
  const { ask, link, keys, seconds, verdicts, dropped } = story(t);
  const { slot, record } = apRecordOf(apKeyOf('a'), seconds(), channelKey);
  const got = decodeGetAnswer(ask({ type: 'get', slot, rank: 0 }, link())!)!;
  t.deepEqual([got.count, got.record], [0, null]);
  const stored = ask({ type: 'store', slot, token: got.token, record }, link());
  t.is(decodeStoreAnswer(stored!), 'stored');
  for (const { publicKey } of keys) {
    const found = decodeGetAnswer(ask({ type: 'get', slot, rank: 0 }, link(), publicKey)!)!;
    t.deepEqual(found.record, record);
  }
  t.deepEqual(verdicts, { stored: 1 });
  t.deepEqual(dropped, {});
});

test('a store needs the token of a get of the same slot, of the last twenty minutes', (t) => {
  const { ask, link, seconds, dropped, clock, random } = story(t);
  const { slot, record } = apRecordOf(apKeyOf('a'), seconds(), channelKey);
  t.is(ask({ type: 'store', slot, token: random.bytes(8), record }, link()), null);
  const other = decodeGetAnswer(ask({ type: 'get', slot: random.bytes(32), rank: 0 }, link())!)!;
  t.is(ask({ type: 'store', slot, token: other.token, record }, link()), null);
  const { token } = decodeGetAnswer(ask({ type: 'get', slot, rank: 0 }, link())!)!;
  clock.advance(1_201_000);
  t.is(ask({ type: 'store', slot, token, record }, link()), null);
  t.deepEqual(dropped, { 'sealed-token': 3 });
});

test('a repeated question gets the same answer from the same link, and silence from another', (t) => {
  const { seal, handle, link, dropped, random, clock } = story(t);
  const [a, b] = [link(), link()];
  const { body } = seal({ type: 'get', slot: random.bytes(32), rank: 0 });
  const answer = handle(body, a)!;
  t.deepEqual(handle(body, a), answer);
  t.is(handle(body, b), null);
  t.deepEqual(dropped, { 'sealed-repeated': 1 });
  clock.advance(9_000);
  handle(seal({ type: 'get', slot: random.bytes(32), rank: 0 }).body, b);
  t.deepEqual(handle(body, a), answer);
  clock.advance(1_000);
  handle(seal({ type: 'get', slot: random.bytes(32), rank: 0 }).body, b);
  t.is(handle(body, a), null, 'nobody waits for it any more');
});

test('whatever is changed, cut or meant for another channel or node is dropped', (t) => {
  const { seal, handle, link, dropped, random, clock } = story(t);
  const get = { type: 'get', slot: random.bytes(32), rank: 0 } as const;
  const { body } = seal(get);
  for (let at = 0; at < body.length; at += 50) {
    clock.advance(100);
    const changed = body.slice();
    changed[at]! ^= 1;
    t.is(handle(changed, link()), null);
  }
  const wrong = [seal(get, x25519Public(random.bytes(32))), seal(get, undefined, new Uint8Array(32))];
  for (const { body: other } of wrong) t.is(handle(other, link()), null);
  t.is(handle(body.subarray(1), link()), null);
  t.is(handle(new Uint8Array(0), link()), null);
  t.deepEqual(dropped, { 'sealed-forged': 26, 'sealed-size': 2 });
  t.truthy(handle(body, link()), 'and the true one is answered still');
});

test('forgeries cost a bounded number of Diffie-Hellmans, per link and in all', (t) => {
  const { handle, link, dropped, random, clock } = story(t);
  const flood = (by: Link, count: number) => {
    for (let at = 0; at < count; at += 1) handle(random.bytes(1184), by);
  };
  flood(link(), 100);
  t.deepEqual(dropped, { 'sealed-forged': 60, 'sealed-rate': 40 });
  for (let at = 0; at < 20; at += 1) flood(link(), 60);
  t.is(dropped['sealed-forged'], 400, 'in all');
  clock.advance(1_000);
  flood(link(), 100);
  t.is(dropped['sealed-forged'], 460, 'a second later there is room again');
});

test('a find asks on where nothing is here, a get never does', async (t) => {
  const { ask, seal, handler, link, askedOn, seconds } = story(t);
  const { slot, record } = apRecordOf(apKeyOf('a'), seconds(), channelKey);
  const { token } = decodeGetAnswer(ask({ type: 'get', slot, rank: 0 }, link())!)!;
  t.deepEqual(askedOn, []);
  const { body, open } = seal({ type: 'find', slot, rank: 2 });
  const carrier = link();
  const waiting = handler(body, carrier);
  t.deepEqual(askedOn, [2]);
  t.is(handler(body, carrier), null, 'asked again meanwhile');
  const answer = decodeGetAnswer(decodeSealedAnswer(open((await waiting)!)!)!)!;
  t.deepEqual([answer.count, answer.record], [0, null]);
  ask({ type: 'store', slot, token, record }, link());
  t.deepEqual(decodeGetAnswer(ask({ type: 'find', slot, rank: 0 }, link())!)!.record, record);
  t.deepEqual(askedOn, [2]);
});
