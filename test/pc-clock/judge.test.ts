import test from 'ava';
import fc from 'fast-check';
import { released } from '../../src/clock/plausible.js';
import { judge, type Request } from '../../src/pc-clock/judge.js';

const now = released + 86_400_000;
const year = 365 * 86_400_000;

/** A machine that is 17 years behind and was told the right time. */
const good: Request = {
  text: `${now - 50_000}\n`,
  monotonic: 50_000,
  wall: now - 17 * year,
  isAgreed: true,
  isKept: false,
};

test('one whole number, with consent, sets the clock; seconds that passed on the way count', (t) => {
  t.deepEqual(judge(good), { to: now });
  t.deepEqual(judge({ ...good, monotonic: 57_000 }), { to: now + 7_000 });
  t.deepEqual(judge({ ...good, wall: now + 9 * year }), { to: now });
  t.deepEqual(judge({ ...good, text: `${now - 50_000}` }), { to: now });
});

const refused: [change: Partial<Request>, why: RegExp][] = [
  [{ isAgreed: false }, /do not agree/],
  [{ isKept: true }, /by NTP/],
  [{ wall: now + 900 }, /it is right/],
  [{ text: `${released - 50_001}` }, /before this release/],
  [{ text: `${Date.UTC(2101, 0, 1)}` }, /too far ahead/],
  [{ text: '-5' }, /before this release/],
  ...['', '\n', 'now', '12.5', '1e12', `${now} `, `${now}\n${now}`, '0x10', '9'.repeat(17)].map(
    (text): [Partial<Request>, RegExp] => [{ text }, /one whole number/],
  ),
];

for (const [change, why] of refused) {
  test(`refused: ${JSON.stringify(change)}`, (t) => {
    const verdict = judge({ ...good, ...change });
    t.regex('refusal' in verdict ? verdict.refusal : '', why);
  });
}

test('whatever a node says, the clock is never set to a date that cannot be', (t) => {
  const numbers = fc.oneof(
    fc.string(),
    fc.maxSafeInteger().map(String),
    fc.integer().map((n) => `${n}\n`),
  );
  fc.assert(
    fc.property(numbers, fc.nat(), (text, monotonic) => {
      const verdict = judge({ ...good, text, monotonic });
      return 'refusal' in verdict || (verdict.to >= released && verdict.to < Date.UTC(2100, 0, 1));
    }),
  );
  t.pass();
});
