import { paragraph } from '../../tui/rows.js';
import { factRows, headRows } from '../format/overview.js';
import { type Desk, noteItems, type Page, type PageId, shown } from '../page.js';
import { cureItems, warningTexts } from '../warnings.js';
import { restartNode } from './system.js';

export const overview: Page = {
  help: 'overview.help',
  items(state, say, { look, size }) {
    if (state.seen.state !== 'up') return [];
    const { snapshot } = state.seen;
    const warnings = warningTexts(state, say).flatMap((text) => paragraph(text, size.columns, 'warn'));
    const head = [...headRows(snapshot, say, size.columns), ...warnings];
    const between = [...cureItems(state, say), ...noteItems(state)];
    // Buttons share one line, and so does what an action came to.
    const taken = head.length + (between.length > 0 ? 2 : 0) + (state.note ? 3 : 0);
    const room = { ...size, rows: size.rows - taken };
    return [shown(head), ...between, shown(factRows(snapshot, state.history, say, look.glyphs, room))];
  },
  act(action, desk) {
    if (action.type !== 'press') return;
    if (action.id.startsWith('go ')) desk.open(action.id.slice('go '.length) as PageId);
    else if (action.id === 'accept') desk.ask({ id: 'accept', text: desk.say('hidden.accept.ask') });
    else desk.ask({ id: 'restart', text: desk.say('system.restart.ask') });
  },
  async confirmed({ id }, desk) {
    if (id === 'restart') await restartNode(desk);
    else await acceptPaths(desk);
  },
};

/** The operator agrees to paths in a network that gives less than it did. */
export async function acceptPaths(desk: Desk): Promise<void> {
  const { changed } = (await desk.call('paths.accept')) as { changed: boolean };
  desk.note(desk.say(changed ? 'paths.accepted' : 'paths.nothing-to-accept'));
}
