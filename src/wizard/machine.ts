import type { Follower, Seen } from '../control/follow.js';
import type { Say } from '../tui/texts/say.js';
import type { Answers } from './answers.js';
import type { Connector } from './connector.js';
import type { Keyboard } from './keyboards.js';
import type { MediumProgress } from './medium.js';
import type { Card } from './network.js';
import type { FoundInvite, FoundText } from './sticks.js';

/** How far the wizard has come; kept across a crash, never across a switching-off. */
export interface Progress {
  readonly page: string;
  readonly answers: Answers;
}

/**
 * Everything of the machine that wizard and dashboard touch. The real one is system-machine.ts; tests and rehearsals
 * have their own. What can fail for the operator resolves to a sentence, null meaning that it worked.
 */
export interface Machine {
  /** The console this program runs on, e.g. `tty1`. */
  readonly tty: string;
  /** Is that a serial line, whose keyboard is not this PC's? */
  readonly serial: boolean;
  /** May this program shut the machine down and set it up? */
  readonly mayManage: boolean;
  /** Where the settings go, for showing. */
  readonly settingsFile: string;
  /** Megabytes of memory. */
  memory(): Promise<number>;
  /** Does this PC run from a disc that can be checked? */
  hasMedium(): Promise<boolean>;
  /** The damaged files of that disc. Throws a sentence, or an AbortError. */
  damagedFiles(onProgress: (progress: MediumProgress) => void, signal: AbortSignal): Promise<string[]>;
  cards(): Promise<readonly Card[]>;
  /** What sets up the network of this PC; null where its own system does. */
  readonly connector: Connector | null;
  /** Asks the router once more. */
  renewNetwork(cards: readonly Card[]): Promise<void>;
  applyKeyboard(keyboard: Keyboard): Promise<string | null>;
  /** The answers that the settings in force amount to. */
  currentAnswers(): Promise<Partial<Answers>>;
  /** The name of the network that a file, or an invite with a key, lets into. Throws a sentence that says what is wrong with it. */
  readEntry(text: string, language: string): Promise<string>;
  /** The invites in a file. Throws a sentence that says what is wrong with it. */
  readInvites(path: string, say: Say): Promise<string[]>;
  /** The invite files on sticks that are plugged in, copied. Throws a sentence when there is no stick. */
  findInvites(say: Say): Promise<FoundInvite[]>;
  /** Writes a file to the one stick that is plugged in; resolves to the stick's name. Throws a sentence. */
  saveToStick(name: string, text: string, say: Say): Promise<string>;
  /** The files on sticks that begin with these words. Throws a sentence when there is no stick. */
  findOnSticks(begin: string, longest: number, say: Say): Promise<FoundText[]>;
  writeSettings(answers: Answers): Promise<string | null>;
  startNode(): Promise<string | null>;
  /** Why the node does not come up, when its service says so. */
  nodeTrouble(): Promise<string | null>;
  /** Follows the node over its control socket. */
  follow(onSeen: (seen: Seen) => void): Follower;
  isSetUp(): Promise<boolean>;
  markSetUp(done: boolean): Promise<void>;
  loadProgress(): Promise<Progress | null>;
  /** Writes nothing while another console holds the answers. */
  saveProgress(progress: Progress): Promise<void>;
  /** The console that holds the answers, when another one does. */
  heldElsewhere(): Promise<string | null>;
  /** Makes this console the holder. Without `force` only when no living one is; returns whether it is. */
  hold(force: boolean): Promise<boolean>;
  release(): Promise<void>;
  /** Changes settings and keeps the file's comments. Throws a sentence. */
  changeSettings(changes: Readonly<Record<string, unknown>>): Promise<void>;
  /** Restarts the node's service. */
  restartNode(): Promise<string | null>;
  power(action: 'off' | 'reboot'): Promise<string | null>;
}
