import test from 'ava';
import { every } from '../../src/clock/clock.js';
import { VirtualClock } from '../../src/clock/virtual.js';

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
