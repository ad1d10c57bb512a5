import type { Config } from '../config/types.js';
import type { Seen } from '../control/follow.js';
import type { AddressFacts, BookFacts, DayFacts, ExposedFacts, PathsFacts } from '../control/protocol.js';
import type { LogLine } from '../log/log.js';
import { type FormAction, type FormState, freshForm, type Item } from '../tui/form/form.js';
import type { Size } from '../tui/frame.js';
import type { Look } from '../tui/look.js';
import type { Row } from '../tui/rows.js';
import type { Say, TextKey } from '../tui/texts/say.js';
import type { History } from './format/overview.js';
import type { DashboardHost, FoundText } from './host.js';

export const pageIds = [
  'overview',
  'hidden',
  'paths',
  'peers',
  'book',
  'settings',
  'log',
  'invite',
  'system',
] as const;

export type PageId = (typeof pageIds)[number];

/** What is to be confirmed before it is done. */
export interface Question {
  /** What its page is to do on Yes. */
  readonly id: string;
  readonly text: string;
  /** What it is done to, e.g. an address. */
  readonly about?: string;
}

export interface Note {
  readonly text: string;
  readonly good: boolean;
}

/** What the node answered to what pages ask besides the snapshot; absent until it has. */
export interface Facts {
  readonly log?: readonly LogLine[];
  readonly addresses?: readonly AddressFacts[];
  readonly exposed?: readonly ExposedFacts[];
  readonly paths?: PathsFacts;
  readonly day?: DayFacts;
  readonly book?: BookFacts;
  readonly config?: Config;
}

/** Everything the dashboard draws: one value, gathered at one instant. */
export interface DashboardState {
  readonly page: PageId;
  readonly seen: Seen;
  readonly history: History;
  readonly facts: Facts;
  readonly scroll: number;
  readonly help: boolean;
  readonly form: FormState;
  /** Our own invite, once asked for. */
  readonly invite: string | null;
  /** What fills the screen as a QR code. */
  readonly qr: string | null;
  /** What was typed, by field. */
  readonly typed: Readonly<Record<string, string>>;
  /** What was chosen, by list. */
  readonly chosen: Readonly<Record<string, string>>;
  /** Million tries at an address that is being made; null: none is. */
  readonly making: number | null;
  /** Settings that were changed and count from the node's next start only. */
  readonly waiting: Readonly<Record<string, unknown>>;
  /** Backups found on sticks; null: nobody has looked. */
  readonly backups: readonly FoundText[] | null;
  /** What the last action came to. */
  readonly note: Note | null;
  readonly question: Question | null;
  readonly going: boolean;
  /** What this program may do here. */
  readonly may: Rights;
}

export interface Rights {
  readonly manage: boolean;
  readonly sticks: boolean;
  readonly save: boolean;
  readonly settings: boolean;
  readonly restart: boolean;
  readonly report: boolean;
}

export const freshState: DashboardState = {
  page: 'overview',
  seen: { state: 'connecting' },
  history: { received: [], sent: [] },
  facts: {},
  scroll: 0,
  help: false,
  form: freshForm(),
  invite: null,
  qr: null,
  typed: {},
  chosen: {},
  making: null,
  waiting: {},
  backups: null,
  note: null,
  question: null,
  going: false,
  may: { manage: false, sticks: false, save: false, settings: false, restart: false, report: false },
};

/** How a page is looked at. */
export interface View {
  readonly look: Look;
  readonly size: Size;
}

/** What the node is asked for, once a second while a page is open: the fact, and the method whose answer holds it. */
export interface Ask {
  readonly fact: keyof Facts;
  readonly method: string;
  readonly params?: Record<string, unknown>;
  /** The key of the answer that holds it; absent: the answer is it. */
  readonly key?: string;
}

/** What a page may do when something on it was pressed. Throwing a sentence shows it. */
export interface Desk {
  readonly state: DashboardState;
  readonly say: Say;
  readonly host: DashboardHost;
  update(change: Partial<DashboardState>): void;
  /** Asks the node. Throws `ControlError`, and a sentence when it is away. */
  call(method: string, params?: Record<string, unknown>): Promise<unknown>;
  note(text: string, good?: boolean): void;
  ask(question: Question): void;
  open(page: PageId): void;
  /** Ends the dashboard: the operator wants the questions of the set-up again. */
  again(): void;
  /** Asks for the page's facts at once, since they have changed. */
  refresh(): Promise<void>;
  /** Resolves after so many ms. */
  pause(ms: number): Promise<void>;
}

export interface Page {
  readonly help: TextKey;
  readonly asks?: readonly Ask[];
  /** Whether it shows something while the node is away. */
  readonly isOwn?: true;
  /** Where the focus is when it is opened. */
  readonly focus?: (state: DashboardState) => string;
  /** What it says and offers; a page without anything to press scrolls. */
  items(state: DashboardState, say: Say, view: View): Item[];
  /** How far it scrolls at most. */
  readonly most?: (state: DashboardState) => number;
  /** Something but the typing of a field. */
  act?(action: FormAction, desk: Desk): Promise<void> | void;
  /** A question of this page was answered with Yes. */
  confirmed?(question: Question, desk: Desk): Promise<void> | void;
}

/** Rows as an item. */
export const shown = (rows: readonly Row[]): Item => ({ kind: 'rows', rows });

export function noteItems({ note }: DashboardState): Item[] {
  return note ? [{ kind: 'gap' }, { kind: 'text', text: note.text, style: note.good ? 'good' : 'warn' }] : [];
}
