import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { OnionKeys, overlap, toldFor } from '../../src/crypto/onion-keys.js';
import { seededRandom, systemRandom } from '../../src/crypto/random.js';
import { x25519Public } from '../../src/crypto/x25519.js';
import { createLog } from '../../src/log/log.js';
import { openStateDirectory } from '../../src/state/directory.js';
import { MemoryState, type State } from '../../src/state/state.js';
import { decodeOnionKeys } from '../../src/wire/onion-keys.js';

const hour = 3600_000;
const day = 24 * hour;
const year = 365 * 86_400;
const stateName = 'onion-key';

/** A machine whose state stays while it starts again and again. */
class Machine {
  clock = new VirtualClock();
  /** Network time at the start, seconds. */
  start = 1_800_000_000;
  starts = 0;
  isFull = false;
  readonly told: string[] = [];
  readonly kept = new MemoryState();
  readonly state: State = {
    read: (name) => this.kept.read(name),
    write: (name, bytes) =>
      this.isFull ? Promise.reject(new Error('no space left')) : this.kept.write(name, bytes),
  };

  open(): Promise<OnionKeys> {
    return OnionKeys.open({
      clock: this.clock,
      random: seededRandom(`onion ${this.starts++}`),
      log: createLog('debug', () => 0, [({ text }) => this.told.push(text)]),
      state: this.state,
      date: this.date,
    });
  }

  readonly date = (): number => this.start + Math.floor(this.clock.now() / 1000);

  /** Off for so many seconds, by the clock at the next start; the process is gone, without a word. */
  off(seconds: number): void {
    this.start = this.date() + seconds;
    this.clock = new VirtualClock();
  }

  /** What is written down now. */
  async written(): Promise<{ current: Uint8Array; previous: Uint8Array | null }> {
    const { current, previous } = decodeOnionKeys((await this.kept.read(stateName))!)!;
    return {
      current: x25519Public(current.secretKey),
      previous: previous && x25519Public(previous.secretKey),
    };
  }
}

function publicOf(keys: OnionKeys): Uint8Array[] {
  return keys.obeyed.map(({ publicKey }) => publicKey);
}

async function opened(t: ExecutionContext, machine: Machine): Promise<OnionKeys> {
  const keys = await machine.open();
  t.teardown(() => keys.close());
  keys.start();
  return keys;
}

test('after a week another key is told, the one before answers for its overlap, and then it is nowhere', async (t) => {
  const machine = new Machine();
  const keys = await opened(t, machine);
  const first = keys.obeyed[0]!;
  const changes: number[] = [];
  keys.onChange = () => changes.push(machine.clock.now());
  t.deepEqual([keys.told, publicOf(keys)], [first.publicKey, [first.publicKey]]);
  await machine.clock.run(7 * day - hour);
  t.deepEqual(publicOf(keys), [first.publicKey]);
  await machine.clock.run(hour + 10_000);
  t.notDeepEqual(keys.told, first.publicKey);
  t.deepEqual(publicOf(keys), [keys.told, first.publicKey]);
  t.deepEqual(x25519Public(first.secretKey), first.publicKey, 'it can still open what comes');
  t.is(changes.length, 1);
  t.true(changes[0]! - toldFor * 1000 >= 0 && changes[0]! - toldFor * 1000 < 2_000);
  await machine.clock.run(overlap * 1000 - hour);
  t.is(keys.obeyed.length, 2);
  t.deepEqual(await machine.written(), { current: keys.told, previous: first.publicKey });
  await machine.clock.run(hour);
  t.deepEqual(publicOf(keys), [keys.told]);
  t.deepEqual(first.secretKey.slice(), new Uint8Array(32), 'wiped');
  t.deepEqual(await machine.written(), { current: keys.told, previous: null });
  await machine.clock.run(21 * day);
  t.is(changes.length, 4);
});

test('a new key is told only once it is written down: a crash at that instant loses nothing', async (t) => {
  const machine = new Machine();
  const keys = await opened(t, machine);
  const first = keys.told;
  let written: Awaited<ReturnType<Machine['written']>> | null = null;
  keys.onChange = async () => {
    written = await machine.written();
  };
  await machine.clock.run(7 * day + hour);
  t.deepEqual(written, { current: keys.told, previous: first });
});

test('both keys, and what is left of their time, are there after a restart', async (t) => {
  const machine = new Machine();
  const keys = await opened(t, machine);
  const first = keys.told;
  await machine.clock.run(7 * day + 10 * hour);
  const second = keys.told;
  machine.off(10 * 3600);
  const again = await opened(t, machine);
  t.deepEqual(publicOf(again), [second, first]);
  // 20 h of the overlap are over; up to an hour of running was not written down, but the network's time counts it.
  await machine.clock.run(9 * hour);
  t.deepEqual(publicOf(again), [second, first]);
  await machine.clock.run(2 * hour);
  t.deepEqual(publicOf(again), [second]);
  machine.off(30 * 86_400);
  const late = await opened(t, machine);
  t.notDeepEqual(late.told, second, 'a week is over');
  t.deepEqual(publicOf(late), [late.told, second]);
});

test('a clock that is years ahead at a start makes a new key come early, and one that is years behind none', async (t) => {
  const machine = new Machine();
  const keys = await opened(t, machine);
  const first = keys.told;
  await machine.clock.run(day);
  machine.off(50 * year);
  const ahead = await opened(t, machine);
  const second = ahead.told;
  t.deepEqual(publicOf(ahead), [second, first], 'what others know us by answers');
  await machine.clock.run(29 * hour);
  t.deepEqual(publicOf(ahead), [second, first], 'for the whole overlap');
  machine.off(-60 * year);
  const behind = await opened(t, machine);
  t.deepEqual(publicOf(behind), [second, first]);
  await machine.clock.run(3 * hour);
  t.deepEqual(publicOf(behind), [second]);
  // Time at which it ran counts, whatever the clock says at each start.
  for (let starts = 0; starts < 6; starts += 1) {
    machine.off(-86_400);
    const next = await opened(t, machine);
    t.deepEqual(next.told, second, `start ${starts}`);
    await machine.clock.run(day);
  }
  const last = await opened(t, machine);
  t.notDeepEqual(last.told, second);
});

test('while the state cannot be written no other key is told; it is tried again', async (t) => {
  const machine = new Machine();
  const keys = await opened(t, machine);
  const first = keys.told;
  machine.isFull = true;
  await machine.clock.run(7 * day + 5 * hour);
  t.deepEqual(keys.told, first);
  t.true(machine.told.some((text) => text.includes('no space left')));
  machine.isFull = false;
  await machine.clock.run(hour + 10_000);
  t.deepEqual(publicOf(keys), [keys.told, first]);
  t.not(Buffer.compare(keys.told, first), 0);
});

test('what cannot be read is replaced, and said; no log names a key', async (t) => {
  const machine = new Machine();
  await machine.kept.write(stateName, new Uint8Array(7));
  const keys = await opened(t, machine);
  t.is(keys.obeyed.length, 1);
  t.true(machine.told.some((text) => text.includes('cannot be read')));
  t.false(machine.told.some((text) => /[0-9a-f]{16}/.test(text)));
});

test('it is kept for the owner alone, and wiped from memory at the end', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'phantom-test-'));
  t.teardown(() => rm(root, { recursive: true }));
  const machine = new Machine();
  const state = await openStateDirectory(root);
  const { clock, date } = machine;
  const log = createLog('error', () => 0, []);
  const keys = await OnionKeys.open({ clock, random: systemRandom, log, state, date });
  t.is(clock.pending(), 0, 'nothing is left of a start that comes to nothing');
  keys.start();
  const [only] = keys.obeyed;
  t.is((await stat(join(root, stateName))).mode & 0o777, 0o600);
  await keys.close();
  t.deepEqual(only!.secretKey.slice(), new Uint8Array(32));
  t.is(clock.pending(), 0);
  const kept = decodeOnionKeys((await state.read(stateName))!)!;
  t.deepEqual(x25519Public(kept.current.secretKey), only!.publicKey);
});
