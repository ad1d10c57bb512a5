import { drawForm } from '../tui/form/draw.js';
import { focused } from '../tui/form/form.js';
import { shortId } from '../tui/format.js';
import { bodySize, frame, type Hint, helpBody, type Size } from '../tui/frame.js';
import type { Look } from '../tui/look.js';
import { qrScreen } from '../tui/qr-screen.js';
import { paragraph, type Row, row, span } from '../tui/rows.js';
import type { Say } from '../tui/texts/say.js';
import { logRows } from './format/log.js';
import { overviewRows, stateStyles } from './format/overview.js';
import { peerRows } from './format/peers.js';
import { pageItems } from './forms.js';
import { type DashboardState, type PageId, pageHelp } from './page.js';

/** The dashboard's whole screen, from its state. Pure. */
export function drawDashboard(
  state: DashboardState,
  pages: readonly PageId[],
  mayLeave: boolean,
  say: Say,
  look: Look,
  size: Size,
): Row[] {
  const body = bodySize(size, true);
  const { seen } = state;
  const title = say('dashboard.title');
  const note =
    seen.state === 'up'
      ? `${shortId(seen.snapshot.node.id)}  ${say(`state.${seen.snapshot.connection.state}`)}`
      : '';
  if (state.help) {
    const texts = [
      say(pageHelp[state.page]),
      say('dashboard.help', { count: pages.length }),
      say('help.redraw'),
    ];
    const heading = row(say('help.title', { page: say(`page.${state.page}`) }), 'bold');
    return frame(
      {
        title,
        note,
        heading,
        body: helpBody(texts, Math.min(78, body.columns)),
        hints: [['Enter', say('key.close')]],
      },
      size,
      true,
    );
  }
  if (state.qr && state.invite !== null) return qrScreen(state.invite, say, look, size);
  const parts = { title, note, heading: tabs(state.page, pages, say), hints: hints(state, mayLeave, say) };
  return frame({ ...parts, body: bodyRows(state, say, look, body) }, size, true);
}

/** The pages' names, the open one marked. */
function tabs(open: PageId, pages: readonly PageId[], say: Say): Row {
  return pages.flatMap((page, at) => [
    span(` ${at + 1} ${say(`page.${page}`)} `, page === open ? 'focus' : 'plain'),
    span(' '),
  ]);
}

/** What the open page says. */
export function bodyRows(state: DashboardState, say: Say, look: Look, size: Size): Row[] {
  const { seen, page } = state;
  if (page === 'system') return drawForm(pageItems(state, say), state.form, size);
  if (seen.state === 'connecting') return [row(say('dashboard.connecting'))];
  if (seen.state === 'down') {
    const why = seen.error.code === 'not-running' ? say('dashboard.down') : seen.error.message;
    return [
      ...paragraph(why, size.columns, stateStyles.alone),
      [],
      ...paragraph(say('dashboard.down.help'), Math.min(78, size.columns)),
    ];
  }
  if (page === 'overview') return overviewRows(seen.snapshot, state.history, say, look.glyphs, size);
  if (page === 'peers') return peerRows(seen.snapshot.peers, state.scroll, say, size);
  if (page === 'log') return logRows(state.log, state.scroll, say, size);
  return drawForm(pageItems(state, say), state.form, { ...size, columns: Math.min(78, size.columns) });
}

function hints(state: DashboardState, mayLeave: boolean, say: Say): Hint[] {
  const item = focused(pageItems(state, say), state.form);
  const typing = item?.kind === 'field';
  const scrolls = state.page === 'peers' || state.page === 'log';
  return [
    ...(typing ? [] : [['Left Right', say('key.pages')] as const]),
    ...(scrolls ? [['Up Down', say('key.scroll')] as const] : []),
    ...(item && !typing ? [['Enter', say('key.choose')] as const] : []),
    ...(item ? [['Tab', say('key.next')] as const] : []),
    ...(state.page !== 'overview' ? [['Esc', say('key.back')] as const] : []),
    [typing ? 'F1' : 'F1 or ?', say('key.help')],
    ...(mayLeave ? [['Ctrl+C', say('key.quit')] as const] : []),
  ];
}
