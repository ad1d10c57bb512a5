/** Numbered UDP packets from the client of a stage to its server: how many come, and for how long at a time none does. */
import { eventually, type Program } from '../helpers/namespaces.js';
import { numbersPort, type Stage } from './stage.js';

const fixture = (name: string): string => new URL(`../fixtures/${name}.js`, import.meta.url).pathname;

/** Of the sender. `refused`: what its own machine did not take. */
interface Sent {
  readonly at: number;
  readonly sent: number;
  readonly refused: number;
}

/** Of the taker. */
interface Taken {
  readonly at: number;
  readonly received: number;
  readonly wrong: number;
  readonly quiet: number;
}

interface Pause {
  readonly at: number;
  readonly pause: number;
}

export class NumbersStream {
  #isFast = false;

  private constructor(
    private readonly sender: Program,
    private readonly taker: Program,
  ) {}

  /** Begins with a few packets a second, which keep the tunnel in use. */
  static async begin({ client, server, address }: Stage, rate: number): Promise<NumbersStream> {
    const taker = server.node.host.start(process.execPath, fixture('numbers-taker'), `${numbersPort}`);
    await eventually('the taker listens', 20_000, () => taker.output().includes('taking'));
    const words = [fixture('numbers-sender'), address, `${numbersPort}`, `${rate}`];
    return new NumbersStream(client.node.host.start(process.execPath, ...words), taker);
  }

  /** From now on the full rate, or a few packets again. */
  run(isFast: boolean): void {
    if (isFast !== this.#isFast) this.sender.process.kill('SIGUSR2');
    this.#isFast = isFast;
  }

  get sent(): Sent {
    return last<Sent>(this.sender, 'sent') ?? { at: 0, sent: 0, refused: 0 };
  }

  get taken(): Taken {
    return (
      last<Taken>(this.taker, 'quiet') ?? { at: 0, received: 0, wrong: 0, quiet: Number.POSITIVE_INFINITY }
    );
  }

  /** Packets that have not come, or not yet. */
  get missing(): number {
    return this.sent.sent - this.taken.received;
  }

  /** The longest time without a packet that ended after `from` and began before `to`, or goes on (Date.now()), ms. */
  longestPause(from: number, to: number): number {
    const pauses = lines<Pause>(this.taker, 'pause')
      .filter(({ at, pause }) => at >= from && at - pause <= to)
      .map(({ pause }) => pause);
    const { at, quiet } = this.taken;
    return Math.max(0, ...pauses, at - quiet <= to ? quiet : 0);
  }
}

function lines<T>(program: Program, field: string): T[] {
  return program
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}') && line.includes(`"${field}":`))
    .map((line) => JSON.parse(line) as T);
}

function last<T>(program: Program, field: string): T | undefined {
  return lines<T>(program, field).at(-1);
}
