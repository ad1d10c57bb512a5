/** The dashboard whatever is pressed, and in whatever language: it stands, the screen is whole, and there is a way back. */
import test from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { ControlError } from '../../src/control/client.js';
import type { Seen } from '../../src/control/follow.js';
import { seededRandom } from '../../src/crypto/random.js';
import { Dashboard } from '../../src/dashboard/dashboard.js';
import { pageItems } from '../../src/dashboard/draw.js';
import { focusables, freshForm } from '../../src/tui/form/form.js';
import { smallest } from '../../src/tui/frame.js';
import type { KeyName } from '../../src/tui/keys.js';
import { lookFor } from '../../src/tui/look.js';
import { plainText } from '../../src/tui/rows.js';
import { catalogues, voice } from '../../src/tui/texts/say.js';
import { snapshot } from '../helpers/control.js';
import { hiddenWell, told } from '../helpers/dashboard.js';

const facts = { ...told, 'invite.create': { invite: `ph1${'q'.repeat(84)}` } } as Readonly<
  Record<string, unknown>
>;
const look = lookFor('linux', true);
const up: Seen = { state: 'up', snapshot: snapshot({ anonymity: hiddenWell }) };

/** A dashboard of the disc's console, before a node that answers everything; `off` counts what would end the PC or the set-up. */
function dashboardOf(code: string) {
  const clock = new VirtualClock();
  const done = { off: 0, again: 0 };
  let onSeen: (seen: Seen) => void = () => {};
  const dashboard = new Dashboard(
    {
      mayManage: true,
      follow: (fn) => {
        onSeen = fn;
        return { call: async (method) => facts[method] ?? {}, close: () => {} };
      },
      power: async () => {
        done.off += 1;
        return null;
      },
      saveToStick: async () => 'ANNA (2G)',
      findOnSticks: async () => [],
      changeSettings: async () => {},
      restartNode: async () => null,
      report: async () => 'Phantom report\n',
    },
    clock,
    voice(code),
    false,
  );
  dashboard.start(
    () => {},
    () => {
      done.again += 1;
    },
  );
  onSeen(up);
  return { clock, dashboard, done, see: (seen: Seen) => onSeen(seen) };
}

const names: readonly KeyName[] = [
  ...(['up', 'down', 'left', 'right', 'home', 'end', 'pageup', 'pagedown', 'insert', 'delete'] as const),
  ...(['backspace', 'tab', 'tab', 'backtab', 'enter', 'enter', 'escape', 'f1', 'redraw', 'quit'] as const),
];
const letters = ' 123456789abcxyz0./-?:ä';

for (const seed of [1, 2, 3]) {
  test(`whatever is pressed, the dashboard stands, and Esc leads to its first page (${seed})`, async (t) => {
    const random = seededRandom(`dashboard ${seed}`);
    const pick = <T>(all: ArrayLike<T>): T => all[Math.floor(random.next() * all.length)]!;
    const { clock, dashboard, see } = dashboardOf('en');
    const seen = new Set<string>();
    for (let count = 0; count < 3_000; count += 1) {
      if (random.next() < 0.4) dashboard.key({ name: 'char', char: pick(letters) });
      else dashboard.key({ name: pick(names), char: '' });
      if (random.next() < 0.01) see({ state: 'down', error: new ControlError('not-running', 'away') });
      else if (random.next() < 0.05) see(up);
      await clock.run(random.next() < 0.02 ? 2_000 : 1);
      seen.add(dashboard.state.page);
      const size = pick([
        smallest,
        { columns: 100, rows: 37 },
        { columns: 128, rows: 48 },
        { columns: 160, rows: 50 },
      ]);
      const rows = dashboard.view(size, look).map(plainText);
      t.is(rows.length, size.rows);
      t.true(rows.every((row) => row.length <= size.columns));
    }
    t.is(seen.size, dashboard.pages.length, [...seen].join(' '));
    for (let count = 0; count < 3; count += 1) dashboard.key({ name: 'escape', char: '' });
    t.is(dashboard.state.page, 'overview');
    dashboard.stop();
    // What was waited for finds it gone.
    await clock.run(60_000);
    t.is(clock.pending(), 0);
  });
}

test('nothing but Yes, behind a question, switches the PC off', async (t) => {
  const { clock, dashboard, done } = dashboardOf('en');
  dashboard.open('system');
  for (const item of focusables(pageItems(dashboard.state, dashboard.say))) {
    dashboard.act({ type: 'press', id: item.id });
    await clock.run(10);
    dashboard.update({ question: null });
  }
  t.is(done.off, 0);
});

for (const { code } of catalogues) {
  test(`${code}: every page of the dashboard is whole at 80x24`, async (t) => {
    const { clock, dashboard } = dashboardOf(code);
    for (const page of dashboard.pages) {
      dashboard.open(page);
      await clock.run(100);
      const items = focusables(pageItems(dashboard.state, dashboard.say));
      for (const item of [...items, null]) {
        if (item) dashboard.update({ form: freshForm(item.id) });
        const rows = dashboard.view(smallest, look).map(plainText);
        t.is(rows.length, smallest.rows);
        for (const row of rows) t.true(row.length <= smallest.columns, row);
        const text = rows.join('\n');
        if (item?.kind === 'button') t.true(text.includes(`[ ${item.text} ]`), `${item.text}\n${text}`);
        t.true(text.includes(voice(code)(`page.${page}`)), text);
      }
    }
    dashboard.stop();
  });
}
