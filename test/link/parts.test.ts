import test from 'ava';
import fc from 'fast-check';
import { systemRandom } from '../../src/crypto/random.js';
import { headerKeyGrace, sessionLife } from '../../src/link/constants.js';
import { FirstMessages } from '../../src/link/first-messages.js';
import { HeaderKeys } from '../../src/link/header-keys.js';
import { Limiter, senderKey } from '../../src/link/limiter.js';
import { ReplayWindow } from '../../src/link/replay-window.js';
import { Session } from '../../src/link/session.js';
import { MemoryState, type State } from '../../src/state/state.js';
import type { Prelude } from '../../src/wire/handshake.js';
import { bodyLength, datagramLength } from '../../src/wire/sizes.js';

test('the replay window agrees with a set that forgets what is too old', (t) => {
  const history = fc.array(fc.oneof(fc.nat(400), fc.nat(5000)), { maxLength: 300 });
  fc.assert(
    fc.property(history, fc.constantFrom(128, 1024, 4096), fc.nat(2 ** 40), (offsets, size, start) => {
      const counters = offsets.map((offset) => start + offset);
      const window = new ReplayWindow(size);
      const seen = new Set<number>();
      let highest = -1;
      for (const counter of counters) {
        const fresh = !seen.has(counter) && counter > highest - size;
        if (window.check(counter) !== fresh) return false;
        if (!fresh) continue;
        window.mark(counter);
        seen.add(counter);
        highest = Math.max(highest, counter);
      }
      return true;
    }),
    { numRuns: 500 },
  );
  t.pass();
});

test('the replay window holds at counters beyond 32 bits', (t) => {
  const window = new ReplayWindow();
  const big = 2 ** 33 + 5;
  window.mark(big);
  t.false(window.check(big));
  t.true(window.check(big - 8191));
  t.false(window.check(big - 8192));
  t.true(window.check(big + 1));
});

test('a limiter gives its burst, then its rate, by key, and forgets who is quiet', (t) => {
  const limiter = new Limiter({ perSecond: 10, burst: 3 }, 2);
  const take = (key: string, now: number, times: number) =>
    Array.from({ length: times }, () => limiter.take(key, now)).filter(Boolean).length;
  t.is(take('a', 0, 5), 3);
  t.is(take('a', 200, 5), 2);
  t.is(take('b', 200, 1), 1);
  t.is(take('c', 300, 1), 0, 'no room for a third key');
  t.is(take('c', 5000, 1), 1, 'the others have filled up and are forgotten');
});

test('senders are told apart by what one of them surely holds', (t) => {
  const key = (address: string) => senderKey({ family: address.includes(':') ? 6 : 4, address, port: 1 });
  t.is(key('8.8.8.8'), key('8.8.8.200'));
  t.not(key('8.8.8.8'), key('8.8.9.8'));
  t.not(key('192.168.1.2'), key('192.168.1.3'));
  t.is(key('2a00:1:2:3400::1'), key('2a00:1:2:34ff::9'));
  t.not(key('2a00:1:2:3400::1'), key('2a00:1:2:3500::1'));
});

test('header keys change daily and the last one is obeyed a while', (t) => {
  const keys = new HeaderKeys(systemRandom, 0);
  const first = keys.current(0);
  const day = 86_400_000;
  const obeyed = (now: number) => [keys.obeyed(0, now), keys.obeyed(1, now)];
  t.deepEqual(obeyed(1000), [first, null]);
  const second = keys.current(day);
  t.notDeepEqual(second, first);
  t.deepEqual(obeyed(day + sessionLife.own), [second, first]);
  t.deepEqual(obeyed(day + headerKeyGrace), [second, null]);
});

test('sessions carry any body to the byte, in any order, once', (t) => {
  const keys = { send: systemRandom.bytes(32), receive: systemRandom.bytes(32) };
  const turned = { send: keys.receive.slice(), receive: keys.send.slice() };
  const headerKey = systemRandom.bytes(32);
  const onionKey = systemRandom.bytes(32);
  const a = new Session('initiator', 1, keys, { index: 2, headerKey, onionKey }, 0, 0);
  const b = new Session('responder', 2, turned, { index: 1, headerKey, onionKey }, 0, 0);
  let counter = 0;
  const report = { highest: 3, hold: 1, received: 4 };
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: bodyLength }),
      fc.integer({ min: 0, max: 0xffffffff }),
      (body, pathId) => {
        const out = new Uint8Array(datagramLength);
        a.seal(out, counter, pathId, report, body);
        counter += 1;
        const again = out.slice();
        const cell = b.open(out, 0);
        if (typeof cell === 'string') return false;
        const padded = new Uint8Array(bodyLength);
        padded.set(body);
        return (
          cell.pathId === pathId && Buffer.compare(cell.body, padded) === 0 && b.open(again, 0) === 'replay'
        );
      },
    ),
  );
  t.pass();
});

test('first messages that could not be written are written the next time', async (t) => {
  const state = new MemoryState();
  let isFull = true;
  const disc: State = {
    read: (name) => state.read(name),
    write: (name, bytes) => (isFull ? Promise.reject(new Error('no space left')) : state.write(name, bytes)),
  };
  const firstMessages = await FirstMessages.open(disc);
  firstMessages.remember({ major: 1, time: 0 } as Prelude, new Uint8Array(16).fill(7), 0, 0);
  await t.throwsAsync(firstMessages.save(), { message: 'no space left' });
  firstMessages.remember({ major: 1, time: 900 } as Prelude, new Uint8Array(16).fill(8), 0, 900);
  await t.throwsAsync(firstMessages.save(), { message: 'no space left' });
  t.is(await state.read('first-messages'), null);
  t.is(await state.read('first-times'), null);
  isFull = false;
  await firstMessages.save();
  t.is((await state.read('first-times'))!.length, 8);
  t.deepEqual([...(await state.read('first-messages'))!], [7, 7, 7, 7, 7, 7, 7, 7]);
});
