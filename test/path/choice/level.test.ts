import test from 'ava';
import { levelOf, planOf, sizeOf } from '../../../src/path/choice/level.js';
import { accept, isStable, newStanding, stand } from '../../../src/path/choice/standing.js';
import { relay, relays } from '../../helpers/relays.js';

const hour = 3600;

test('the table for small networks, at its edges', (t) => {
  const rows: [relays: number, prefixes: number, shown: string][] = [
    [0, 0, 'none 0 0 0'],
    [2, 2, 'none 0 0 0'],
    [3, 1, 'practice 2 1 0'],
    [5, 5, 'practice 2 1 0'],
    [6, 1, 'weak 3 2 0'],
    [19, 19, 'weak 3 2 0'],
    [20, 7, 'weak 3 2 0'],
    [500, 7, 'weak 3 2 0'],
    [20, 8, 'fair 3 2 3'],
    [59, 59, 'fair 3 2 3'],
    [60, 19, 'fair 3 2 3'],
    [60, 20, 'full 3 2 6'],
    [1000, 300, 'full 3 2 6'],
  ];
  for (const [count, prefixes, shown] of rows) {
    const { level, hops, guards, layer2 } = levelOf({ relays: count, prefixes });
    t.is(`${level} ${hops} ${guards} ${layer2}`, shown, `${count} relays in ${prefixes} networks`);
    t.is(planOf(level).level, level);
  }
});

test('in a LAN every address is a network of its own, and it is known to be one LAN', (t) => {
  const lan = Array.from({ length: 25 }, (_, at) => ({
    ...relay(at),
    endpoints: [{ family: 4, address: `192.168.1.${at + 1}`, port: 4000 } as const],
    prefix: `192.168.1.${at + 1}:4000`,
  }));
  t.deepEqual(sizeOf(lan), { relays: 25, prefixes: 25, isLan: true });
  t.is(levelOf(sizeOf(lan)).level, 'fair');
  t.deepEqual(sizeOf([...relays(26, 4), ...lan]), { relays: 51, prefixes: 29, isLan: false });
  t.deepEqual(sizeOf([]), { relays: 0, prefixes: 0, isLan: false });
});

test('the best level is remembered once it was held for a day, and given up only by the operator', (t) => {
  let now = 0;
  let standing = newStanding(now);
  const look = (level: 'none' | 'weak' | 'fair' | 'full', hours: number): void => {
    for (let left = hours; left > 0; left -= 1) {
      now += hour;
      standing = stand(standing, level, 30, now, false);
    }
  };
  look('fair', 23);
  t.is(standing.best, 'none');
  look('fair', 2);
  t.is(standing.best, 'fair');
  // Better for an hour is not better for a day, but it was at least fair all the time.
  look('full', 1);
  look('weak', 48);
  t.is(standing.best, 'fair');
  standing = accept(standing);
  t.is(standing.best, 'weak');
  look('full', 20);
  look('fair', 5);
  t.is(standing.best, 'fair', 'at least fair for a day');
  look('full', 26);
  t.is(standing.best, 'full');
  t.is(accept(standing), standing, 'nothing to agree to');
});

test('a view that is still filling after a start costs nothing that was held', (t) => {
  let standing = newStanding(0);
  for (let now = 0; now <= 25 * hour; now += hour) standing = stand(standing, 'fair', 40, now, false);
  t.true(isStable(standing, 25 * hour));
  const filling = stand(standing, 'none', 1, 26 * hour, true);
  t.is(filling.best, 'fair');
  t.is(filling.stableSince, standing.stableSince);
  t.false(isStable(filling, 26 * hour), 'but nothing is decided on it');
  t.true(isStable(stand(filling, 'fair', 38, 27 * hour, true), 27 * hour));
  t.false(isStable(stand(filling, 'none', 1, 29 * hour, false), 29 * hour));
});

test('a view that grows or shrinks by much is not stable', (t) => {
  let standing = newStanding(0);
  for (let now = 0; now <= 30 * hour; now += hour) standing = stand(standing, 'fair', 40, now, false);
  t.false(isStable(stand(standing, 'fair', 54, 31 * hour, false), 31 * hour));
  t.false(isStable(stand(standing, 'fair', 29, 31 * hour, false), 31 * hour));
  t.true(isStable(stand(standing, 'fair', 50, 31 * hour, false), 31 * hour));
});
