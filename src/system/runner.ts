/**
 * The one door to other programs, for short ones whose output is wanted. Programs are named with their arguments, never
 * as a line for a shell, and speak English (LC_ALL=C). Tests and rehearsals hand in a recorder instead.
 */
import { execa } from 'execa';

export interface RunOptions {
  /** Milliseconds until the program is ended; 30 seconds when not given. */
  readonly timeout?: number;
  /** Text for its standard input; none when not given. */
  readonly input?: string;
}

export interface RunResult {
  /** Exit code; 127 when the program is not there, 124 when its time was up, 1 when a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Runner {
  /** Runs a program to its end. Never rejects for what the program did. */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;
}

/** How long may a program take when nobody said? Milliseconds. */
const usualTimeout = 30_000;
/** How much output is kept? Bytes. */
const mostOutput = 4 * 1024 * 1024;

export const systemRunner: Runner = {
  async run(command, args, options = {}) {
    const result = await execa(command, args, {
      reject: false,
      env: { LC_ALL: 'C' },
      timeout: options.timeout ?? usualTimeout,
      maxBuffer: mostOutput,
      ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
    });
    const { stdout = '', stderr = '' } = result;
    if (result.timedOut) return { code: 124, stdout, stderr };
    if (result.exitCode !== undefined) return { code: result.exitCode, stdout, stderr };
    return { code: result.code === 'ENOENT' ? 127 : 1, stdout, stderr: stderr || result.shortMessage || '' };
  },
};
