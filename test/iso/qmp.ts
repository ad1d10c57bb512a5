/** QEMU's machine protocol: one JSON object per line, one answer per command; events are passed over. */
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export class Qmp {
  readonly #socket: Socket;
  readonly #waiting: Waiting[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    // The plug may be pulled at any time; what is waited for is then refused by 'close'.
    const lines = createInterface({ input: socket });
    lines.on('line', (line) => this.#receive(JSON.parse(line)));
    lines.on('error', () => {});
    socket.on('error', () => {});
    socket.on('close', () => {
      for (const waiting of this.#waiting.splice(0))
        waiting.reject(new Error('the virtual machine has ended'));
    });
  }

  static async open(path: string): Promise<Qmp> {
    const socket = connect(path);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    const qmp = new Qmp(socket);
    await qmp.run('qmp_capabilities');
    return qmp;
  }

  /** Runs a command and returns its answer; throws with QEMU's words. */
  run(execute: string, args: Record<string, unknown> = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#socket.write(`${JSON.stringify({ execute, arguments: args })}\n`);
    });
  }

  #receive(message: Record<string, unknown>): void {
    if ('return' in message) this.#waiting.shift()?.resolve(message.return);
    else if ('error' in message) {
      this.#waiting.shift()?.reject(new Error((message.error as { desc: string }).desc));
    }
  }

  close(): void {
    this.#socket.destroy();
  }
}
