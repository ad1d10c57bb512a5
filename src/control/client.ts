/** The control socket's asking side, for CLI, wizard and dashboard. */
import { connect, type Socket } from 'node:net';
import type { Clock, Timer } from '../clock/clock.js';
import { LineReader } from './lines.js';
import { controlVersion } from './protocol.js';
import { type Answer, readAnswer, toLine } from './rpc.js';

/** How long may one answer be? A snapshot of some thousand peers is below. */
const longestAnswer = 8 * 1024 * 1024;
/** How long is an answer waited for? Milliseconds. */
const patience = 10_000;

/** What came of asking: `code` is `not-running`, `not-permitted`, `lost`, `no-answer`, `wrong-version`, or the node's. */
export class ControlError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ControlError';
  }
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: Timer;
}

export class ControlClient {
  /** Called with each notification. */
  onNotification: (method: string, params: unknown) => void = () => {};
  /** Called once when the connection has ended, by whomever. */
  onClose: () => void = () => {};
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #reader = new LineReader(longestAnswer);
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;

  private constructor(socket: Socket, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('error', () => {});
    socket.on('close', () => this.#lost());
  }

  /** Connects and makes sure that both sides speak the same version. Throws `ControlError`. */
  static async connect(path: string, clock: Clock): Promise<ControlClient> {
    const socket = await new Promise<Socket>((resolve, reject) => {
      const attempt = connect(path, () => {
        attempt.off('error', fail);
        resolve(attempt);
      });
      const fail = (error: NodeJS.ErrnoException) => reject(whyNot(error, path));
      attempt.on('error', fail);
    });
    const client = new ControlClient(socket, clock);
    try {
      const hello = (await client.call('hello')) as { control?: unknown; version?: unknown };
      if (hello.control !== controlVersion) {
        throw new ControlError(
          'wrong-version',
          `The running node is of another version (${String(hello.version)}); restart it to use this program with it.`,
        );
      }
    } catch (error) {
      client.close();
      throw error;
    }
    return client;
  }

  /** Calls a method; resolves to its result, or throws `ControlError` with the node's own sentence. */
  call(method: string, params: Record<string, unknown> = {}): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      if (!this.#socket.writable) {
        reject(new ControlError('lost', 'The connection to the node has ended.'));
        return;
      }
      const timer = this.#clock.after(patience, () => {
        this.#pending.delete(id);
        reject(new ControlError('no-answer', `The node did not answer within ${patience / 1000} seconds.`));
      });
      this.#pending.set(id, { resolve, reject, timer });
      this.#socket.write(toLine({ id, method, params }));
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    const lines = this.#reader.feed(chunk);
    if (lines === null) {
      this.#socket.destroy();
      return;
    }
    for (const line of lines) {
      const message = readAnswer(line);
      if (message === null) continue;
      if ('method' in message) this.onNotification(message.method, message.params);
      else this.#settle(message);
    }
  }

  #settle({ id, result, error }: Answer): void {
    const pending = typeof id === 'number' ? this.#pending.get(id) : undefined;
    if (!pending) return;
    this.#pending.delete(id as number);
    pending.timer.cancel();
    if (error) pending.reject(new ControlError(error.data?.code ?? 'failed', error.message));
    else pending.resolve(result);
  }

  #lost(): void {
    for (const { reject, timer } of this.#pending.values()) {
      timer.cancel();
      reject(new ControlError('lost', 'The node ended the connection.'));
    }
    this.#pending.clear();
    this.onClose();
  }
}

function whyNot(error: NodeJS.ErrnoException, path: string): ControlError {
  if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') {
    return new ControlError('not-running', `The node is not running: nothing answers on ${path}.`);
  }
  if (error.code === 'EACCES') {
    return new ControlError(
      'not-permitted',
      `You may not talk to the node on ${path}: be root or a member of the group "phantom".`,
    );
  }
  return new ControlError('failed', `The control socket ${path} cannot be reached: ${error.message}`);
}
