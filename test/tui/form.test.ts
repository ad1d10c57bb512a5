import test from 'ava';
import fc from 'fast-check';
import { drawForm } from '../../src/tui/form/draw.js';
import { type FormAction, type FormState, freshForm, type Item } from '../../src/tui/form/form.js';
import { formKey } from '../../src/tui/form/keys.js';
import type { Key, KeyName } from '../../src/tui/keys.js';
import { plainText, width } from '../../src/tui/rows.js';

const size = { columns: 40, rows: 18 };
const options = Array.from({ length: 30 }, (_, at) => ({ id: `k${at}`, text: `Keyboard ${at}` }));

const items: Item[] = [
  { kind: 'text', text: 'A question that is somewhat longer than one row of it.' },
  { kind: 'list', id: 'list', label: 'Keyboards', options, chosen: 'k3', empty: 'nothing' },
  { kind: 'check', id: 'check', text: 'Search', on: true, note: 'shows something' },
  { kind: 'field', id: 'field', label: 'Invite', value: 'abc', note: { text: 'good', style: 'good' } },
  { kind: 'button', id: 'go', text: 'Go' },
  { kind: 'button', id: 'back', text: 'Back' },
];

const key = (name: KeyName, char = ''): Key => ({ name, char });

function press(state: FormState, ...keys: (KeyName | { char: string })[]) {
  let action: FormAction | undefined;
  for (const name of keys) {
    const outcome = formKey(items, state, typeof name === 'string' ? key(name) : key('char', name.char));
    state = outcome.state;
    action = outcome.action;
  }
  return { state, action };
}

const lines = (state: FormState) => drawForm(items, state, size).map(plainText);

test('a form is drawn within its size, lists take what is left', (t) => {
  t.deepEqual(lines(freshForm()), [
    'A question that is somewhat longer than',
    'one row of it.',
    'Keyboards',
    ...[0, 1, 2, 3, 4, 5, 6, 7].map((at) => `  (${at === 3 ? '*' : ' '}) Keyboard ${at}`),
    '  ( ) Keyboard 8                 ...',
    '[x] Search',
    '    shows something',
    'Invite',
    'abc',
    'good',
    '[ Go ]  [ Back ]',
  ]);
});

test('arrows move in the list and leave it at its ends, Enter chooses', (t) => {
  const chosen = press(freshForm(), 'down', 'enter');
  t.deepEqual(chosen.action, { type: 'choose', id: 'list', option: 'k4' });
  t.is(press(chosen.state, 'end', 'down').state.focus, 'check');
  t.is(press(chosen.state, 'home', 'up').state.focus, 'back');
  t.is(press(chosen.state, 'pagedown', 'enter').action!.type, 'choose');
});

test('typing searches a list', (t) => {
  const typed = press(freshForm(), { char: '2' }, { char: '7' });
  t.true(lines(typed.state).includes('Keyboards: 27'));
  t.deepEqual(press(typed.state, 'enter').action, { type: 'choose', id: 'list', option: 'k27' });
  const none = press(typed.state, { char: 'x' });
  t.true(lines(none.state).includes('  nothing'));
  t.is(press(none.state, 'enter').action, undefined);
  t.true(lines(press(none.state, 'backspace').state).includes('  ( ) Keyboard 27'));
});

test('a field is edited where its caret stands', (t) => {
  const at = freshForm('field');
  t.deepEqual(press(at, { char: 'd' }).action, { type: 'edit', id: 'field', value: 'abcd' });
  t.deepEqual(press(at, 'left', { char: 'd' }).action, { type: 'edit', id: 'field', value: 'abdc' });
  t.deepEqual(press(at, 'home', 'delete').action, { type: 'edit', id: 'field', value: 'bc' });
  t.deepEqual(press(at, 'backspace').action, { type: 'edit', id: 'field', value: 'ab' });
  t.is(press(at, 'home', 'backspace').action, undefined);
  t.is(press(at, 'enter').state.focus, 'go');
});

test('Tab goes round both ways, Space toggles, Enter presses or moves on', (t) => {
  t.is(press(freshForm('back'), 'tab').state.focus, 'list');
  t.is(press(freshForm('list'), 'backtab').state.focus, 'back');
  t.deepEqual(press(freshForm('check'), { char: ' ' }).action, { type: 'toggle', id: 'check' });
  t.is(press(freshForm('check'), 'enter').state.focus, 'field');
  t.is(press(freshForm('list'), 'enter').state.focus, 'check');
  t.deepEqual(press(freshForm('go'), 'enter').action, { type: 'press', id: 'go' });
  t.is(press(freshForm('go'), 'right').state.focus, 'back');
});

test('a focus that is not on the page falls to the first item', (t) => {
  t.is(press(freshForm('gone'), 'tab').state.focus, 'check');
  t.deepEqual(formKey([], freshForm(), key('enter')).state, freshForm());
});

test('whatever is pressed at whatever size, the drawing fits and shows the focus', (t) => {
  const names = fc.constantFrom<KeyName>(
    ...([
      'up',
      'down',
      'left',
      'right',
      'tab',
      'backtab',
      'enter',
      'home',
      'end',
      'pageup',
      'pagedown',
      'char',
    ] as const),
  );
  fc.assert(
    fc.property(
      fc.array(names),
      fc.integer({ min: 12, max: 90 }),
      fc.integer({ min: 7, max: 40 }),
      (keys, columns, rows) => {
        const { state } = press(freshForm(), ...keys.map((name) => (name === 'char' ? { char: '1' } : name)));
        const drawn = drawForm(items, state, { columns, rows });
        t.true(drawn.length <= rows);
        for (const line of drawn) t.true(width(line) <= columns + 10);
        t.true(
          drawn.some((line) => line.some(({ style }) => style === 'focus' || style === 'cursor')) ||
            state.search.list !== undefined,
        );
      },
    ),
  );
});
