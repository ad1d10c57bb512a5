import test from 'ava';
import { seededRandom } from '../../src/crypto/random.js';
import { FirstMessages } from '../../src/link/first-messages.js';
import { Spans } from '../../src/link/spans.js';
import type { Endpoint } from '../../src/net/net.js';
import { MemoryState } from '../../src/state/state.js';

/* What was answered is not answered again, whatever clocks do: ours, and those of a later start. */

const random = seededRandom('first messages');
const start = 1_800_000_000;
const minute = 60;

/** One run of a node over a state; `time`: its network time in seconds, `now` in ms of its clock. */
class Run {
  now = 0;
  #from = 0;

  constructor(
    readonly first: FirstMessages,
    public time: number,
  ) {}

  static async start(state: MemoryState, time: number): Promise<Run> {
    return new Run(await FirstMessages.open(state), time);
  }

  pass(seconds: number): void {
    this.now += seconds * 1000;
    this.time += seconds;
  }

  /** What becomes of a message; `ok` is followed by an answer. Each comes from a network of its own. */
  take({ stamp, salt }: Message): string {
    this.#from += 1;
    const from: Endpoint = { family: 4, address: `20.${this.#from >> 8}.${this.#from & 255}.1`, port: 1 };
    const prelude = { major: 1, time: stamp };
    const verdict = this.first.judge(prelude, salt, from, () => true, this.now, this.time);
    if (verdict === 'ok') this.first.remember(prelude, salt, this.now, this.time);
    return verdict;
  }
}

interface Message {
  readonly stamp: number;
  readonly salt: Uint8Array;
}

const stamped = (stamp: number): Message => ({ stamp, salt: random.bytes(16) });

async function copyOf(state: MemoryState): Promise<MemoryState> {
  const copy = new MemoryState();
  for (const name of ['first-messages', 'first-times']) {
    const bytes = await state.read(name);
    if (bytes) await copy.write(name, bytes);
  }
  return copy;
}

test('a new node takes what was stamped before its start, by a clock that is a little behind', async (t) => {
  const run = await Run.start(new MemoryState(), start);
  t.is(run.take(stamped(start - 40)), 'ok');
  t.is(run.take(stamped(start - 601)), 'unknown');
  t.is(run.take(stamped(start + 601)), 'unknown');
});

test('after a stop everything answered is refused, and what is stamped later is taken at once', async (t) => {
  const state = new MemoryState();
  const run = await Run.start(state, start);
  const old = [stamped(start - 20), stamped(start), stamped(start + 50)];
  for (const message of old) t.is(run.take(message), 'ok');
  await run.first.close();
  for (const error of [-500, -30, 0, 30, 500]) {
    const again = await Run.start(await copyOf(state), start + 5 + error);
    for (const message of old) t.not(again.take(message), 'ok', `${error}`);
    t.is(again.take(stamped(start + 51)), 'ok');
  }
});

test('a node that was killed at any time answers nothing again, whatever its clock says then', async (t) => {
  const state = new MemoryState();
  const run = await Run.start(state, start);
  const old: Message[] = [];
  for (let at = 0; at < 40; at += 1) {
    const message = stamped(run.time + (at % 3) * 20 - 30);
    t.is(run.take(message), 'ok');
    old.push(message);
    run.pass(17);
    // The state is written in no time here; on a disc it takes some ms.
    await Promise.resolve();
    await new Promise(setImmediate);
    for (const error of [-300, 0, 300]) {
      const again = await Run.start(await copyOf(state), run.time + error);
      for (const one of old) t.not(again.take(one), 'ok');
    }
  }
  const later = await Run.start(state, run.time);
  t.is(later.take(stamped(run.time + 2 * minute)), 'ok');
});

test('network time that is set back makes nothing new again, and set forward neither', async (t) => {
  for (const by of [-3 * 3600, -1500, -30, 30, 1500, 3 * 3600]) {
    const run = await Run.start(new MemoryState(), start);
    const old: Message[] = [];
    for (let at = 0; at < 6 * 60; at += 1) {
      old.push(stamped(run.time));
      t.is(run.take(old.at(-1)!), 'ok');
      run.pass(minute);
    }
    run.time += by;
    for (let at = 0; at < 60; at += 1) {
      for (const message of old) t.not(run.take(message), 'ok', `${by}`);
      run.pass(minute);
    }
  }
});

test('after years in another time the present is taken', async (t) => {
  const state = new MemoryState();
  const run = await Run.start(state, start + 9 * 365 * 86_400);
  for (let at = 0; at < 60; at += 1) {
    t.is(run.take(stamped(run.time)), 'ok');
    run.pass(minute);
  }
  run.time -= 9 * 365 * 86_400;
  t.is(run.take(stamped(run.time)), 'ok');
  await run.first.close();
  const again = await Run.start(state, run.time + 1);
  t.is(again.take(stamped(run.time + 1)), 'ok');
});

test('one from the future is remembered like one without a time, across restarts', async (t) => {
  const state = new MemoryState();
  const run = await Run.start(state, start);
  const ahead = stamped(start + 400);
  t.is(run.take(ahead), 'ok');
  await run.first.close();
  const again = await Run.start(state, start + 390);
  t.is(again.take(ahead), 'replay');
  t.is(again.take(stamped(start + 391)), 'ok', 'it costs others nothing');
});

test('spans that are near become one, and there are never many', (t) => {
  const spans = new Spans(10);
  spans.add(100, 110);
  spans.add(115, 115);
  t.deepEqual(spans.list, [{ from: 100, to: 115 }]);
  spans.add(200, 210);
  spans.add(120, 195);
  t.deepEqual(spans.list, [{ from: 100, to: 210 }]);
  for (let at = 1; at < 40; at += 1) spans.add(at * 1000, at * 1000);
  t.true(spans.list.length <= 9);
  for (let at = 1; at < 40; at += 1) t.true(spans.has(at * 1000));
  t.true(spans.has(150));
  t.false(spans.has(99));
});
