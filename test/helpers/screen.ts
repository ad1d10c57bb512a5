import { type IPty, spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import type { ExecutionContext } from 'ava';

/** What each key sends, by kind of terminal where they differ. */
const keys: Readonly<Record<string, string>> = {
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  enter: '\r',
  tab: '\t',
  backtab: '\u001b[Z',
  escape: '\u001b',
  f1: '\u001bOP',
  space: ' ',
  backspace: '\u007f',
  redraw: '\f',
  pageup: '\u001b[5~',
  pagedown: '\u001b[6~',
};

export type KeyWord = keyof typeof keys;

export interface ScreenOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** TERM for the program. */
  readonly term?: string;
  /** As on a serial line: the kernel knows no size, only the terminal does. */
  readonly serial?: boolean;
  /** The terminal stays when the program has ended, as windows do, until Enter: what was printed last gets lost where it goes at once. */
  readonly held?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Where the program is started. Default: here. */
  readonly place?: string;
}

/** How long may words take to appear? Milliseconds; far more than they need, for machines with much else to do. */
const usualPatience = 60_000;

/** A program on a real terminal, which is asked and watched as a person would. */
export class TestScreen {
  readonly #pty: IPty;
  readonly #terminal: InstanceType<typeof headless.Terminal>;
  readonly #t: ExecutionContext;
  /** Resolves to the exit code when the program ends. */
  readonly ended: Promise<number>;

  constructor(t: ExecutionContext, words: readonly string[], options: ScreenOptions = {}) {
    const { columns = 80, rows = 24, term = 'linux', serial = false, held = false } = options;
    this.#t = t;
    this.#terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '/',
      LANG: 'C.UTF-8',
      TERM: term,
      ...options.env,
    };
    const command = [process.execPath, ...words];
    const shell = (script: string) => ['sh', '-c', script, 'sh', ...command];
    const [program, ...rest] = serial
      ? shell('stty cols 0 rows 0; exec "$@"')
      : held
        ? shell('"$@"; code=$?; read -r _; exit $code')
        : command;
    this.#pty = spawn(program!, rest, {
      cols: columns,
      rows,
      env,
      ...(options.place && { cwd: options.place }),
    });
    this.ended = new Promise((resolve) => this.#pty.onExit(({ exitCode }) => resolve(exitCode)));
    this.#pty.onData((data) => this.#terminal.write(data));
    this.#terminal.onData((answer) => this.#pty.write(answer));
    t.teardown(() => this.kill());
  }

  /** Presses keys, one after the other. */
  press(...names: KeyWord[]): this {
    for (const name of names) this.#pty.write(keys[name]!);
    return this;
  }

  type(text: string): this {
    this.#pty.write(text);
    return this;
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  /** The screen as lines, blanks at their ends cut off. */
  lines(): string[] {
    const { active } = this.#terminal.buffer;
    return Array.from(
      { length: this.#terminal.rows },
      (_, at) => active.getLine(active.viewportY + at)?.translateToString(true) ?? '',
    );
  }

  /** Every cell of the screen as a camera sees it: its letter, and which of the eight colours are its ink and paper. */
  cells(): { letter: string; ink: number; paper: number }[][] {
    const { active } = this.#terminal.buffer;
    return Array.from({ length: this.#terminal.rows }, (_, y) =>
      Array.from({ length: this.#terminal.cols }, (_, x) => {
        const cell = active.getLine(active.viewportY + y)?.getCell(x);
        const ink = cell && !cell.isFgDefault() ? cell.getFgColor() : 7;
        const paper = cell && !cell.isBgDefault() ? cell.getBgColor() : 0;
        const letter = cell?.getChars() || ' ';
        return cell?.isInverse() ? { letter, ink: paper, paper: ink } : { letter, ink, paper };
      }),
    );
  }

  /** The words on the screen, line breaks and margins made one blank: sentences may be broken anywhere. */
  text(): string {
    return this.lines().join(' ').replace(/\s+/g, ' ');
  }

  /** Waits until the words are on the screen; fails, with the screen as message, when they are not in time. */
  async see(words: RegExp | string, patience = usualPatience): Promise<this> {
    await this.until(
      () => (typeof words === 'string' ? this.text().includes(words) : words.test(this.text())),
      String(words),
      patience,
    );
    return this;
  }

  /** Waits until a condition holds; looked at after whatever the program draws. */
  async until(holds: () => boolean, what: string, patience = usualPatience): Promise<void> {
    const seen = await new Promise<boolean>((resolve) => {
      if (holds()) {
        resolve(true);
        return;
      }
      const look = () => {
        if (holds()) finish(true);
      };
      const watch = this.#terminal.onWriteParsed(look);
      // What is awaited may also be a file, which draws nothing.
      const glance = setInterval(look, 50);
      const timer = setTimeout(() => finish(holds()), patience);
      const finish = (result: boolean) => {
        watch.dispose();
        clearInterval(glance);
        clearTimeout(timer);
        resolve(result);
      };
    });
    if (!seen) throw new Error(`not seen: ${what}\n${this.lines().join('\n')}`);
    this.#t.pass();
  }

  /** Ends the program hard, as a crash would. */
  kill(): void {
    try {
      this.#pty.kill('SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}
