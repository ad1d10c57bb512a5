import type { Follower, Seen } from '../control/follow.js';
import type { Say } from '../tui/texts/say.js';

/** A text file on a stick. */
export interface FoundText {
  readonly name: string;
  readonly stick: string;
  readonly text: string;
}

/** What the dashboard needs of the machine. What is absent may not be done from here, and is not offered. */
export interface DashboardHost {
  /** May this program shut the machine down and set it up? */
  readonly mayManage: boolean;
  follow(onSeen: (seen: Seen) => void): Follower;
  /** Shuts down or restarts the machine; resolves to why it did not. */
  power(action: 'off' | 'reboot'): Promise<string | null>;
  /** Writes a file to the stick that is plugged in; resolves to its name, throws a sentence. */
  saveToStick?(name: string, text: string, say: Say): Promise<string>;
  /** The files on sticks that begin with these words and have at most so many bytes. Throws a sentence when there is no stick. */
  findOnSticks?(begin: string, longest: number, say: Say): Promise<readonly FoundText[]>;
  /** Writes a new file that only the caller may read, where the program was started; resolves to its path, throws a sentence. */
  saveFile?(name: string, text: string): Promise<string>;
  /** Changes settings in phantom.yaml and keeps its comments. Throws a sentence. */
  changeSettings?(changes: Readonly<Record<string, unknown>>): Promise<void>;
  /** Restarts the node's service; resolves to why it did not. */
  restartNode?(): Promise<string | null>;
  /** A description of this machine's trouble that may be shown to others. */
  report?(): Promise<string>;
}
