/** A file that goes over paths by TCP, from the server of a stage to its client, byte by byte as it was sent or not. */
import { contentHash } from '../helpers/content.js';
import { eventually, type Host, type Program } from '../helpers/namespaces.js';
import { filePort, type Stage } from './stage.js';

const fixture = (name: string): string => new URL(`../fixtures/${name}.js`, import.meta.url).pathname;

interface Line {
  readonly at: number;
  readonly bytes: number;
  readonly sha256?: string;
  readonly error?: string;
}

/** Serves so many bytes to whoever connects. */
export async function serveFile({ server }: Stage, bytes: number): Promise<void> {
  await serve(server.node.host, filePort, bytes);
}

export async function serve(host: Host, port: number, bytes: number): Promise<void> {
  const program = host.start(process.execPath, fixture('file-server'), `${port}`, `${bytes}`);
  await eventually('the file is served', 20_000, () => program.output().includes('serving'));
}

/** Who takes the file, and at which address it is served; a stage is one. */
interface From {
  readonly client: { readonly node: { readonly host: Host } };
  readonly address: string;
}

export class Transfer {
  readonly since = Date.now();
  readonly #program: Program;

  constructor({ client, address }: From) {
    this.#program = client.node.host.start(process.execPath, fixture('file-taker'), address, `${filePort}`);
  }

  /** One of which bytes come; where there is no way at first, it is tried again, as people do. */
  static async begun(stage: Stage, ms: number): Promise<Transfer> {
    const until = Date.now() + ms;
    for (;;) {
      const transfer = new Transfer(stage);
      await transfer.goesOn(1, until - Date.now());
      if (transfer.bytes > 0 || Date.now() >= until) return transfer;
    }
  }

  get isOver(): boolean {
    return this.#program.process.exitCode !== null;
  }

  get bytes(): number {
    return this.#lines().at(-1)?.bytes ?? 0;
  }

  /** Bytes that had come by then (Date.now()). */
  bytesAt(time: number): number {
    return this.#lines().findLast(({ at }) => at <= time)?.bytes ?? 0;
  }

  /** The longest time in which no byte came, from then on to the last that did, ms. */
  longestStall(from: number): number {
    let [longest, last, bytes] = [0, from, this.bytesAt(from)];
    for (const line of this.#lines()) {
      if (line.at <= from || line.bytes === bytes) continue;
      longest = Math.max(longest, line.at - last);
      [last, bytes] = [line.at, line.bytes];
    }
    return longest;
  }

  /** Waits until so many more bytes have come than now; fails when it takes too long. */
  async goesOn(more: number, ms: number): Promise<void> {
    const from = this.bytes;
    await eventually('the transfer goes on', ms, () => this.isOver || this.bytes >= from + more);
  }

  /** Ends it where it is, or waits for its end. What is wrong with what came, or null. */
  async verdict(expected: number | null): Promise<string | null> {
    if (expected === null) await this.#program.stop('SIGTERM');
    else await this.#program.ended;
    const { bytes = 0, sha256, error } = this.#lines().at(-1) ?? {};
    if (error !== undefined) return `the connection broke after ${bytes} bytes: ${error}`;
    if (sha256 === undefined)
      return `the program ended without a hash: ${this.#program.output().slice(-300)}`;
    if (expected !== null && bytes !== expected) return `${bytes} of ${expected} bytes came`;
    return sha256 === contentHash(bytes) ? null : `${bytes} bytes came, but other ones than were sent`;
  }

  #lines(): Line[] {
    return this.#program
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as Line);
  }
}
