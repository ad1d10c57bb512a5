import { drawForm } from '../tui/form/draw.js';
import { focused, type Item } from '../tui/form/form.js';
import { shortId } from '../tui/format.js';
import { bodySize, frame, type Hint, helpBody, type Size, smallest } from '../tui/frame.js';
import { type Look, lookFor } from '../tui/look.js';
import { qrScreen } from '../tui/qr-screen.js';
import { paragraph, type Row, row, span, width } from '../tui/rows.js';
import type { Say } from '../tui/texts/say.js';
import { stateStyles } from './format/overview.js';
import { type DashboardState, noteItems, type PageId, shown, type View } from './page.js';
import { pages } from './pages.js';

/** The dashboard's whole screen, from its state. Pure. */
export function drawDashboard(
  state: DashboardState,
  there: readonly PageId[],
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
      say(pages[state.page].help),
      say('dashboard.help', { count: there.length }),
      say('help.redraw'),
    ];
    const heading = row(say('help.title', { page: say(`page.${state.page}`) }), 'bold');
    const rows = helpBody(texts, Math.min(78, body.columns));
    return frame({ title, note, heading, body: rows, hints: [['Enter', say('key.close')]] }, size, true);
  }
  if (state.qr !== null) return qrScreen(state.qr, say, look, size);
  const heading = tabs(state.page, there, say, body.columns);
  // Long lines are hard to read; tables and graphs, which are rows already, take what there is.
  const columns = Math.min(78, body.columns);
  const rows = drawForm(pageItems(state, say, { look, size: body }), state.form, { ...body, columns });
  return frame({ title, note, heading, body: rows, hints: hints(state, mayLeave, say) }, size, true);
}

/** The pages' names, the open one marked; where there is no room for all of them, those around it. */
export function tabs(open: PageId, there: readonly PageId[], say: Say, columns: number): Row {
  const named = (pad: string) =>
    there.map((page, at) =>
      span(`${pad}${at + 1} ${say(`page.${page}`)}${pad}`, page === open ? 'focus' : 'plain'),
    );
  const spaced = (row: Row): Row => row.flatMap((part, at) => (at === 0 ? [part] : [span(' '), part]));
  const wide = spaced(named(' '));
  if (width(wide) <= columns) return wide;
  const all = named('');
  let [from, to] = [0, all.length];
  const at = there.indexOf(open);
  const marked = () => [
    ...(from > 0 ? [span('<')] : []),
    ...all.slice(from, to),
    ...(to < all.length ? [span('>')] : []),
  ];
  // The far end goes first.
  while (to - from > 1 && width(spaced(marked())) > columns) {
    if (at - from >= to - 1 - at) from += 1;
    else to -= 1;
  }
  return spaced(marked());
}

/** For keys, to which it makes no difference how a page is drawn. */
const anyView: View = { look: lookFor('dumb', false), size: bodySize(smallest, true) };

/** What the open page says and offers. */
export function pageItems(state: DashboardState, say: Say, view: View = anyView): Item[] {
  const page = pages[state.page];
  const { seen, question } = state;
  if (question) {
    return [
      { kind: 'text', text: question.text, style: 'warn' },
      { kind: 'gap' },
      // No comes first, so that a second Enter by mistake does nothing.
      { kind: 'button', id: 'no', text: say('button.no') },
      { kind: 'button', id: 'yes', text: say('button.yes') },
    ];
  }
  if (page.isOwn || seen.state === 'up') return page.items(state, say, view);
  if (seen.state === 'connecting') return [shown([row(say('dashboard.connecting'))])];
  const why = seen.error.code === 'not-running' ? say('dashboard.down') : seen.error.message;
  return [
    shown(paragraph(why, view.size.columns, stateStyles.alone)),
    { kind: 'gap' },
    shown(paragraph(say('dashboard.down.help'), Math.min(78, view.size.columns))),
    ...(state.may.restart && state.page === 'overview'
      ? [{ kind: 'gap' } as const, { kind: 'button', id: 'restart', text: say('system.restart') } as const]
      : []),
    ...(state.page === 'overview' ? noteItems(state) : []),
  ];
}

function hints(state: DashboardState, mayLeave: boolean, say: Say): Hint[] {
  const item = focused(pageItems(state, say), state.form);
  const typing = item?.kind === 'field';
  const scrolls = !item && pages[state.page].most !== undefined;
  return [
    ...(typing ? [] : [[say('keyname.left-right'), say('key.pages')] as const]),
    ...(scrolls ? [[say('keyname.up-down'), say('key.scroll')] as const] : []),
    ...(item && !typing ? [['Enter', say('key.choose')] as const] : []),
    ...(item ? [['Tab', say('key.next')] as const] : []),
    ...(state.page !== 'overview' ? [['Esc', say('key.back')] as const] : []),
    [typing ? 'F1' : say('keyname.help'), say('key.help')],
    ...(mayLeave ? [['Ctrl+C', say('key.quit')] as const] : []),
  ];
}
