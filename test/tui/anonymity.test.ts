import test from 'ava';
import type { AnonymityFacts } from '../../src/control/protocol.js';
import { factRows } from '../../src/dashboard/format/overview.js';
import { anonymityWords } from '../../src/tui/anonymity.js';
import { statusLines } from '../../src/tui/facts.js';
import { lookFor } from '../../src/tui/look.js';
import { plainText } from '../../src/tui/rows.js';
import { voice } from '../../src/tui/texts/say.js';
import type { WizardState } from '../../src/wizard/page.js';
import { joiningPage } from '../../src/wizard/pages/joining.js';
import { snapshot } from '../helpers/control.js';

const say = voice('en');
const full: AnonymityFacts = {
  isRunning: true,
  level: 'full',
  best: 'full',
  relays: 100,
  prefixes: 70,
  isLan: false,
  hops: 3,
  areGuardsFirm: true,
  waits: null,
};

test('each row of the table has its words', (t) => {
  const words = (change: Partial<AnonymityFacts>): string =>
    anonymityWords({ ...full, ...change }, say).join(' ');
  t.is(words({}), 'Full, as far as this network goes: 100 relays in 70 networks.');
  t.is(words({ level: 'fair', relays: 25, prefixes: 9 }), 'Fair: 25 relays in 9 networks.');
  t.is(words({ level: 'weak', relays: 7, prefixes: 2 }), 'Weak: 7 relays in 2 networks.');
  t.is(words({ level: 'practice' }), 'Practice: two relays together can name you.');
  t.is(
    words({ level: 'none', relays: 1, waits: 'few' }),
    'No anonymity yet: 1 other relay is in view, and 3 are needed.',
  );
  t.regex(words({ isLan: true }), / who watches this LAN sees all\.$/);
  t.regex(words({ level: 'weak', waits: 'fewer' }), /^Weak.*There was more \(full\).*phantom paths accept/);
  t.regex(words({ waits: 'guards' }), /No guard can be reached/);
  t.regex(words({ areGuardsFirm: false }), /provisional/);
});

/** What every screen says of a node with these facts. */
function screens(anonymity: AnonymityFacts): Record<string, string> {
  const now = snapshot({ anonymity });
  const state = { work: { state: 'node' }, seen: { state: 'up', snapshot: now }, unmarked: null };
  const items = joiningPage.items(state as WizardState, say, {} as never);
  const rows = factRows(now, { received: [], sent: [] }, say, lookFor('linux', true).glyphs, {
    columns: 200,
    rows: 30,
  });
  return {
    status: statusLines(now, say).join(' '),
    dashboard: rows.map(plainText).join(' '),
    wizard: items.map((item) => (item.kind === 'text' ? item.text : '')).join(' '),
  };
}

test('without a running tunnel every screen says that nobody is hidden, however good the network', (t) => {
  for (const [screen, text] of Object.entries(screens({ ...full, isRunning: false }))) {
    t.regex(text, /hides nobody/, screen);
    t.notRegex(text, /Full/, screen);
  }
  for (const [screen, text] of Object.entries(screens(full))) {
    t.notRegex(text, /hides nobody/, screen);
    t.regex(text, /Full, as far as this network goes/, screen);
  }
});

test('the longest words fit a line of 80 columns', (t) => {
  const worst = { ...full, isLan: true, waits: 'fewer', areGuardsFirm: false } as const;
  for (const line of statusLines(snapshot({ anonymity: worst }), say)) t.true(line.length <= 80, line);
});
