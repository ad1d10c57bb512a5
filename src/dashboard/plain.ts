import type { FormAction, Item } from '../tui/form/form.js';
import { lookFor } from '../tui/look.js';
import type { PlainApplication } from '../tui/plain/session.js';
import type { Dashboard, DashboardResult } from './dashboard.js';
import { pageItems } from './draw.js';
import type { PageId } from './page.js';
import { pages } from './pages.js';

/** Wide enough that nothing is cut off, low enough that no graph is drawn. */
const sheet = { columns: 200, rows: 10 };
const view = { look: lookFor('dumb', false), size: sheet };

/** The dashboard line by line: a page says its facts when it is opened or asked for again. */
export class DashboardPlain implements PlainApplication<DashboardResult> {
  constructor(readonly dashboard: Dashboard) {}

  start(redraw: () => void, end: (result: DashboardResult) => void): void {
    this.dashboard.start(redraw, end);
  }

  stop(): void {
    this.dashboard.stop();
  }

  title(): string {
    const { state, say } = this.dashboard;
    // The state of the connection is part of the title, so that its change is said at once.
    const { seen } = state;
    const connection =
      seen.state === 'up' ? say(`state.${seen.snapshot.connection.state}`) : say('dashboard.away');
    return `${say(`page.${state.page}`)} (${connection})`;
  }

  items(): Item[] {
    const { state, say, pages: there } = this.dashboard;
    // A picture is nothing to be read out.
    const own = pageItems(state, say, view).filter((item) => !('id' in item && item.id.startsWith('qr')));
    if (state.question) return own;
    const others = there
      .filter((page) => page !== state.page)
      .map(
        (page): Item => ({
          kind: 'button',
          id: `page ${page}`,
          text: say('plain.pages', { page: say(`page.${page}`) }),
        }),
      );
    return [...own, ...others];
  }

  help(): string[] {
    const { state, say } = this.dashboard;
    return [say(pages[state.page].help)];
  }

  act(action: FormAction): void {
    if (action.type === 'press' && action.id.startsWith('page ')) {
      this.dashboard.open(action.id.slice('page '.length) as PageId);
    } else this.dashboard.act(action);
  }

  back(): void {
    this.dashboard.back();
  }
}
