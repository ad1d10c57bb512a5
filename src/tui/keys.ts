/**
 * Bytes from a terminal in, keys out; no terminal needed. Sequences may come cut into pieces, as serial lines deliver
 * them: an ESC that nothing follows for `escapeWait` is the Esc key, so a cut arrow key never means "back".
 */
import { StringDecoder } from 'node:string_decoder';
import type { Clock, Timer } from '../clock/clock.js';

export type KeyName =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'pageup'
  | 'pagedown'
  | 'insert'
  | 'delete'
  | 'backspace'
  | 'tab'
  | 'backtab'
  | 'enter'
  | 'escape'
  | 'f1'
  | 'redraw'
  | 'quit'
  | 'char';

export interface Key {
  readonly name: KeyName;
  /** The letter typed, for `char`; else empty. */
  readonly char: string;
}

/** Where the terminal says its cursor is, counted from 1; the answer to ESC[6n. */
export interface CursorReport {
  readonly row: number;
  readonly column: number;
}

/** How long after an ESC may the rest of a sequence take? Milliseconds. */
const escapeWait = 100;
/** The longest sequence that is waited for; longer ones are noise. */
const longestSequence = 32;

/** What follows ESC for each key, on xterm, vt220 and the Linux console, in normal and in keypad mode. */
const sequences: Readonly<Record<string, KeyName>> = {
  '[A': 'up',
  OA: 'up',
  '[B': 'down',
  OB: 'down',
  '[C': 'right',
  OC: 'right',
  '[D': 'left',
  OD: 'left',
  '[H': 'home',
  OH: 'home',
  '[1~': 'home',
  '[7~': 'home',
  '[F': 'end',
  OF: 'end',
  '[4~': 'end',
  '[8~': 'end',
  '[5~': 'pageup',
  '[6~': 'pagedown',
  '[2~': 'insert',
  '[3~': 'delete',
  '[Z': 'backtab',
  OP: 'f1',
  '[11~': 'f1',
  '[[A': 'f1',
  OM: 'enter',
};

const controls: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\f': 'redraw',
  '\u0003': 'quit',
  '\u0001': 'home',
  '\u0005': 'end',
};

export class KeyReader {
  onKey: (key: Key) => void = () => {};
  onReport: (report: CursorReport) => void = () => {};
  readonly #decoder = new StringDecoder('utf8');
  readonly #clock: Clock;
  #rest = '';
  #timer: Timer | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  feed(bytes: Uint8Array): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#rest += this.#decoder.write(Buffer.from(bytes));
    while (this.#rest !== '') {
      const taken = this.#take(this.#rest);
      if (taken === 0) {
        this.#timer = this.#clock.after(escapeWait, () => this.#giveUp());
        return;
      }
      this.#rest = this.#rest.slice(taken);
    }
  }

  close(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  /** Reads one key at the start of `text`; returns how many letters it took, 0 when more must come first. */
  #take(text: string): number {
    if (text[0] !== '\u001b') return this.#plain(text);
    if (text.length === 1) return 0;
    // A second ESC says that the first was the key.
    if (text[1] === '\u001b') return this.#key('escape', 1);
    if (text[1] !== '[' && text[1] !== 'O') return this.#key('escape', 1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins every sequence
    const match = /^\u001b(?:O.|\[\[.|\[[0-9;?<>=]*[@-Z\\-~])/.exec(text);
    if (!match)
      return text.length > longestSequence || /^.[[O][0-9;?<>=[]*[^0-9;?<>=[]/.test(text) ? text.length : 0;
    const sequence = match[0].slice(1);
    const report = /^\[(\d+);(\d+)R$/.exec(sequence);
    if (report) this.onReport({ row: Number(report[1]), column: Number(report[2]) });
    // With Shift, Ctrl or Alt held the same keys carry a number more; the key itself is what counts here.
    const bare = sequence.replace(/^\[1;\d+([A-H])$/, '[$1').replace(/;\d+~$/, '~');
    const name = sequences[bare];
    return name ? this.#key(name, match[0].length) : match[0].length;
  }

  #plain(text: string): number {
    const char = String.fromCodePoint(text.codePointAt(0)!);
    const name = controls[char];
    // CR LF is one Enter.
    if (name === 'enter' && text.startsWith('\r\n')) return this.#key('enter', 2);
    if (name) return this.#key(name, 1);
    if (char >= ' ') this.onKey({ name: 'char', char });
    return char.length;
  }

  #key(name: KeyName, length: number): number {
    this.onKey({ name, char: '' });
    return length;
  }

  #giveUp(): void {
    const rest = this.#rest;
    this.#rest = '';
    this.#timer = null;
    if (rest === '\u001b') this.onKey({ name: 'escape', char: '' });
  }
}
