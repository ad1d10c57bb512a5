import test from 'ava';
import { counted, decodeMonth, encodeMonth, type Month, monthAt, standing } from '../../src/share/month.js';

const day = 86_400_000;
const november = Date.UTC(2026, 10, 1);
const december = Date.UTC(2026, 11, 1);
const month = (bytes: number, since = november): Month => ({ ...monthAt(november), since, bytes });

test('use is spread over the month, with a day ahead', (t) => {
  const giving = (bytes: number, now: number) => standing(month(bytes), 300e9, now, true).isGiving;
  t.true(giving(9.9e9, november));
  t.false(giving(10.1e9, november));
  t.true(giving(159e9, november + 15 * day));
  t.false(giving(161e9, november + 15 * day));
  t.false(giving(300e9, december - 1));
  t.true(standing(month(300e9), 300e9, december - 1, true).isUsedUp);
  t.is(standing(month(0), 300e9, november, true).endsAt, december);
});

test('who has stopped begins again only when some hours of share are free', (t) => {
  const at = november + 10 * day;
  const free = (bytes: number, wasGiving: boolean) => standing(month(bytes), 300e9, at, wasGiving).isGiving;
  t.deepEqual([free(109.5e9, true), free(109.5e9, false), free(108e9, false)], [true, false, true]);
});

test('who came in the middle of a month has the share of what is left of it', (t) => {
  const late = month(20e9, november + 25 * day);
  t.false(standing(late, 300e9, november + 25 * day, true).isGiving);
  t.true(standing(late, 300e9, november + 27 * day, true).isGiving);
});

test('another month begins anew; where time goes back nothing is forgotten, and the account is that of the month that it is', (t) => {
  const now = counted(month(7), 5, december - 1);
  t.is(now.bytes, 12);
  const next = counted(now, 3, december + 5 * day);
  t.deepEqual(next, { name: now.name + 1, since: december, bytes: 3 });
  t.deepEqual(counted(next, 4, december - day), { name: now.name, since: november, bytes: 7 });
  // Somebody had lied of years ahead.
  const far = counted(month(7), 0, Date.UTC(2030, 0, 1));
  t.is(counted(far, 1, november + 15 * day).name, now.name);
  t.true(standing(counted(far, 1, november + 15 * day), 300e9, november + 15 * day, true).isGiving);
});

test('the account is read as it was written; anything else is none', (t) => {
  const account = month(123_456_789_012);
  const bytes = encodeMonth(account);
  t.deepEqual(decodeMonth(bytes), account);
  for (let length = 0; length < bytes.length; length += 1) t.is(decodeMonth(bytes.slice(0, length)), null);
  t.is(decodeMonth(Uint8Array.of(...bytes, 0)), null);
  t.is(decodeMonth(Uint8Array.of(2, ...bytes.slice(1))), null);
});
