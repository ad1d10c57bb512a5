import test from 'ava';
import { efforts, JoinEffort } from '../../src/aprecords/effort.js';
import type { OwnPath } from '../../src/path/types.js';

/** An entry path over which joins come. */
class Entry {
  readonly joinsByWork: number[] = new Array(17).fill(0);

  come(count: number, bits: number): this {
    this.joinsByWork[bits]! += count;
    return this;
  }
}

function look(effort: JoinEffort, ...entries: Entry[]): boolean {
  return effort.look(entries as unknown as OwnPath[]);
}

test('work is asked for when joins that show what is asked fill a path, and more when those do again', (t) => {
  const effort = new JoinEffort();
  const [one, other] = [new Entry(), new Entry()];
  t.is(effort.bits, 0);
  t.false(look(effort, one.come(79, 0), other.come(79, 0)), 'each has room');
  t.true(look(effort, one, other.come(80, 0)));
  t.is(effort.bits, efforts[1]);
  // A flood that shows nothing goes on filling what is left: that is no reason.
  for (let times = 0; times < 20; times += 1) t.false(look(effort, one.come(100, 3), other.come(100, 0)));
  t.is(effort.bits, efforts[1]);
  for (const bits of efforts.slice(2)) {
    t.true(look(effort, one.come(60, effort.bits).come(40, 16), other));
    t.is(effort.bits, bits);
  }
  t.false(look(effort, one.come(100, 16), other), 'that is all that may be asked for');
});

test('less is asked for once less would have done for five minutes', (t) => {
  const effort = new JoinEffort();
  const entry = new Entry();
  look(effort, entry.come(100, 0));
  look(effort, entry.come(100, 9));
  t.is(effort.bits, 10);
  // The flood that shows eight bits would be back at once.
  for (let times = 0; times < 100; times += 1) t.false(look(effort, entry.come(60, 8).come(5, 12)));
  for (let times = 1; times < 30; times += 1) t.false(look(effort, entry.come(100, 3).come(5, 12)));
  t.true(look(effort, entry.come(100, 3).come(5, 12)));
  t.is(effort.bits, 8);
  for (let times = 0; times < 100; times += 1)
    t.false(look(effort, entry.come(100, 3)), 'not while it is flooded');
  for (let times = 1; times < 30; times += 1) t.false(look(effort, entry.come(3, 8)));
  t.true(look(effort, entry));
  t.is(effort.bits, 0);
});

test('a path that is new is counted from its beginning, and one that is gone no more', (t) => {
  const effort = new JoinEffort();
  const old = new Entry().come(70, 0);
  t.false(look(effort, old));
  t.false(look(effort, old.come(70, 0)), 'what came before does not count again');
  t.true(look(effort, new Entry().come(90, 0)));
});
