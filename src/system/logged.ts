/**
 * Long programs of the image build (package managers, live-build): their output goes to a log file line by line and
 * to whoever draws the progress. Everything shorter than that uses the runner beside this file.
 */
import { createWriteStream } from 'node:fs';
import { execa } from 'execa';

export interface LoggedOptions {
  readonly cwd?: string;
  /** The whole environment when given: nothing is inherited, so that a build does not depend on the caller's. */
  readonly env?: Record<string, string>;
  readonly onLine?: (line: string) => void;
  /** Ends the program when aborted: politely first, then for good. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a program to its end and appends its output to `log`. Resolves to the exit code (127 when the program is not
 * there, 1 when a signal or an abort ended it); never rejects for what the program did.
 */
export async function runLogged(
  log: string,
  command: string,
  args: readonly string[],
  options: LoggedOptions = {},
): Promise<number> {
  const file = createWriteStream(log, { flags: 'a' });
  file.write(`\n$ ${[command, ...args].join(' ')}\n`);
  const child = execa(command, args, {
    all: true,
    buffer: false,
    reject: false,
    stdin: 'ignore',
    forceKillAfterDelay: 2000,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env, extendEnv: false }),
    ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
  });
  for await (const line of child.iterable({ from: 'all' })) {
    file.write(`${line}\n`);
    options.onLine?.(line);
  }
  const result = await child;
  await new Promise<void>((resolve) => file.end(resolve));
  if (result.exitCode !== undefined) return result.exitCode;
  return result.code === 'ENOENT' ? 127 : 1;
}
