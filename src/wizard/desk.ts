import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answersTrouble } from './answers.js';
import type { Progress } from './machine.js';

/** Who works on the answers: a process and its console. `started` tells it from a later process of the same number. */
interface Holder {
  readonly pid: number;
  readonly started: string;
  readonly tty: string;
}

/**
 * The wizard's own directory in /run: the answers so far, and which console holds them. The first key pressed on a
 * console takes the hold; another console may take it over, which the first notices and says.
 */
export class Desk {
  #writing: Promise<void> = Promise.resolve();

  constructor(
    readonly directory: string,
    readonly tty: string,
  ) {}

  async load(): Promise<Progress | null> {
    const value = await this.#read('progress.json');
    if (typeof value !== 'object' || value === null) return null;
    const { page, answers } = value as Record<string, unknown>;
    return typeof page === 'string' && answersTrouble(answers, false) === null ? (value as Progress) : null;
  }

  /** Keeps the progress, unless another console holds the answers: it may have taken them a moment ago. */
  async save(progress: Progress): Promise<void> {
    await this.#write('progress.json', progress, async () => (await this.heldElsewhere()) === null);
  }

  /** The console of another living holder. */
  async heldElsewhere(): Promise<string | null> {
    const holder = await this.#holder();
    return holder && !(await this.#isMe(holder)) ? holder.tty : null;
  }

  async hold(force: boolean): Promise<boolean> {
    if (!force && (await this.heldElsewhere()) !== null) return false;
    const started = await startTime(process.pid);
    await this.#write('holder.json', { pid: process.pid, started, tty: this.tty });
    const holder = await this.#holder();
    return holder !== null && (await this.#isMe(holder));
  }

  async release(): Promise<void> {
    const holder = await this.#holder();
    if (holder && (await this.#isMe(holder))) await rm(join(this.directory, 'holder.json'), { force: true });
  }

  async #holder(): Promise<Holder | null> {
    const value = (await this.#read('holder.json')) as Holder | null;
    if (typeof value?.pid !== 'number' || typeof value.tty !== 'string') return null;
    // A holder that has crashed holds nothing.
    return (await startTime(value.pid)) === value.started ? value : null;
  }

  async #isMe(holder: Holder): Promise<boolean> {
    return holder.pid === process.pid && holder.tty === this.tty;
  }

  async #read(name: string): Promise<unknown> {
    try {
      return JSON.parse(await readFile(join(this.directory, name), 'utf8')) as unknown;
    } catch {
      return null;
    }
  }

  /** One write after the other: keys come faster than files are renamed. */
  #write(name: string, value: unknown, may = async () => true): Promise<void> {
    this.#writing = this.#writing.catch(() => {}).then(() => this.#replace(name, value, may));
    return this.#writing;
  }

  /** A memory file system: renaming is enough, nothing to flush. */
  async #replace(name: string, value: unknown, may: () => Promise<boolean>): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    const path = join(this.directory, name);
    const fresh = `${path}.${process.pid}`;
    await writeFile(fresh, JSON.stringify(value), { mode: 0o600 });
    // Asked last, so that hardly any time is left for somebody to take the answers in between.
    if (await may()) await rename(fresh, path);
    else await rm(fresh, { force: true });
  }
}

/** When a process was started, in the kernel's own count; null when it is not there. */
async function startTime(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything; the 20th field after it is the start time.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
