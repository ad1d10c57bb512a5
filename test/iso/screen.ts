/**
 * The terminal at the other end of a serial line: draws what comes as a VT would, answers what it is asked (the
 * program inside learns the size that way), and sends keys.
 */
import { connect, type Socket } from 'node:net';
import xterm from '@xterm/headless';

/** What keys send on a serial line; every other text is sent as it is. */
const keys: Readonly<Record<string, string>> = {
  Enter: '\r',
  Tab: '\t',
  Escape: '\x1b',
  Backspace: '\x7f',
  Up: '\x1b[A',
  Down: '\x1b[B',
  Right: '\x1b[C',
  Left: '\x1b[D',
  Space: ' ',
};

export class SerialScreen {
  readonly #terminal: InstanceType<typeof xterm.Terminal>;
  readonly #socket: Socket;
  readonly #watchers = new Set<() => void>();
  /** Everything that came, for the log. */
  readonly raw: Buffer[] = [];

  private constructor(socket: Socket, columns: number, rows: number) {
    this.#socket = socket;
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
    this.#terminal.onData((answer) => socket.write(answer));
    socket.on('data', (chunk: Buffer) => {
      this.raw.push(chunk);
      this.#terminal.write(chunk, () => {
        for (const watcher of this.#watchers) watcher();
      });
    });
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

  /** What the screen shows now, line by line. */
  text(): string {
    const buffer = this.#terminal.buffer.active;
    const lines = [];
    for (let row = 0; row < this.#terminal.rows; row += 1) {
      lines.push(buffer.getLine(buffer.baseY + row)?.translateToString(true) ?? '');
    }
    return lines.join('\n').trimEnd();
  }

  /** Resolves when the screen shows `pattern`; throws with what it shows instead after `seconds`. */
  async waitForText(pattern: RegExp, seconds: number): Promise<RegExpExecArray> {
    return await new Promise((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(this.text());
        if (!found) return;
        done();
        resolve(found);
      };
      const timer = setTimeout(() => {
        done();
        reject(new Error(`waited ${seconds} s in vain for ${pattern} on this screen:\n${this.text()}`));
      }, seconds * 1000);
      const done = () => {
        clearTimeout(timer);
        this.#watchers.delete(look);
      };
      this.#watchers.add(look);
      look();
    });
  }

  async press(key: string): Promise<void> {
    this.#socket.write(keys[key] ?? key);
  }

  close(): void {
    this.#socket.destroy();
    this.#terminal.dispose();
  }
}
