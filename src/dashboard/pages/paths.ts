import type { OwnPathFacts, PathsFacts } from '../../control/protocol.js';
import { exposedLines, pathLines, shareText } from '../../tui/facts.js';
import { bytes } from '../../tui/format.js';
import { type Row, row, span } from '../../tui/rows.js';
import type { Say } from '../../tui/texts/say.js';
import { graphs } from '../format/overview.js';
import { scrollTop } from '../format/peers.js';
import { type DashboardState, type Page, shown, type View } from '../page.js';

/** The graphs of the day get so many rows, when there are as many. */
const graphRows = 6;

export const paths: Page = {
  help: 'paths.help',
  asks: [
    { fact: 'paths', method: 'paths' },
    { fact: 'exposed', method: 'expose.list', key: 'exposed' },
    { fact: 'day', method: 'traffic' },
  ],
  items(state, say, view) {
    const { paths: facts } = state.facts;
    if (!facts) return [shown([row(say('hidden.waiting'))])];
    const rows = [...pathRows(facts, state, say), [], ...dayRows(state, say, view)];
    const top = scrollTop(rows.length, state.scroll, view.size.rows);
    return [shown(rows.slice(top, top + view.size.rows))];
  },
  most: ({ facts }) => (facts.paths?.own.length ?? 0) + (facts.exposed?.length ?? 0) + 3 * graphRows,
};

function pathRows(facts: PathsFacts, { seen, facts: { exposed = [] } }: DashboardState, say: Say): Row[] {
  const lines = pathLines(facts, say);
  // Words on anonymity have a page of their own.
  const from = lines.indexOf('') + 1;
  return [
    row(countText(facts.own, say), 'bold'),
    ...lines.slice(from).map((line) => row(line)),
    ...(seen.state === 'up' ? [row(`${say('facts.share')}: ${shareText(seen.snapshot, say)}`)] : []),
    ...exposedLines(exposed, say).map((line) => row(line)),
  ];
}

/** How many paths there are of each number of hops. */
function countText(own: readonly OwnPathFacts[], say: Say): string {
  const open = own.filter(({ state }) => state === 'open');
  const counts = [...new Set(open.map(({ hops }) => hops.length))].sort((a, b) => a - b);
  const each = counts.map((hops) =>
    say('paths.count', { count: open.filter((path) => path.hops.length === hops).length, hops }),
  );
  return [
    each.length > 0 ? each.join(', ') : say('paths.none'),
    ...(own.length > open.length ? [say('paths.count.ending', { count: own.length - open.length })] : []),
  ].join(', ');
}

/** The traffic of the day as two graphs. */
function dayRows({ facts: { day } }: DashboardState, say: Say, { look, size }: View): Row[] {
  if (!day) return [];
  const sum = (values: readonly number[]) => bytes(values.reduce((all, value) => all + value, 0));
  const hours = Math.round((day.span * day.received.length) / 3_600_000);
  const caption = (label: string, values: readonly number[]) => `${label} ${sum(values)}`;
  return [
    [span(say('paths.day', { count: hours }), 'bold')],
    ...graphs(
      { caption: caption(say('facts.received'), day.received), values: fitted(day.received, size.columns) },
      { caption: caption(say('facts.sent'), day.sent), values: fitted(day.sent, size.columns) },
      look.glyphs,
      { ...size, rows: Math.min(graphRows + 2, Math.max(2, size.rows - 4)) },
    ),
  ];
}

/** Neighbours as one, so that a whole day has room beside another graph; the newest span ends at the end. */
function fitted(values: readonly number[], columns: number): number[] {
  const room = Math.max(1, Math.floor((columns - 4) / 2));
  const step = Math.ceil(values.length / room);
  const sums: number[] = [];
  for (let end = values.length; end > 0; end -= step) {
    sums.unshift(values.slice(Math.max(0, end - step), end).reduce((all, value) => all + value, 0));
  }
  return sums;
}
