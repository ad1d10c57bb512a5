import type { Socket } from 'node:net';
import type { Clock, Timer } from '../clock/clock.js';
import { LineReader } from './lines.js';
import { CommandError, type CommandTable, type Snapshot } from './protocol.js';
import { type RpcError, readRequest, rpcCode, toLine } from './rpc.js';

/** How long may one request be? Invites and settings are far shorter. */
const longestRequest = 64 * 1024;
/** How much may wait unread by a client before it is cut off? */
const mostUnread = 4 * 1024 * 1024;
/** How many requests of one client may be worked on at once? Further ones wait in its socket. */
const mostAtOnce = 16;
/** How often may a client ask for snapshots, and how seldom? Milliseconds. */
const subscriptionRange = [100, 60_000] as const;
/** How many subscriptions may one client hold? */
const mostSubscriptions = 4;

export interface SessionParts {
  readonly commands: CommandTable;
  readonly snapshot: () => Snapshot;
  readonly clock: Clock;
  /** Called with a sentence about a command that failed by our own fault. */
  readonly onFault: (sentence: string) => void;
}

/** One connected client: reads its requests, answers them, sends it snapshots. Whatever it sends, it gets JSON back. */
export class Session {
  readonly #reader = new LineReader(longestRequest);
  readonly #commands: CommandTable;
  readonly #timers: Timer[] = [];
  #waiting: string[] = [];
  #atOnce = 0;

  constructor(
    readonly socket: Socket,
    readonly parts: SessionParts,
  ) {
    this.#commands = { ...parts.commands, subscribe: (params) => this.#subscribe(params) };
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    // The close that follows says all there is to say.
    socket.on('error', () => {});
    socket.on('close', () => this.end());
  }

  /** Lets the client go, answers on their way included. */
  end(): void {
    for (const timer of this.#timers.splice(0)) timer.cancel();
    this.#waiting = [];
    this.socket.end();
  }

  #receive(chunk: Buffer): void {
    const lines = this.#reader.feed(chunk);
    if (lines === null) {
      this.#answerError(null, {
        code: rpcCode.request,
        message: `A request may have at most ${longestRequest} bytes.`,
      });
      this.end();
      return;
    }
    this.#waiting.push(...lines.filter((line) => line.trim() !== ''));
    this.#work();
  }

  #work(): void {
    while (this.#waiting.length > 0 && this.#atOnce < mostAtOnce) {
      this.#atOnce += 1;
      void this.#serve(this.#waiting.shift()!).finally(() => {
        this.#atOnce -= 1;
        this.#work();
      });
    }
    if (this.#waiting.length > 0) this.socket.pause();
    else this.socket.resume();
  }

  async #serve(line: string): Promise<void> {
    const request = readRequest(line);
    if ('error' in request) {
      this.#answerError(request.id, request.error);
      return;
    }
    const { id, method, params } = request;
    try {
      if (!Object.hasOwn(this.#commands, method)) {
        throw new MethodError(`There is no method "${method}"; "list" names them all.`);
      }
      const result = (await this.#commands[method]!(params)) ?? {};
      if (id !== undefined) this.#write(toLine({ id, result }));
    } catch (error) {
      if (id !== undefined) this.#answerError(id, this.#describe(method, error));
    }
  }

  #describe(method: string, error: unknown): RpcError {
    const { message } = error as Error;
    if (error instanceof MethodError) return { code: rpcCode.method, message };
    if (error instanceof CommandError) return { code: rpcCode.command, message, data: { code: error.code } };
    this.parts.onFault(`"${method}" failed: ${message}`);
    return { code: rpcCode.internal, message: `The node could not do "${method}": ${message}` };
  }

  #subscribe(params: Record<string, unknown>): { subscription: number } {
    const [least, most] = subscriptionRange;
    const every = params.every ?? 1000;
    if (typeof every !== 'number' || !(every >= least && every <= most)) {
      throw new CommandError('bad-interval', `Expected "every" from ${least} to ${most} milliseconds.`);
    }
    if (this.#timers.length >= mostSubscriptions) {
      throw new CommandError('too-many', `At most ${mostSubscriptions} subscriptions are kept per client.`);
    }
    const at = this.#timers.length;
    const send = () => {
      if (this.socket.destroyed) return;
      this.#timers[at] = this.parts.clock.after(every, send);
      // Figures a client has not read are not worth a second copy.
      if (!this.socket.writableNeedDrain) {
        this.#write(toLine({ method: 'snapshot', params: this.parts.snapshot() }));
      }
    };
    this.#timers.push(this.parts.clock.after(0, send));
    return { subscription: at + 1 };
  }

  #answerError(id: string | number | null, error: RpcError): void {
    this.#write(toLine({ id, error }));
  }

  #write(line: string): void {
    if (!this.socket.writable) return;
    this.socket.write(line);
    if (this.socket.writableLength > mostUnread) this.socket.destroy();
  }
}

/** A method that is none. */
class MethodError extends Error {}
