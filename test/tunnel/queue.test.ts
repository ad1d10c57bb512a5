import test from 'ava';
import { FairQueue, maxPerTunnel } from '../../src/tunnel/queue.js';
import { Slots } from '../../src/tunnel/slots.js';

class Story {
  readonly slots = new Slots(4096);
  drops = 0;
  readonly queue = new FairQueue(this.slots, () => {
    this.drops += 1;
  });

  /** A packet of that flow; its first byte says which. */
  push(flow: number, length: number, now: number): void {
    this.queue.push(this.slots.put(17, new Uint8Array(length).fill(flow), 0, length), flow, now);
  }

  /** Which flow's packet comes next, or null. */
  next(now: number): number | null {
    const slot = this.queue.peek(now);
    if (slot === -1) return null;
    this.queue.shift();
    const flow = this.slots.memory(slot)[this.slots.offset(slot)]!;
    this.slots.release(slot);
    return flow;
  }
}

test('a keystroke does not wait behind a download', (t) => {
  const story = new Story();
  for (let i = 0; i < 100; i += 1) story.push(1, 1240, 0);
  t.is(story.next(0), 1);
  story.push(2, 60, 0);
  const until: (number | null)[] = [];
  do until.push(story.next(0));
  while (until.at(-1) !== 2);
  t.true(until.length <= 3, `${until.length} packets`);
});

test('flows share by bytes, not by packets', (t) => {
  const story = new Story();
  const bytes = [0, 0, 0];
  const lengths = [0, 1200, 300];
  for (let i = 0; i < 200; i += 1) for (const flow of [1, 2]) story.push(flow, lengths[flow]!, 0);
  for (let i = 0; i < 150; i += 1) {
    const flow = story.next(0)!;
    bytes[flow]! += lengths[flow]!;
  }
  t.true(Math.abs(bytes[1]! - bytes[2]!) < 3000, `${bytes}`);
});

test('packets of a flow keep their order, and what is peeked at stays next', (t) => {
  const story = new Story();
  for (let i = 0; i < 50; i += 1) {
    story.queue.push(story.slots.put(i, new Uint8Array(100), 0, 100), 7, 0);
  }
  for (let i = 0; i < 50; i += 1) {
    const slot = story.queue.peek(0);
    t.is(story.queue.peek(0), slot);
    t.is(story.slots.nextHeader(slot), i);
    story.queue.shift();
    story.slots.release(slot);
  }
  t.is(story.queue.peek(0), -1);
  t.is(story.queue.length, 0);
});

test('what waits is bounded, per flow and in all, and nothing stays behind', (t) => {
  const story = new Story();
  for (let i = 0; i < 2000; i += 1) story.push(1, 1240, 0);
  t.is(story.queue.length, 256);
  for (let flow = 2; flow < 40; flow += 1) for (let i = 0; i < 100; i += 1) story.push(flow, 50, 0);
  t.is(story.queue.length, maxPerTunnel);
  t.is(story.slots.used, maxPerTunnel);
  t.is(story.drops, 2000 + 3800 - maxPerTunnel);
  story.queue.peek(0);
  story.queue.clear();
  t.is(story.queue.length, 0);
  t.is(story.slots.used, 0);
});

test('a queue that stands is shortened from the front, flow by flow', (t) => {
  const story = new Story();
  let sparse = 0;
  // Twice as much comes as goes; beside it a packet every 50 ms.
  for (let now = 0; now < 5000; now += 1) {
    story.push(1, 1240, now);
    if (now % 50 === 0) story.push(2, 60, now);
    if (now % 2 === 0 && story.next(now) === 2) sparse += 1;
  }
  t.true(story.drops > 1000, `${story.drops}`);
  t.true(sparse >= 99, `${sparse} of 100 small ones got through`);
});

test('memory for packets ends at its bound and comes back', (t) => {
  const slots = new Slots(512);
  const taken: number[] = [];
  for (
    let slot = slots.put(6, new Uint8Array(9), 0, 9);
    slot !== -1;
    slot = slots.put(6, new Uint8Array(9), 0, 9)
  ) {
    taken.push(slot);
  }
  t.is(new Set(taken).size, 512);
  slots.release(taken[5]!);
  t.is(slots.put(6, Uint8Array.of(1, 2, 3), 1, 2), taken[5]!);
  t.is(slots.length(taken[5]!), 2);
  const at = slots.offset(taken[5]!);
  t.deepEqual([...slots.memory(taken[5]!).subarray(at, at + 2)], [2, 3]);
});
