/** Sleep, as a machine's clock notices it. */
import test from 'ava';
import { MachineClock, systemClock } from '../../src/clock/machine-clock.js';
import { VirtualClock } from '../../src/clock/virtual.js';

/** A machine whose steady time stands still in sleep. */
class Machine {
  readonly #inner = new VirtualClock();
  asleep = 0;
  stepped = 0;
  readonly clock = new MachineClock({
    steady: () => this.#inner.now(),
    // Whole seconds, as some systems have it.
    sinceBoot: () => 1000 * Math.floor((this.#inner.now() + this.asleep + 7_400) / 1000),
    wall: () => this.#inner.wall() + this.asleep + this.stepped,
    after: (ms, fn) => this.#inner.after(ms, fn),
  });

  pass(ms: number): void {
    this.#inner.advance(ms);
  }

  get pending(): number {
    return this.#inner.pending();
  }
}

test('what was slept through is added, and what came due is done at once, in its order', (t) => {
  const machine = new Machine();
  const { clock } = machine;
  const slept: number[] = [];
  const watch = clock.watch((ms) => slept.push(ms));
  const done: string[] = [];
  clock.after(50_000, () => done.push('late'));
  clock.after(20_000, () => done.push('soon'));
  clock.after(700_000, () => done.push('later'));
  const cancelled = clock.after(30_000, () => done.push('never'));
  machine.pass(10_000);
  t.deepEqual([slept, clock.wokeAt], [[], Number.NEGATIVE_INFINITY]);
  machine.asleep = 600_000;
  t.is(clock.now(), 10_000, 'it does not know yet');
  cancelled.cancel();
  machine.pass(1_000);
  t.is(slept.length, 1);
  t.true(Math.abs(slept[0]! - 600_000) <= 1_000, `${slept[0]}`);
  t.true(Math.abs(clock.now() - 611_000) <= 1_000);
  t.is(clock.wokeAt, clock.now());
  t.deepEqual(done, ['soon', 'late']);
  machine.pass(88_000);
  t.deepEqual(done, ['soon', 'late']);
  machine.pass(3_000);
  t.deepEqual(done, ['soon', 'late', 'later']);
  t.is(slept.length, 1, 'once');
  watch.cancel();
  t.is(machine.pending, 0);
});

test('a date that is set, either way, is no sleep; nor is a second or two', (t) => {
  const machine = new Machine();
  const slept: number[] = [];
  const watch = machine.clock.watch((ms) => slept.push(ms));
  for (const step of [86_400_000, -400 * 86_400_000, 5_000]) {
    machine.stepped += step;
    machine.pass(5_000);
  }
  machine.asleep += 1_500;
  machine.pass(5_000);
  t.deepEqual(slept, []);
  t.is(machine.clock.now(), 20_000);
  // Many short ones add up.
  machine.asleep += 1_800;
  machine.pass(1_000);
  t.is(slept.length, 1);
  watch.cancel();
});

test('timers go on as usual, also those that are set and cancelled by others', (t) => {
  const machine = new Machine();
  const { clock } = machine;
  const done: number[] = [];
  const second = clock.after(2_000, () => done.push(2));
  clock.after(1_000, () => {
    done.push(1);
    second.cancel();
    clock.after(1_000, () => done.push(3));
  });
  machine.pass(5_000);
  t.deepEqual(done, [1, 3]);
});

test('the real one goes on by itself, and has not slept', async (t) => {
  const slept: number[] = [];
  const watch = systemClock.watch((ms) => slept.push(ms));
  const before = systemClock.now();
  await new Promise<void>((resolve) => systemClock.after(2_200, resolve));
  watch.cancel();
  const passed = systemClock.now() - before;
  t.true(passed >= 2_190 && passed < 20_000, `${passed}`);
  t.deepEqual(slept, []);
});
