/**
 * The one file that knows blessed, and the terminal. Blessed draws: it sends only what changed. Keys are read by our own
 * reader (keys.ts), because blessed takes a cut sequence for Esc. Wizard and dashboard hand in whole screens as rows.
 */
import { type Duplex, PassThrough, Writable } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import blessed from 'blessed';
import type { Clock } from '../clock/clock.js';
import type { Size } from './frame.js';
import { type CursorReport, type Key, KeyReader } from './keys.js';
import { type Look, takesUtf8, terminalLook, toAnsi } from './look.js';
import type { Row } from './rows.js';

export interface Terminal {
  readonly size: Size;
  readonly look: Look;
  /** Shows a whole screen. */
  draw(rows: readonly Row[]): void;
  /** Clears the screen, asks for its size again where needed, and calls `onResize`. */
  refresh(): Promise<void>;
  onKey: (key: Key) => void;
  /** The size is another now: draw anew. */
  onResize: () => void;
  /** The other end has gone. */
  onHangup: () => void;
  /** Gives the terminal back as it was. */
  close(): void;
}

export interface TerminalParts {
  readonly input: ReadStream;
  readonly output: WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}

/** The size that is taken when nobody says any. */
const usualSize: Size = { columns: 80, rows: 24 };
/** How long may a terminal take to say where its cursor is? Milliseconds. */
const reportWait = 1500;
/** Save the cursor, go to the far corner, ask where that is, and back. */
const askSize = '\u001b7\u001b[999;999H\u001b[6n\u001b8';

export async function openTerminal(parts: TerminalParts): Promise<Terminal> {
  const { input, output, env, clock } = parts;
  const keys = new KeyReader(clock);
  if (input.isTTY) input.setRawMode(true);
  input.on('data', (chunk: Buffer) => keys.feed(chunk));
  const ruler = new Ruler(output, keys, clock);
  const paper = new Paper(output, await ruler.measure());
  const term = env.TERM ?? 'linux';
  const utf8 = takesUtf8({ ...env, TERM: term });
  const look = terminalLook(env);
  const screen = blessed.screen({
    // Blessed insists on listening; nothing is ever said here.
    input: new PassThrough(),
    // Its types ask for something readable; its code only writes.
    output: paper as unknown as Duplex,
    terminal: term,
    forceUnicode: utf8,
  });
  const box = blessed.box({
    parent: screen,
    top: 0,
    left: 0,
    width: '100%',
    height: '100%',
    wrap: false,
  });
  const resize = (size: Size) => {
    paper.resize(size);
    screen.program.clear();
    screen.alloc();
    terminal.onResize();
  };
  ruler.onLate = resize;

  const terminal: Terminal = {
    get size() {
      return { columns: paper.columns, rows: paper.rows };
    },
    look,
    draw(rows) {
      box.setContent(rows.map((spans) => toAnsi(spans, look)).join('\n'));
      screen.render();
    },
    async refresh() {
      resize(await ruler.measure());
    },
    onKey: () => {},
    onResize: () => {},
    onHangup: () => {},
    close() {
      keys.close();
      screen.destroy();
      if (input.isTTY) input.setRawMode(false);
      input.pause();
    },
  };
  keys.onKey = (key) => terminal.onKey(key);
  output.on('resize', () => {
    paper.resize({ columns: output.columns, rows: output.rows });
    terminal.onResize();
  });
  input.on('end', () => terminal.onHangup());
  output.on('error', () => terminal.onHangup());
  return terminal;
}

/** Finds out the size: what the kernel knows, else what the terminal answers, else the usual one: serial lines have none. */
class Ruler {
  /** An answer has come after nobody waited for it any more. */
  onLate: (size: Size) => void = () => {};
  #waiting: ((report: CursorReport) => void) | null = null;

  constructor(
    readonly output: WriteStream,
    keys: KeyReader,
    readonly clock: Clock,
  ) {
    keys.onReport = (report) => {
      if (this.#waiting) this.#waiting(report);
      else this.onLate(sizeOf(report));
    };
  }

  async measure(): Promise<Size> {
    const { columns, rows } = this.output;
    if (columns > 0 && rows > 0) return { columns, rows };
    const size = await new Promise<Size>((resolve) => {
      const timer = this.clock.after(reportWait, () => resolve(usualSize));
      this.#waiting = (report) => {
        timer.cancel();
        resolve(sizeOf(report));
      };
      this.output.write(askSize);
    });
    this.#waiting = null;
    return size;
  }
}

function sizeOf({ row, column }: CursorReport): Size {
  return row < 2 || column < 2 ? usualSize : { columns: column, rows: row };
}

/** The real output under the size that we found out. */
class Paper extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;
  readonly #output: WriteStream;

  constructor(output: WriteStream, size: Size) {
    super({ decodeStrings: false });
    this.#output = output;
    this.columns = size.columns;
    this.rows = size.rows;
  }

  resize(size: Size): void {
    this.columns = size.columns;
    this.rows = size.rows;
    this.emit('resize');
  }

  override _write(chunk: string | Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#output.write(chunk, done);
  }
}
