import test from 'ava';
import type { Item } from '../../src/tui/form/form.js';
import { matching, news, plainPage } from '../../src/tui/plain/page.js';
import { row } from '../../src/tui/rows.js';
import { voice } from '../../src/tui/texts/say.js';

const say = voice('en');
const list: Extract<Item, { kind: 'list' }> = {
  kind: 'list',
  id: 'l',
  label: 'Keyboard',
  options: [
    { id: 'a', text: 'German' },
    { id: 'b', text: 'Greek' },
  ],
  chosen: 'b',
  empty: 'none',
};

test('a page as text and numbered choices', (t) => {
  const page = plainPage(
    [
      { kind: 'text', text: 'Hello.' },
      { kind: 'gap' },
      { kind: 'rows', rows: [row('a fact', 'good')] },
      list,
      { kind: 'check', id: 'c', text: 'Search', on: true, note: 'Shows something.' },
      { kind: 'field', id: 'f', label: 'Invite', value: '', note: { text: 'Not yet.', style: 'warn' } },
      { kind: 'button', id: 'go', text: 'Continue' },
    ],
    say,
  );
  t.deepEqual(page.text, ['Hello.', 'a fact', 'Not yet.']);
  t.deepEqual(page.menu, [
    '1. Keyboard: Greek',
    '2. Search: on. Shows something.',
    '3. Invite: -',
    '4. Continue',
  ]);
  t.deepEqual(page.choices[3], { type: 'act', action: { type: 'press', id: 'go' } });
});

test('options are found by a part of their name', (t) => {
  t.deepEqual(
    matching(list, 'GR').map(({ id }) => id),
    ['b'],
  );
  t.is(matching(list, 'x').length, 0);
});

test('figures alone are no news', (t) => {
  t.deepEqual(news(['waiting (2 s)', 'a'], ['waiting (3 s)', 'a', 'b', '']), ['b']);
});
