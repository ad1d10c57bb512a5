import type { Runner, RunResult } from './runner.js';

/** A runner that runs nothing: it keeps what it was asked for, and answers from a table. */
export class Recorder implements Runner {
  /** Every call, as one line of words. */
  readonly calls: string[] = [];

  /** @param answers by the call's first words, e.g. `ip -j addr`; the longest match counts. Without one: success, no output. */
  constructor(readonly answers: Readonly<Record<string, Partial<RunResult>>> = {}) {}

  async run(command: string, args: readonly string[]): Promise<RunResult> {
    const line = [command, ...args].join(' ');
    this.calls.push(line);
    const known = Object.keys(this.answers)
      .filter((start) => line === start || line.startsWith(`${start} `))
      .sort((a, b) => b.length - a.length)[0];
    return { code: 0, stdout: '', stderr: '', ...(known === undefined ? {} : this.answers[known]) };
  }
}
