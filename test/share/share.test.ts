import test, { type ExecutionContext } from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { seededRandom } from '../../src/crypto/random.js';
import { silentLog } from '../../src/log/log.js';
import { openShare } from '../../src/share/share.js';
import { MemoryState, type State } from '../../src/state/state.js';

const day = 86_400_000;
const november = Date.UTC(2026, 10, 1);

function world(t: ExecutionContext, bytesPerMonth: number | null, state: State = new MemoryState()) {
  const clock = new VirtualClock();
  const now = { bytes: 0, date: november as number | null };
  const open = async () => {
    const share = await openShare({
      clock,
      random: seededRandom('share'),
      log: silentLog,
      state,
      limits: { bytesPerSecond: null, bytesPerMonth },
      date: () => now.date,
      traffic: () => now.bytes,
    });
    t.teardown(() => share.close());
    return share;
  };
  /** So much goes over the line in that time. */
  const pass = async (ms: number, bytes: number) => {
    now.bytes += bytes;
    if (now.date !== null) now.date += ms;
    await clock.run(ms);
  };
  return { clock, now, state, open, pass };
}

test('without a limit everything is given, nothing is counted, written or timed', async (t) => {
  const { clock, open, state, pass } = world(t, null);
  const share = await open();
  await pass(day, 1e15);
  t.true(share.isGiving);
  t.is(share.facts.bytesThisMonth, 0);
  t.is(clock.pending(), 0);
  await share.close();
  t.is(await state.read('month'), null);
});

test('a day’s share that is used ends the giving, the next day begins it again', async (t) => {
  const { open, pass } = world(t, 300e9);
  const share = await open();
  await pass(5 * 60_000, 11e9);
  t.false(share.isGiving);
  t.is(share.facts.pause, 'ahead');
  await pass(day, 1e9);
  t.true(share.isGiving);
  t.is(share.facts.pause, null);
  t.is(share.facts.bytesThisMonth, 12e9);
  await pass(5 * 60_000, 300e9);
  t.is(share.facts.pause, 'used');
  t.is(share.facts.monthEnds, Date.UTC(2026, 11, 1));
  await pass(30 * day, 0);
  t.true(share.isGiving, 'another month');
});

test('what was used counts after a start, too, but for the last minutes before a power cut', async (t) => {
  const { open, pass, state } = world(t, 300e9);
  await open();
  await pass(11 * 60_000, 5e9);
  await pass(5 * 60_000, 1e9);
  const after = world(t, 300e9, state);
  t.is((await after.open()).facts.bytesThisMonth, 5e9);
  const share = await after.open();
  await after.pass(2 * 60_000, 2e9);
  await share.close();
  t.is((await world(t, 300e9, state).open()).facts.bytesThisMonth, 7e9);
});

test('as long as nobody says what day it is no month begins, and what went by then is counted later', async (t) => {
  const { open, pass, now } = world(t, 300e9);
  now.date = null;
  const share = await open();
  await pass(60 * 60_000, 3e9);
  t.true(share.isGiving);
  t.is(share.facts.monthEnds, null);
  now.date = november;
  await pass(5 * 60_000, 1e9);
  t.is(share.facts.bytesThisMonth, 4e9);
});

test('an account that cannot be read is begun anew', async (t) => {
  const state = new MemoryState();
  await state.write('month', Uint8Array.of(9, 9));
  const { open } = world(t, 300e9, state);
  t.is((await open()).facts.bytesThisMonth, 0);
});
