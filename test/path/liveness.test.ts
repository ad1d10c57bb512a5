import test from 'ava';
import { Liveness } from '../../src/path/own/liveness.js';

/** Runs from `from` ms for `ms`, answering pings after `rtt` while `lives`; when it was given up, and when it pinged. */
function run(
  liveness: Liveness,
  from: number,
  ms: number,
  {
    rtt = 80,
    lives = () => true,
    used = () => false,
  }: { rtt?: number; lives?: (now: number) => boolean; used?: (now: number) => boolean },
) {
  const pings: number[] = [];
  const answers: number[] = [];
  let next = from;
  for (let now = from; now < from + ms; now += 1) {
    while (answers.length > 0 && answers[0]! <= now) {
      answers.shift();
      liveness.measured(rtt);
      liveness.heard(now);
    }
    if (used(now) && liveness.used(now)) next = now;
    if (now < next) continue;
    const due = liveness.due(now);
    if (due === 'dead') return { dead: now, pings };
    next = now + due.wait;
    if (!due.ping) continue;
    pings.push(now);
    if (lives(now)) answers.push(now + rtt);
  }
  return { dead: null, pings };
}

test('an idle path is pinged at once, and then every 50 to 70 s', (t) => {
  const { dead, pings } = run(new Liveness(0, () => 0.5), 0, 200_000, {});
  t.deepEqual([dead, pings], [null, [0, 60_000, 120_000, 180_000]]);
});

for (const rtt of [5, 80, 400]) {
  test(`a path in use that falls silent is asked at least three times and given up, at a round trip of ${rtt} ms`, (t) => {
    const liveness = new Liveness(0, () => 0.5);
    const { dead, pings } = run(liveness, 0, 30_000, {
      rtt,
      lives: (now) => now < 10_000,
      used: (now) => now % 20 === 0,
    });
    t.true(dead !== null && dead <= 10_000 + 1_020 + 4 * rtt, `${dead}`);
    t.true(pings.filter((at) => at >= 10_000).length >= 3);
  });
}

test('one way traffic alone does not end a path: its pings are answered', (t) => {
  const { dead, pings } = run(new Liveness(0, () => 0.5), 0, 60_000, { used: (now) => now % 10 === 0 });
  t.is(dead, null);
  t.true(pings.length < 60_000 / 150);
});

test('an idle path that is dead is given up soon after its next ping', (t) => {
  const { dead } = run(new Liveness(0, () => 0.5), 0, 70_000, { lives: (now) => now < 1_000 });
  t.true(dead !== null && dead > 60_000 && dead < 61_500, `${dead}`);
});

test('a path that answers every other ping lives (anti)', (t) => {
  let count = 0;
  const { dead } = run(new Liveness(0, () => 0.5), 0, 60_000, {
    lives: () => {
      count += 1;
      return count % 2 === 0;
    },
    used: (now) => now % 10 === 0,
  });
  t.is(dead, null);
});

test('a path that was idle is not asked as soon as it is used, but when nothing came back', (t) => {
  const liveness = new Liveness(0, () => 0.5);
  const { dead, pings } = run(liveness, 0, 40_000, { used: (now) => now >= 30_000 && now % 20 === 0 });
  t.is(dead, null);
  t.deepEqual(
    pings.slice(0, 2).map((at) => Math.ceil(at)),
    [0, 30_000 + 150 + 120],
  );
});
