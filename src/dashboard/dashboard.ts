/**
 * The dashboard: what the node says of itself over the control socket, drawn from one value. Console and
 * `phantom dashboard` call it. It holds no node logic and survives the node's restart.
 */
import type { Clock, Timer } from '../clock/clock.js';
import type { Follower, Seen } from '../control/follow.js';
import type { LogLine } from '../log/log.js';
import type { Application } from '../tui/application.js';
import { type FormAction, freshForm } from '../tui/form/form.js';
import { formKey } from '../tui/form/keys.js';
import { shortId } from '../tui/format.js';
import type { Size } from '../tui/frame.js';
import { isPath, plainInvite } from '../tui/invite.js';
import { inviteFileText } from '../tui/invite-file.js';
import type { Key } from '../tui/keys.js';
import type { Look } from '../tui/look.js';
import type { Row } from '../tui/rows.js';
import type { Say } from '../tui/texts/say.js';
import { drawDashboard } from './draw.js';
import { pageItems } from './forms.js';
import { type DashboardState, type PageId, pageIds, type Question } from './page.js';

/** What the dashboard needs of the machine. */
export interface DashboardHost {
  /** May this program shut the machine down and set it up? */
  readonly mayManage: boolean;
  follow(onSeen: (seen: Seen) => void): Follower;
  /** Shuts down or restarts the machine; resolves to why it did not. */
  /** Writes a file to the stick that is plugged in; resolves to its name, throws a sentence. Absent: nobody may. */
  saveToStick?(name: string, text: string, say: Say): Promise<string>;
  power(action: 'off' | 'reboot'): Promise<string | null>;
}

/** How many seconds of traffic are kept for the graphs; wider than any screen. */
const historySeconds = 200;
/** How many lines of the log are asked for, and how often (milliseconds). */
const logLines = 200;
const logEvery = 1000;

/** `again`: the operator wants the questions once more; `left`: away from the screen. */
export type DashboardResult = 'again' | 'left';

export class Dashboard implements Application<DashboardResult> {
  state: DashboardState = {
    page: 'overview',
    seen: { state: 'connecting' },
    history: { received: [], sent: [] },
    scroll: 0,
    log: null,
    help: false,
    form: freshForm(),
    invite: null,
    qr: false,
    typed: '',
    note: null,
    question: null,
    going: false,
    hasSticks: false,
  };
  /** The pages there are on this machine. */
  readonly pages: readonly PageId[];
  #redraw = () => {};
  #end: (result: DashboardResult) => void = () => {};
  #follower: Follower | null = null;
  #timer: Timer | null = null;

  /** @param mayLeave whether Ctrl+C ends it: on a shell, not on the disc's consoles */
  constructor(
    readonly host: DashboardHost,
    readonly clock: Clock,
    readonly say: Say,
    readonly mayLeave: boolean,
  ) {
    this.state = { ...this.state, hasSticks: host.mayManage && host.saveToStick !== undefined };
    // A page with nothing to do is not shown.
    this.pages = pageIds.filter((page) => page !== 'system' || host.mayManage);
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
    if (state.help || state.qr) {
      this.#update({ help: false, qr: false });
      return;
    }
    if (key.name === 'escape') {
      this.back();
      return;
    }
    const items = pageItems(state, this.say);
    const typing = items.some((item) => item.kind === 'field' && item.id === state.form.focus);
    if (key.name === 'f1' || (key.char === '?' && !typing)) this.#update({ help: true });
    else if (!typing && !state.question && this.#turn(key)) return;
    else if (items.length > 0) {
      const { state: form, action } = formKey(items, state.form, key);
      this.#update({ form });
      if (action) this.act(action);
    } else this.#scroll(key);
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
    if (question) this.#update({ question: null, form: freshForm(question) });
    else this.open('overview');
  }

  /** Turns to a page. */
  open(page: PageId): void {
    const focus = page === 'invite' ? (this.state.invite === null ? 'make' : 'qr') : 'again';
    this.#update({ page, scroll: 0, note: null, question: null, form: freshForm(focus) });
    this.#timer?.cancel();
    this.#timer = null;
    if (page === 'log') void this.#readLog();
  }

  #scroll(key: Key): void {
    const steps: Partial<Record<Key['name'], number>> = { up: -1, down: 1, pageup: -10, pagedown: 10 };
    // The log is read from its end, so there "up" is further back.
    const by = (steps[key.name] ?? 0) * (this.state.page === 'log' ? -1 : 1);
    const most = this.state.page === 'log' ? logLines * 2 : (this.#peerCount() || 1) - 1;
    if (by !== 0) this.#update({ scroll: Math.max(0, Math.min(most, this.state.scroll + by)) });
  }

  #peerCount(): number {
    return this.state.seen.state === 'up' ? this.state.seen.snapshot.peers.length : 0;
  }

  /** Does what was pressed or typed on the open page. */
  act(action: FormAction): void {
    if (action.type === 'edit') this.#update({ typed: action.value, note: null });
    if (action.type !== 'press') return;
    const { question } = this.state;
    if (action.id === 'make') void this.#makeInvite();
    else if (action.id === 'save') void this.#saveInvite();
    else if (action.id === 'qr') this.#update({ qr: true });
    else if (action.id === 'join') void this.#join();
    else if (action.id === 'yes' && question) void this.#carryOut(question);
    else if (action.id === 'no' && question) this.#update({ question: null, form: freshForm(question) });
    else this.#update({ question: action.id as Question, form: freshForm('no'), note: null });
  }

  async #makeInvite(): Promise<void> {
    await this.#ask(async (node) => {
      const { invite } = (await node.call('invite.create')) as { invite: string };
      this.#update({ invite, note: null, form: freshForm('qr') });
    });
  }

  /** Named by the node's short id, so that several on one stick are told apart. */
  async #saveInvite(): Promise<void> {
    await this.#ask(async (node) => {
      const { seen } = this.state;
      const { file } = (await node.call('invite.file')) as { file: string };
      const id = seen.state === 'up' ? shortId(seen.snapshot.node.id) : '';
      const name = `phantom-invite-${id}.txt`;
      const stick = await this.host.saveToStick!(name, file, this.say);
      this.#update({ note: { text: this.say('stick.saved', { file: name, stick }), good: true } });
    });
  }

  async #join(): Promise<void> {
    await this.#ask(async (node) => {
      const typed = plainInvite(this.state.typed);
      const answer = isPath(typed)
        ? await node.call('join.file', { file: await inviteFileText(typed, this.say) })
        : await node.call('join', { invite: typed });
      const { endpoint, endpoints = [endpoint] } = answer as { endpoint: string; endpoints?: string[] };
      const text = this.say('invite.joined', { endpoint: endpoints.join(', ') });
      this.#update({ typed: '', note: { text, good: true } });
    });
  }

  async #ask(question: (node: Follower) => Promise<void>): Promise<void> {
    try {
      if (this.#follower) await question(this.#follower);
    } catch (error) {
      this.#update({ note: { text: (error as Error).message, good: false } });
    }
  }

  async #carryOut(question: Question): Promise<void> {
    if (question === 'again') {
      this.#end('again');
      return;
    }
    this.#update({ question: null, going: true });
    const why = await this.host.power(question);
    if (why) this.#update({ going: false, note: { text: this.say('system.failed', { why }), good: false } });
  }

  async #readLog(): Promise<void> {
    try {
      const answer = (await this.#follower?.call('log.tail', { count: logLines })) as { lines: LogLine[] };
      this.#update({ log: answer.lines });
    } catch {
      // The page itself says when the node is away; the next try is a second off.
    }
    if (this.state.page === 'log' && this.#follower) {
      this.#timer?.cancel();
      this.#timer = this.clock.after(logEvery, () => void this.#readLog());
    }
  }

  #see(seen: Seen): void {
    if (seen.state !== 'up') {
      this.#update({ seen });
      return;
    }
    const { rateIn, rateOut } = seen.snapshot.traffic;
    const keep = (values: readonly number[], value: number) => [...values, value].slice(-historySeconds);
    const { received, sent } = this.state.history;
    this.#update({ seen, history: { received: keep(received, rateIn), sent: keep(sent, rateOut) } });
  }

  #update(change: Partial<DashboardState>): void {
    this.state = { ...this.state, ...change };
    this.#redraw();
  }
}
