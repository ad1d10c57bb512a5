/**
 * The dashboard: what the node says of itself over the control socket, drawn from one value. Console and
 * `phantom dashboard` call it. It holds no node logic and survives the node's restart. What is on a page, and what is done
 * when something on it is pressed, is in pages/, one file each; here is what concerns them all.
 */
import type { Clock, Timer } from '../clock/clock.js';
import { ControlError } from '../control/client.js';
import type { Follower, Seen } from '../control/follow.js';
import type { Application } from '../tui/application.js';
import { type FormAction, freshForm } from '../tui/form/form.js';
import { formKey } from '../tui/form/keys.js';
import type { Size } from '../tui/frame.js';
import type { Key } from '../tui/keys.js';
import type { Look } from '../tui/look.js';
import type { Row } from '../tui/rows.js';
import type { Say } from '../tui/texts/say.js';
import { drawDashboard, pageItems } from './draw.js';
import type { DashboardHost } from './host.js';
import { type DashboardState, type Desk, freshState, type PageId, pageIds, type Question } from './page.js';
import { pages } from './pages.js';

/** How many seconds of traffic are kept for the graphs; wider than any screen. */
const historySeconds = 200;
/** How often the open page's own facts are asked for, milliseconds. */
const askEvery = 1000;

/** `again`: the operator wants the questions once more; `left`: away from the screen. */
export type DashboardResult = 'again' | 'left';

export class Dashboard implements Application<DashboardResult>, Desk {
  state: DashboardState;
  /** The pages there are on this machine. */
  readonly pages: readonly PageId[];
  #redraw = () => {};
  #end: (result: DashboardResult) => void = () => {};
  #follower: Follower | null = null;
  #timer: Timer | null = null;
  #asked = 0;

  /** @param mayLeave whether Ctrl+C ends it: on a shell, not on the disc's consoles */
  constructor(
    readonly host: DashboardHost,
    readonly clock: Clock,
    readonly say: Say,
    readonly mayLeave: boolean,
  ) {
    const {
      mayManage: manage,
      saveToStick,
      findOnSticks,
      saveFile,
      changeSettings,
      restartNode,
      report,
    } = host;
    const may = {
      manage,
      sticks: manage && saveToStick !== undefined && findOnSticks !== undefined,
      save: saveFile !== undefined,
      settings: changeSettings !== undefined,
      restart: restartNode !== undefined,
      report: report !== undefined,
    };
    this.state = { ...freshState, may };
    // A page with nothing to do is not shown.
    this.pages = pageIds.filter((page) => page !== 'system' || manage || may.report);
  }

  start(redraw: () => void, end: (result: DashboardResult) => void): void {
    this.#redraw = redraw;
    this.#end = end;
    this.#follower = this.host.follow((seen) => this.#see(seen));
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#follower?.close();
    this.#follower = null;
  }

  view(size: Size, look: Look): Row[] {
    return drawDashboard(this.state, this.pages, this.mayLeave, this.say, look, size);
  }

  key(key: Key): void {
    const { state } = this;
    if (key.name === 'quit') {
      if (this.mayLeave) this.#end('left');
      return;
    }
    if (state.help || state.qr !== null) {
      this.update({ help: false, qr: null });
      return;
    }
    if (key.name === 'escape') {
      this.back();
      return;
    }
    const items = pageItems(state, this.say);
    const focusable = items.filter((item) => 'id' in item);
    const typing = focusable.some((item) => item.kind === 'field' && item.id === this.#focus(focusable));
    if (key.name === 'f1' || (key.char === '?' && !typing)) this.update({ help: true });
    else if (!typing && !state.question && this.#turn(key)) return;
    else if (focusable.length > 0) {
      const { state: form, action } = formKey(items, state.form, key);
      this.update({ form });
      if (action) this.act(action);
    } else this.#scroll(key);
  }

  #focus(items: readonly { readonly id: string }[]): string | undefined {
    const { focus } = this.state.form;
    return items.some(({ id }) => id === focus) ? focus : items[0]?.id;
  }

  /** Left, Right and the numbers change the page. */
  #turn(key: Key): boolean {
    const count = this.pages.length;
    const at = this.pages.indexOf(this.state.page);
    const steps: Partial<Record<Key['name'], number>> = { left: count - 1, right: 1 };
    const step = steps[key.name];
    const page = this.pages[step === undefined ? Number.parseInt(key.char, 10) - 1 : (at + step) % count];
    if (!page) return false;
    if (page !== this.state.page) this.open(page);
    return true;
  }

  /** Out of a question, or to the first page. */
  back(): void {
    const { question } = this.state;
    if (question) this.update({ question: null, form: freshForm(question.id) });
    else this.open('overview');
  }

  open(page: PageId): void {
    const focus = pages[page].focus?.(this.state) ?? '';
    // What was typed stays where it was typed, but for what nobody else is to read.
    const { passphrase, repeated, ...typed } = this.state.typed;
    this.update({ page, scroll: 0, note: null, question: null, typed, form: freshForm(focus) });
    void this.refresh();
  }

  again(): void {
    this.#end('again');
  }

  note(text: string, good = true): void {
    this.update({ note: { text, good } });
  }

  ask(question: Question): void {
    this.update({ question, form: freshForm('no'), note: null });
  }

  async call(method: string, params: Record<string, unknown> = {}): Promise<unknown> {
    if (!this.#follower) throw new ControlError('not-running', this.say('dashboard.away'));
    return await this.#follower.call(method, params);
  }

  pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.clock.after(ms, resolve));
  }

  #scroll(key: Key): void {
    const steps: Partial<Record<Key['name'], number>> = { up: -1, down: 1, pageup: -10, pagedown: 10 };
    // The log is read from its end, so there "up" is further back.
    const by = (steps[key.name] ?? 0) * (this.state.page === 'log' ? -1 : 1);
    const most = pages[this.state.page].most?.(this.state) ?? 0;
    if (by !== 0) this.update({ scroll: Math.max(0, Math.min(most, this.state.scroll + by)) });
  }

  /** Does what was pressed or typed on the open page. */
  act(action: FormAction): void {
    const { question, page } = this.state;
    if (action.type === 'edit') {
      this.update({ typed: { ...this.state.typed, [action.id]: action.value }, note: null });
    } else if (question && action.type === 'press') {
      this.update({ question: null, form: freshForm(question.id) });
      if (action.id === 'yes') void this.#attempt(() => pages[page].confirmed?.(question, this));
    } else void this.#attempt(() => pages[page].act?.(action, this));
  }

  /** What goes wrong is said on the page. */
  async #attempt(work: () => Promise<void> | void): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.note((error as Error).message, false);
    }
  }

  async refresh(): Promise<void> {
    this.#timer?.cancel();
    this.#asked += 1;
    const asked = this.#asked;
    const { page } = this.state;
    const { asks = [] } = pages[page];
    for (const { fact, method, params, key } of asks) {
      try {
        const answer = (await this.call(method, params)) as Record<string, unknown>;
        this.update({ facts: { ...this.state.facts, [fact]: key === undefined ? answer : answer[key] } });
      } catch {
        // The page itself says when the node is away; the next try is a second off.
      }
    }
    // Whoever asked later asks on.
    if (asks.length === 0 || asked !== this.#asked || !this.#follower) return;
    this.#timer = this.clock.after(askEvery, () => void this.refresh());
  }

  #see(seen: Seen): void {
    if (seen.state !== 'up') {
      // The next one has read the settings, and answers for itself.
      const isAway = seen.state === 'down' && this.state.seen.state === 'up';
      this.update({ seen, ...(isAway && { facts: {}, waiting: {} }) });
      return;
    }
    const { rateIn, rateOut } = seen.snapshot.traffic;
    const keep = (values: readonly number[], value: number) => [...values, value].slice(-historySeconds);
    const { received, sent } = this.state.history;
    this.update({ seen, history: { received: keep(received, rateIn), sent: keep(sent, rateOut) } });
  }

  update(change: Partial<DashboardState>): void {
    this.state = { ...this.state, ...change };
    this.#redraw();
  }
}
