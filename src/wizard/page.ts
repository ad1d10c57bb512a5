import type { LanguageCode } from '../config/languages.js';
import type { Seen } from '../control/follow.js';
import type { FormAction, FormState, Item } from '../tui/form/form.js';
import type { Say, TextKey } from '../tui/texts/say.js';
import type { ChannelKind } from '../wire/channel.js';
import type { Answers } from './answers.js';
import type { MediumState } from './checking.js';
import type { ConnectHands, ConnectingState } from './connecting.js';
import type { WifiSeen } from './connector.js';
import type { Machine } from './machine.js';
import type { Card } from './network.js';
import type { OwnAddressHands, OwnAddressState } from './own-address.js';
import type { ReadHands } from './reading.js';
import type { FoundInvite } from './sticks.js';

export type PageId =
  | 'memory'
  | 'keyboard'
  | 'medium'
  | 'network'
  | 'wifi'
  | 'fixed'
  | 'which'
  | 'contact'
  | 'gives'
  | 'summary'
  | 'joining'
  | 'address';

/** How far carrying out the answers has come. */
export type Work =
  | { readonly state: 'idle' }
  | { readonly state: 'settings' | 'service' | 'node' }
  | { readonly state: 'failed'; readonly at: 'settings' | 'service' | 'node'; readonly why: string };

/** Everything the pages draw: one value, gathered at one instant. */
export interface WizardState {
  readonly page: PageId;
  readonly answers: Answers;
  readonly forms: Readonly<Partial<Record<PageId | 'elsewhere', FormState>>>;
  readonly help: boolean;
  /** Megabytes; null until known. */
  readonly memory: number | null;
  /** The other console that holds the answers. */
  readonly elsewhere: string | null;
  readonly keyboard:
    | { readonly state: 'idle' }
    | { readonly state: 'applying' | 'applied'; readonly name: string }
    | { readonly state: 'failed'; readonly why: string };
  /** What was typed into the line for trying the keyboard. */
  readonly tried: string;
  /** How the check of the disc stands; `none`: this PC does not run from one. */
  readonly medium: MediumState;
  readonly cards: readonly Card[] | null;
  /** Milliseconds for which a cable has been in without an address. */
  readonly waited: number;
  /** What the Wi-Fi card sees; null until it was asked, and while it does not answer. */
  readonly wifi: WifiSeen | null;
  readonly connecting: ConnectingState;
  /** Something half was to be used: what is missing is said from now on. */
  readonly isTried: boolean;
  /** Is the passphrase of the Wi-Fi shown as it is? */
  readonly isSecretShown: boolean;
  /** The invite file that was read last, and what it came to. */
  readonly inviteFile: { readonly path: string; readonly text: string; readonly good: boolean } | null;
  /** Invite files on sticks. */
  readonly sticks:
    | { readonly state: 'idle' | 'looking' }
    | { readonly state: 'found'; readonly files: readonly FoundInvite[] }
    | { readonly state: 'failed'; readonly why: string };
  /** An invite to this node, once asked for, or why there is none; `qr`: what fills the screen. */
  readonly invite: { readonly text: string; readonly isGood: boolean } | null;
  readonly qr: string | null;
  /** The address to be reached at, and its backup. */
  readonly own: OwnAddressState;
  /** The same for the file that is to let into a network. */
  readonly entryFile: { readonly path: string; readonly text: string; readonly good: boolean } | null;
  /** The network with a key of its own whose key is here already. */
  readonly kept: { readonly network: ChannelKind; readonly channel: string } | null;
  readonly work: Work;
  readonly seen: Seen;
  /** Why this PC cannot remember that it is set up; null as long as nothing speaks against it. */
  readonly unmarked: string | null;
}

/** What a page may ask of the wizard. */
export interface Hands {
  readonly state: WizardState;
  update(change: Partial<WizardState>): void;
  answer(change: Partial<Answers>): void;
  next(): void;
  back(): void;
  readonly ownAddress: OwnAddressHands;
  /** Files that answers name. */
  readonly reading: ReadHands;
  applyKeyboard(id: string): void;
  /** Speaks another language from now on, and proposes the keyboard that goes with it. */
  chooseLanguage(code: LanguageCode): void;
  /** Reads all of the disc; leaves off again. */
  checkMedium(): void;
  leaveCheck(): void;
  renewNetwork(): void;
  readonly connecting: ConnectHands;
  /** Carries out the answers, from the first step on. */
  work(): void;
  /** Asks the node for an invite to itself; once it is there, shows it as a QR code. */
  showInvite(): void;
  /** Set-up is over: to the dashboard; where that cannot be remembered, only after it was said and asked for again. */
  finish(): void;
}

export interface Page {
  readonly id: PageId;
  readonly title: TextKey;
  readonly help: TextKey;
  /** Pages with nothing to say on this machine are left out. */
  shown?(state: WizardState): boolean;
  /** Where the focus stands when the page is opened; the first item when not given. */
  readonly focus?: string;
  items(state: WizardState, say: Say, machine: Machine): Item[];
  act(action: FormAction, hands: Hands): void;
}
