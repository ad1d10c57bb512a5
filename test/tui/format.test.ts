import test from 'ava';
import fc from 'fast-check';
import { bytes, clockTime, duration, printable, roundTrip, table } from '../../src/tui/format.js';
import { catalogues, voice } from '../../src/tui/texts/say.js';

const say = voice('en');

test('bytes in three digits', (t) => {
  for (const [count, text] of [
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 KB'],
    [9949, '9.9 KB'],
    [9951, '10 KB'],
    [999_499, '999 KB'],
    [999_500, '1.0 MB'],
    [1.5e12, '1.5 TB'],
    [-4, '0 B'],
  ] as const) {
    t.is(bytes(count), text);
  }
  fc.assert(fc.property(fc.nat({ max: 1e15 }), (count) => bytes(count).length <= 6));
});

test('durations in two units', (t) => {
  for (const [seconds, text] of [
    [0, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [3599, '59 min'],
    [3600, '1 h 0 min'],
    [90_000, '1 d 1 h'],
  ] as const) {
    t.is(duration(seconds * 1000, say), text);
  }
  t.is(roundTrip(null), '-');
  t.is(roundTrip(3.14), '3.1 ms');
  t.is(clockTime(Number.NaN), '--:--:--');
});

test('what would move the cursor is shown as a question mark', (t) => {
  t.is(printable('a\u001b[1m\r\nb\u202e'), 'a?[1m??b?');
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/\p{Cc}/u.test(printable(text))));
});

test('tables line up', (t) => {
  t.deepEqual(
    table(
      [
        ['a', 'bb'],
        ['ccc', 'd'],
      ],
      [1],
    ),
    ['a    bb', 'ccc   d'],
  );
  t.deepEqual(table([]), []);
});

test('every language has every text, with as many forms where a number decides', (t) => {
  const english = catalogues[0]!.texts;
  for (const { code, texts } of catalogues) {
    for (const key of Object.keys(english) as (keyof typeof english)[]) {
      t.truthy(texts[key], `${code} ${key}`);
      t.deepEqual(places(texts[key]), places(english[key]), `${code} ${key}`);
    }
  }
  t.is(say('peers.linked', { count: 1 }), '1 node linked');
  t.is(say('peers.linked', { count: 0 }), '0 nodes linked');
});

function places(text: string): string[] {
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
}
