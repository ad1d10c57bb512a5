import test from 'ava';
import { every } from '../../src/clock/clock.js';
import { VirtualClock } from '../../src/clock/virtual.js';
import { seededRandom } from '../../src/crypto/random.js';

test('timers run at their own instants, equal ones in the order they were set', (t) => {
  const clock = new VirtualClock();
  const seen: string[] = [];
  for (const [name, ms] of [
    ['c', 30],
    ['a', 10],
    ['b', 20],
    ['b2', 20],
  ] as const) {
    clock.after(ms, () => seen.push(`${name}@${clock.now()}`));
  }
  clock.advance(25);
  t.deepEqual(seen, ['a@10', 'b@20', 'b2@20']);
  t.is(clock.now(), 25);
  clock.advance(5);
  t.deepEqual(seen.at(-1), 'c@30');
  t.is(clock.pending(), 0);
});

test('a cancelled timer does not run, one set by a timer does', (t) => {
  const clock = new VirtualClock();
  const seen: number[] = [];
  clock.after(5, () => seen.push(-1)).cancel();
  clock.after(5, () => clock.after(5, () => seen.push(clock.now())));
  clock.advance(100);
  t.deepEqual(seen, [10]);
});

test('every repeats with jitter until cancelled', (t) => {
  const clock = new VirtualClock();
  const seen: number[] = [];
  const timer = every(
    clock,
    100,
    0.25,
    () => 0,
    () => seen.push(clock.now()),
  );
  clock.advance(300);
  timer.cancel();
  clock.advance(300);
  t.deepEqual(seen, [75, 150, 225, 300]);
});

test('code that awaits runs in its own instant of virtual time', async (t) => {
  const clock = new VirtualClock();
  const sleep = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
  const seen: number[] = [];
  const story = (async () => {
    for (let i = 0; i < 3; i += 1) {
      await sleep(10);
      seen.push(clock.now());
    }
  })();
  await clock.run(1000);
  await story;
  t.deepEqual(seen, [10, 20, 30]);
  t.is(clock.now(), 1000);
});

test('timers near and far, set and cancelled in any order, run as a plain list in order would', (t) => {
  const random = seededRandom(t.title);
  const clock = new VirtualClock();
  const expected: { at: number; order: number; isCancelled: boolean }[] = [];
  const seen: string[] = [];
  let order = 0;
  const set = (): void => {
    const ms = [0.5, 20, 9_000, 500_000][Math.floor(random.next() * 4)]! * random.next();
    const entry = { at: clock.now() + ms, order: order++, isCancelled: false };
    const timer = clock.after(ms, () => seen.push(`${entry.order}@${clock.now()}`));
    expected.push(entry);
    if (random.next() < 0.4) {
      const cancel = (): void => {
        if (clock.now() >= entry.at) return;
        entry.isCancelled = true;
        timer.cancel();
      };
      if (random.next() < 0.5) cancel();
      else clock.after(ms * random.next(), cancel);
      order += 1;
    }
  };
  for (let round = 0; round < 300; round += 1) {
    for (let at = 0; at < 10; at += 1) set();
    clock.advance(random.next() < 0.1 ? 30_000 * random.next() : 40 * random.next());
  }
  clock.advance(600_000);
  const inOrder = expected.filter((one) => !one.isCancelled).sort((a, b) => a.at - b.at || a.order - b.order);
  t.true(inOrder.length > 1_000);
  t.deepEqual(
    seen,
    inOrder.map((one) => `${one.order}@${one.at}`),
  );
  t.is(clock.pending(), 0);
});

test('timers of an owner that is gone never run, and a sweep lets go of them', (t) => {
  const clock = new VirtualClock();
  const owner = { isGone: false };
  const seen: number[] = [];
  for (const ms of [1, 100, 50_000]) {
    clock.after(ms, () => seen.push(ms), owner);
    clock.after(ms, () => seen.push(-ms));
  }
  clock.advance(1);
  owner.isGone = true;
  clock.advance(99);
  t.deepEqual(seen, [1, -1, -100]);
  t.is(clock.pending(), 2);
  clock.sweep();
  t.is(clock.pending(), 1);
  clock.advance(50_000);
  t.deepEqual(seen, [1, -1, -100, -50_000]);
});

test('what a timer throws reaches whoever lets time pass, and the clock goes on afterwards', async (t) => {
  const clock = new VirtualClock();
  let ran = false;
  clock.after(10, () => {
    throw new Error('broken');
  });
  clock.after(20, () => {
    ran = true;
  });
  await t.throwsAsync(clock.run(100), { message: 'broken' });
  t.is(clock.now(), 10);
  await clock.run(100);
  t.true(ran);
});

test('a run ends at the instant at which its condition comes true', async (t) => {
  const clock = new VirtualClock();
  let isTrue = false;
  clock.after(10, () => Promise.resolve().then(() => (isTrue = true)));
  clock.after(20, () => t.fail());
  await clock.run(15, () => isTrue);
  t.is(clock.now(), 10);
});
