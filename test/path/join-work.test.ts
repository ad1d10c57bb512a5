/** The work of joins: done in slices, in turn, and not at all for whoever has stopped waiting. */
import test from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { seededRandom } from '../../src/crypto/random.js';
import { x25519Public } from '../../src/crypto/x25519.js';
import { JoinWork, maxJoinBits, type WorkedKey, workShown } from '../../src/path/join-work.js';
import { workedKey } from '../helpers/worked-key.js';

function lab(title: string): { clock: VirtualClock; work: JoinWork } {
  const clock = new VirtualClock();
  return { clock, work: new JoinWork({ clock, random: seededRandom(title) }) };
}

test('a key shows the work that was done for it, and what was not asked for costs no wait', (t) => {
  const { secret, nonce } = workedKey(11);
  t.true(workShown(x25519Public(secret), nonce) >= 11);
  const { clock, work } = lab(t.title);
  let key: WorkedKey | null = null;
  work.begin(0, (made) => {
    key = made;
  });
  t.is(key!.nonce.length, 8);
  t.deepEqual([work.size, clock.pending()], [0, 0]);
});

test('the most that may be asked for leaves time to others between its slices', (t) => {
  const { clock, work } = lab(t.title);
  let key: WorkedKey | null = null;
  work.begin(maxJoinBits, (made) => {
    key = made;
  });
  let longest = 0;
  for (let slices = 0; !key && slices < 10_000; slices += 1) {
    const begun = process.cpuUsage();
    clock.advance(1);
    const { user, system } = process.cpuUsage(begun);
    longest = Math.max(longest, (user + system) / 1000);
  }
  t.true(workShown(x25519Public(key!.secret), key!.nonce) >= maxJoinBits);
  t.true(clock.now() > 5, 'it did not come at one go');
  t.true(longest < 50, `${longest} ms for one slice`);
  t.is(clock.pending(), 0);
});

test('several are worked for in turn: a small one does not wait for a large one', (t) => {
  const { clock, work } = lab(t.title);
  const done: string[] = [];
  work.begin(maxJoinBits, () => done.push('large'));
  work.begin(4, () => done.push('small'));
  clock.advance(3);
  t.deepEqual(done, ['small']);
  clock.advance(10_000);
  t.deepEqual(done, ['small', 'large']);
});

test('nothing is worked for whoever waits no more', (t) => {
  const { clock, work } = lab(t.title);
  const done: string[] = [];
  const [first, second] = [
    work.begin(maxJoinBits, () => done.push('first')),
    work.begin(10, () => done.push('second')),
  ];
  clock.advance(1);
  first.cancel();
  clock.advance(2_000);
  t.deepEqual([done, work.size, clock.pending()], [['second'], 0, 0]);
  second.cancel();
  const third = work.begin(maxJoinBits, () => done.push('third'));
  third.cancel();
  t.is(clock.pending(), 0, 'no timer is left');
  work.begin(maxJoinBits, () => done.push('fourth'));
  work.close();
  clock.advance(10_000);
  t.deepEqual(done, ['second']);
});
