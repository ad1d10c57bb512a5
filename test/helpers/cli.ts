import type { Io } from '../../src/cli/command.js';
import { runProgram } from '../../src/cli/program.js';

export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process and returns what it printed. */
export async function phantom(
  words: readonly string[],
  env: Record<string, string> = {},
): Promise<CliResult> {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    env,
    uid: 1000,
  };
  const code = await runProgram(words, io);
  return { code, out: out.join('\n'), err: err.join('\n') };
}
