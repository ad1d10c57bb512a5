import type { Seen } from '../control/follow.js';
import type { LogLine } from '../log/log.js';
import type { FormState } from '../tui/form/form.js';
import type { TextKey } from '../tui/texts/say.js';
import type { History } from './format/overview.js';

export type PageId = 'overview' | 'peers' | 'log' | 'invite' | 'system';

export const pageIds: readonly PageId[] = ['overview', 'peers', 'log', 'invite', 'system'];

/** What is to be confirmed before it is done. */
export type Question = 'again' | 'reboot' | 'off';

export interface Note {
  readonly text: string;
  readonly good: boolean;
}

/** Everything the dashboard draws: one value, gathered at one instant. */
export interface DashboardState {
  readonly page: PageId;
  readonly seen: Seen;
  readonly history: History;
  readonly scroll: number;
  readonly log: readonly LogLine[] | null;
  readonly help: boolean;
  readonly form: FormState;
  /** Our own invite, once asked for. */
  readonly invite: string | null;
  /** The invite fills the screen as a QR code. */
  readonly qr: boolean;
  /** What was typed to join by. */
  readonly typed: string;
  /** What the last action came to. */
  readonly note: Note | null;
  readonly question: Question | null;
  readonly going: boolean;
  /** Whether something can be written to a stick from here. */
  readonly hasSticks: boolean;
}

/** Texts that `?` and F1 show, per page. */
export const pageHelp: Readonly<Record<PageId, TextKey>> = {
  overview: 'overview.help',
  peers: 'peers.help',
  log: 'log.help',
  invite: 'invite.help',
  system: 'system.help',
};
