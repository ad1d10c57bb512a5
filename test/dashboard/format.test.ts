import test from 'ava';
import fc from 'fast-check';
import { ControlError } from '../../src/control/client.js';
import type { PeerFacts, Snapshot } from '../../src/control/protocol.js';
import { drawDashboard } from '../../src/dashboard/draw.js';
import { graph } from '../../src/dashboard/format/graph.js';
import { logRows } from '../../src/dashboard/format/log.js';
import { factRows, type History, headRows } from '../../src/dashboard/format/overview.js';
import { peerRows, scrollTop } from '../../src/dashboard/format/peers.js';
import { type DashboardState, freshState, pageIds } from '../../src/dashboard/page.js';
import { inviteRows } from '../../src/tui/invite.js';
import { lookFor } from '../../src/tui/look.js';
import { plainText, type Row, width } from '../../src/tui/rows.js';
import { voice } from '../../src/tui/texts/say.js';
import { snapshot } from '../helpers/control.js';
import { answers } from '../helpers/dashboard.js';

const say = voice('en');
const look = lookFor('linux', true);
const size = { columns: 76, rows: 18 };

/** The overview where there is nothing to be done about anything. */
function overviewRows(snapshot: Snapshot, history: History): Row[] {
  const head = headRows(snapshot, say, size.columns);
  return [
    ...head,
    ...factRows(snapshot, history, say, look.glyphs, { ...size, rows: size.rows - head.length }),
  ];
}

test('a graph is as high as its greatest value, newest at the right', (t) => {
  t.deepEqual(
    graph([0, 1, 2, 4], 6, 2, ['.', '#']),
    ['     #', '   .##'].map((line) => line),
  );
  t.deepEqual(graph([9, 9, 1], 2, 1, ['.', '#']), ['#.']);
  t.deepEqual(graph([], 3, 2, ['#']), ['   ', '   ']);
  t.deepEqual(graph([0, 0], 3, 1, ['#']), ['   ']);
});

test('whatever the figures, a graph has its size and never hides traffic', (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.nat()),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 9 }),
      (values, columns, rows) => {
        const lines = graph(values, columns, rows, ['.', '#']);
        t.is(lines.length, rows);
        for (const line of lines) t.is(line.length, columns);
        const shown = values.slice(-columns);
        for (const [at, value] of shown.entries()) {
          const letter = lines[rows - 1]![columns - shown.length + at];
          t.is(letter !== ' ', value > 0);
        }
      },
    ),
  );
});

test('the overview in words', (t) => {
  const rows = overviewRows(snapshot(), { received: [0, 2150], sent: [880, 440] });
  t.deepEqual(rows.map(plainText), [
    'Connected, for 12 min',
    'Linked, and the neighbours know this node.',
    '',
    'Node            3f9ac21b3f9a, UDP port 40123',
    'Network         public (anybody can join it)',
    'Peers           2 nodes linked, 2 known',
    'Anonymity       none yet: this node links, it hides nobody',
    'Running for     1 h 2 min',
    'First contact   nodes met before: 0 found, 0 linked',
    '                invite: 1 found, 1 linked',
    '                local network: 2 found, 1 linked',
    'Dropped         nothing',
    '',
    `${'Received 1.3 MB, now 2.1 KB/s'.padEnd(40)}Sent 341 KB, now 880 B/s`,
    `${' '.repeat(35)}█${' '.repeat(38)}█`,
    `${' '.repeat(35)}█${' '.repeat(38)}█▒`,
    `${' '.repeat(35)}█${' '.repeat(38)}██`,
    `${'─'.repeat(36)}    ${'─'.repeat(36)}`,
  ]);
});

test('"isolated?" stands under the state, as a warning', (t) => {
  const rows = overviewRows(snapshot({ isolation: 'one-entrance' }), { received: [], sent: [] });
  t.regex(plainText(rows[2]!), /^Isolated\? All 2 known nodes were told by one first contact/);
  t.is(rows[2]![0]!.style, 'warn');
});

test('why there is no connection is said', (t) => {
  for (const reason of ['no-network', 'no-source', 'nobody-found', 'nobody-answers'] as const) {
    const alone = snapshot({ connection: { state: 'alone', reason, since: 0 } });
    const text = overviewRows(alone, { received: [], sent: [] }).map(plainText).join(' ');
    t.true(text.startsWith('Not connected, for 0 s'));
    t.true(text.includes(say(`why.${reason}`)), reason);
  }
});

const many = (count: number): PeerFacts[] =>
  Array.from({ length: count }, (_, at) => ({ ...snapshot().peers[0]!, endpoint: `10.0.0.${at}:1` }));

test('peers scroll, and the last line says where one is', (t) => {
  const rows = peerRows(many(40), 30, say, size).map(plainText);
  t.is(rows.length, 18);
  t.true(rows[1]!.includes('10.0.0.25:1'));
  t.is(rows.at(-1), '26 to 40 of 40');
  t.true(plainText(peerRows(many(2), 0, say, { columns: 124, rows: 40 })[1]!).endsWith('local network'));
  t.deepEqual(peerRows([], 0, say, size).map(plainText), ['No node is linked.']);
  t.is(scrollTop(5, 3, 10), 0);
});

test('the log shows its end, or further back', (t) => {
  const lines = Array.from({ length: 50 }, (_, at) => ({
    at: 0,
    level: 'info' as const,
    room: 'node',
    text: `line ${at}`,
  }));
  t.true(plainText(logRows(lines, 0, say, size).at(-1)!).endsWith('line 49'));
  t.true(plainText(logRows(lines, 10, say, size).at(-1)!).endsWith('line 39'));
  t.true(plainText(logRows(lines, 400, say, size)[0]!).endsWith('line 0'));
  t.is(logRows(lines, 400, say, size).length, 18);
  t.deepEqual(logRows([], 0, say, size).map(plainText), ['The log is empty.']);
  t.deepEqual(logRows(null, 0, say, size).map(plainText), ['Asking for the log ...']);
});

test('an invite is shown in groups that fit 80 columns', (t) => {
  const rows = inviteRows('a'.repeat(90)).map(plainText);
  t.deepEqual(rows, [
    `  ${Array(5).fill('a'.repeat(10)).join(' ')}`,
    `  ${Array(4).fill('a'.repeat(10)).join(' ')}`,
  ]);
});

test('every page fills every screen exactly, whatever the state', (t) => {
  const state: DashboardState = {
    ...freshState,
    history: { received: [1, 2, 3], sent: [] },
    invite: 'ph1qq',
    typed: { invite: 'x', port: '80' },
    facts: answers,
    waiting: { 'tun.enabled': false },
    note: { text: 'A note.', good: false },
    may: { manage: true, sticks: true, save: true, settings: true, restart: true, report: true },
  };
  const seens: DashboardState['seen'][] = [
    { state: 'connecting' },
    { state: 'down', error: new ControlError('not-running', 'x') },
    { state: 'up', snapshot: snapshot({ peers: many(60), dropped: { replay: 5, garbage: 99 } }) },
  ];
  for (const [columns, rows] of [
    [80, 24],
    [100, 37],
    [128, 48],
    [160, 50],
    [60, 12],
  ] as const) {
    for (const page of pageIds) {
      for (const seen of seens) {
        for (const help of [false, true]) {
          for (const question of [null, { id: 'off', text: say('system.off.ask') }] as const) {
            const drawn = drawDashboard({ ...state, page, seen, help, question }, pageIds, true, say, look, {
              columns,
              rows,
            });
            t.is(drawn.length, rows, `${page} ${seen.state}`);
            for (const line of drawn) t.is(width(line), columns, `${page} ${seen.state} ${plainText(line)}`);
          }
        }
      }
    }
  }
});
