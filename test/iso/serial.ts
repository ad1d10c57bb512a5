/**
 * The terminal at the other end of a serial line: draws what comes as a VT would, answers what it is asked (the
 * program inside learns the size that way), and sends keys.
 */
import { connect, type Socket } from 'node:net';
import xterm from '@xterm/headless';
import type { Key, Screen } from './screen.js';

const keys: Readonly<Record<Key, string>> = {
  Enter: '\r',
  Tab: '\t',
  Escape: '\x1b',
  Backspace: '\x7f',
  Space: ' ',
  Up: '\x1b[A',
  Down: '\x1b[B',
  Right: '\x1b[C',
  Left: '\x1b[D',
};

export class SerialScreen implements Screen {
  readonly local = false;
  readonly #terminal: InstanceType<typeof xterm.Terminal>;
  readonly #socket: Socket;
  #raw = '';

  private constructor(socket: Socket, columns: number, rows: number) {
    this.#socket = socket;
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
    this.#terminal.onData((answer) => socket.write(answer));
    socket.on('data', (chunk: Buffer) => {
      this.#raw += chunk.toString('latin1');
      this.#terminal.write(chunk);
    });
    // The machine's end closes it; whoever waits then sees a screen that stays as it is.
    socket.on('error', () => {});
  }

  /** Connects to QEMU's serial line at the Unix socket `path`. */
  static async open(path: string, columns = 80, rows = 24): Promise<SerialScreen> {
    const socket = connect(path);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new SerialScreen(socket, columns, rows);
  }

  async text(): Promise<string> {
    return this.#lines().join('\n').trimEnd();
  }

  async highlighted(label: string): Promise<boolean> {
    const buffer = this.#terminal.buffer.active;
    return this.#lines().some((line, row) => {
      const column = line.indexOf(label);
      if (column < 0) return false;
      const cell = buffer.getLine(buffer.baseY + row)?.getCell(column);
      return cell !== undefined && (cell.isInverse() !== 0 || !cell.isBgDefault());
    });
  }

  async press(key: Key): Promise<void> {
    this.#socket.write(keys[key]);
  }

  async type(text: string): Promise<void> {
    this.#socket.write(text);
  }

  /** Every byte that came so far, one character each. */
  get raw(): string {
    return this.#raw;
  }

  #lines(): string[] {
    const buffer = this.#terminal.buffer.active;
    return Array.from(
      { length: this.#terminal.rows },
      (_, row) => buffer.getLine(buffer.baseY + row)?.translateToString(true) ?? '',
    );
  }

  close(): void {
    this.#socket.destroy();
    this.#terminal.dispose();
  }
}
