import test from 'ava';
import { seededRandom } from '../../src/crypto/random.js';
import { Repeats } from '../../src/path/repeats.js';

const most = 2 ** 15;
const random = seededRandom('repeats');

test('each of a phase of cells is new once', (t) => {
  const repeats = new Repeats(most, random);
  const cells = Array.from({ length: 5000 }, () => random.bytes(16));
  for (const cell of cells) t.true(repeats.add(cell));
  for (const cell of cells) t.false(repeats.add(cell));
  t.is(repeats.size, cells.length);
});

test('the first 8 bytes count, and each of them', (t) => {
  const repeats = new Repeats(most, random);
  const cell = random.bytes(16);
  t.true(repeats.add(cell));
  for (let at = 0; at < 16; at += 1) {
    const other = cell.slice();
    other[at]! ^= 0x80;
    t.is(repeats.add(other), at < 8, `byte ${at}`);
  }
});

test('zeros are remembered like anything else', (t) => {
  const repeats = new Repeats(most, random);
  t.true(repeats.add(new Uint8Array(8)));
  t.false(repeats.add(new Uint8Array(8)));
});

test('memory comes with the cells: none at first, at most 15 bytes for each of many, no more than a phase', (t) => {
  const repeats = new Repeats(most, random);
  t.is(repeats.bytes, 0);
  let worst = 0;
  for (let i = 0; i < most; i += 1) {
    t.true(repeats.add(random.bytes(8)));
    if (i > 1000) worst = Math.max(worst, repeats.bytes / repeats.size);
  }
  t.true(worst < 15.1, `${worst}`);
  const full = repeats.bytes;
  t.true(full < 330_000, `${full}`);
  t.false(repeats.add(random.bytes(8)), 'a phase has no more cells');
  t.is(repeats.bytes, full);
});

test('bytes chosen by an owner do not all fall on one place', (t) => {
  const running = (at: number) => (i: number, view: DataView) => view.setUint32(at, i);
  const chosen = {
    'first word alike': running(4),
    'second word alike': running(0),
    // What has little but its highest bits falls on few places, whatever it is multiplied with: 256 here.
    'high bits only': (i: number, view: DataView) => {
      view.setUint8(3, i & 0xff);
      view.setUint8(7, i >> 8);
    },
  };
  const cell = new Uint8Array(8);
  for (const [name, choose] of Object.entries(chosen)) {
    cell.fill(0);
    const repeats = new Repeats(most, random);
    const start = process.cpuUsage().user;
    for (let i = 1; i < most; i += 1) {
      choose(i, new DataView(cell.buffer));
      repeats.add(cell);
    }
    const micros = (process.cpuUsage().user - start) / most;
    // On one place they would cost 16 thousand steps each.
    t.true(micros < 5, `${name}: ${micros.toFixed(2)} µs a cell`);
    t.true(repeats.size > most - 3);
  }
});
