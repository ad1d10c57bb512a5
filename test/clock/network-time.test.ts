import test from 'ava';
import { decide } from '../../src/clock/agreement.js';
import { NetworkTime } from '../../src/clock/network-time.js';
import { VirtualClock } from '../../src/clock/virtual.js';

const day = 86_400_000;
const released = Date.UTC(2026, 10, 22);
const wall = Date.UTC(2027, 5, 1);

/** A node's time, its clock off by `error` ms, and peers that are off by what they are given with. */
function scene(error = 0) {
  const clock = new VirtualClock(wall + error);
  const time = new NetworkTime(clock);
  const steps: [by: number, isShared: boolean][] = [];
  time.onStep = (by, isShared) => steps.push([by, isShared]);
  const truth = () => clock.wall() - error;
  return {
    clock,
    time,
    steps,
    off: () => time.now() - truth(),
    /** Peers of as many networks. */
    hear(offs: readonly number[], name = 'peer') {
      offs.forEach((off, at) => {
        time.heard(`${name} ${at}`, `${name} 4:20.${at}`, true, truth() + off - 40, 80);
      });
      time.look();
    },
  };
}

const many = (count: number, off: number): number[] => new Array(count).fill(off);

test('it begins with the later of the date and the release, and grows evenly', (t) => {
  const dead = new VirtualClock(Date.UTC(2009, 0, 1));
  const time = new NetworkTime(dead);
  t.is(time.now(), released);
  t.is(time.stamp(), 0, 'a date that cannot be is none to be judged by');
  dead.advance(5000);
  t.is(time.now(), released + 5000);
  const far = new NetworkTime(new VirtualClock(Date.UTC(2150, 0, 1)));
  t.is(far.now(), released, 'nor is one that does not fit into a message');
  const { clock, time: right } = scene();
  clock.advance(1234);
  t.is(right.now(), wall + 1234);
  t.is(right.stamp(), Math.floor((wall + 1234) / 1000));
});

test('whoever is off by years takes the time of two that agree, and then has one to be judged by', (t) => {
  for (const error of [-18 * 365 * day, -day, day, 9 * 365 * day]) {
    const { time, off, hear, steps } = scene(error);
    hear([0, 0]);
    t.true(Math.abs(off()) <= 1, `${off()}`);
    t.is(time.stamp(), time.seconds());
    t.is(steps.length, 1);
    t.false(steps[0]![1], 'the former time was ours alone');
  }
});

test('of two times that as many have the later one counts, so that two groups come to one', (t) => {
  const early = scene();
  early.hear([0, 0, day, day, day]);
  t.is(early.off(), day);
  t.deepEqual(early.steps, [[day, true]]);
  const late = scene();
  late.hear([0, 0, -day, -day, -day]);
  t.is(late.off(), 0);
  t.deepEqual(late.steps, []);
});

test('a minority of liars moves nothing, whatever they say', (t) => {
  for (const [honest, liars] of [
    [2, 2],
    [4, 4],
    [6, 5],
    [12, 8],
  ] as const) {
    for (const lie of [-100 * day, -60_000, 5_000, 100 * day]) {
      const { off, hear, steps, clock } = scene();
      hear([...many(honest, 0), ...many(liars, lie)]);
      clock.advance(3600_000);
      t.deepEqual(steps, [], `${honest} honest, ${liars} say ${lie}`);
      t.true(Math.abs(off()) <= 1, `${off()}`);
    }
  }
});

test('time that two thirds of nine networks have had is set anew only where two thirds agree', (t) => {
  for (const [others, off] of [
    [7, 0],
    [8, day],
  ] as const) {
    const { hear, steps, off: offNow } = scene();
    hear(many(9, 0));
    hear([...many(12 - others, 0), ...many(others, day)]);
    t.is(offNow(), off, `${others} of 12`);
    t.is(steps.length, off === 0 ? 0 : 1);
  }
});

test('twelve that say twelve times agree on none', (t) => {
  const apart = scene();
  apart.hear(Array.from({ length: 12 }, (_, at) => at * day));
  t.deepEqual(apart.steps, [], 'twelve that say twelve times agree on none');
});

test('a little is made up for slowly, at 500 ppm at most, and never backwards', (t) => {
  for (const by of [900, -900]) {
    const { clock, time, off, hear, steps } = scene();
    hear(many(12, by));
    let before = time.now();
    for (let second = 1; second <= 1_700; second += 1) {
      clock.advance(1_000);
      const passed = time.now() - before;
      t.true(passed >= 999 && passed <= 1_001, `${passed}`);
      before = time.now();
    }
    clock.advance(200_000);
    t.true(Math.abs(off() - by) <= 1, `${off()}`);
    t.deepEqual(steps, []);
  }
});

test('a peer has one voice, and one network has one', (t) => {
  const { time, off, hear } = scene();
  hear(many(4, 0));
  for (let at = 0; at < 40; at += 1) time.heard(`liar ${at}`, '4:66.6', true, time.now() + day, 0);
  time.look();
  t.is(off(), 0);
  t.is(time.facts().voices, 5);
  t.is(time.facts().agreeing, 4);
  for (let again = 0; again < 9; again += 1) time.heard('peer 0', `4:20.${again}`, true, time.now(), 0);
  t.is(time.facts().voices, 5);
  time.forget('peer 0');
  t.is(time.facts().voices, 4);
});

test('addresses of one LAN are a network each, but beside others they are one', (t) => {
  const { time, off } = scene();
  for (let at = 0; at < 12; at += 1)
    time.heard(`near ${at}`, `192.168.1.${at}:4000`, false, time.now() + day, 0);
  t.is(Math.round(off() / day), 1, 'a LAN by itself has its own time');
  t.is(time.networks, 12);
  for (const far of [1, 2, 3]) time.heard(`far ${far}`, `4:20.${far}`, true, time.now() - day, 0);
  time.look();
  t.is(time.networks, 4);
  t.true(Math.abs(off()) < 2);
});

test('times that cannot be, and answers that took long, are no voices', (t) => {
  const { time } = scene();
  time.heard('old', 'a', true, Date.UTC(2009, 0, 1), 10);
  time.heard('none', 'b', true, 0, 10);
  time.heard('far', 'c', true, Date.UTC(2101, 0, 1), 10);
  time.heard('slow', 'd', true, wall, 2_500);
  t.is(time.peers, 0);
});

test('who has just been heard is asked again soon, then rarely; while peers are of two times, those of the other one', (t) => {
  const { time, hear } = scene();
  const pauses = () => ['peer 0', 'peer 10'].map((peer) => time.pause(peer));
  hear([...many(6, 0), ...many(5, day)]);
  t.deepEqual(pauses(), [45_000, 45_000]);
  hear([...many(6, 0), ...many(5, day)]);
  t.deepEqual(pauses(), [225_000, 45_000]);
  hear([...many(9, 0), ...many(2, day)]);
  t.deepEqual(pauses(), [1_125_000, 1_125_000], 'a few that go on saying so are left alone');
  hear([...many(9, 0), ...many(2, day)]);
  t.deepEqual(pauses(), [1_200_000, 1_200_000]);
});

test('where nobody said anything nothing is decided', (t) => {
  t.deepEqual(decide([]), { by: 0, isStep: false });
});

test('a newcomer that is linked with many liars goes by those, too, whom it met before; later nobody who is gone counts', (t) => {
  const { time, off, hear } = scene(-18 * 365 * day);
  const lie = 400 * day;
  // Met while joining, and gone.
  hear(many(6, 0), 'early');
  for (let at = 0; at < 6; at += 1) time.forget(`early ${at}`);
  hear([...many(5, lie)], 'liar');
  hear([...many(8, 0)], 'peer');
  t.true(Math.abs(off()) <= 1, `${off()}`);
  for (let at = 0; at < 5; at += 1) time.forget(`liar ${at}`);
  hear([...many(8, 0)], 'peer');
  for (let at = 0; at < 8; at += 1) time.forget(`peer ${at}`);
  hear(many(9, lie), 'other');
  t.true(Math.abs(off() - lie) <= 1, `two thirds of those that are there decide: ${off() / day}`);
});
