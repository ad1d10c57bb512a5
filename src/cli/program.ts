import { type CliCommand, exitCode, type Io, UsageError } from './command.js';
import { commandHelp, parseCall } from './parse.js';
import { type CommandEntry, commands } from './table.js';

/**
 * Runs one command line (the words after `phantom`) and resolves to its exit code. Every error becomes one sentence on
 * standard error; nothing is thrown.
 */
export async function runProgram(words: readonly string[], io: Io, table = commands): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    return await help(rest[0], io, table);
  }
  if (name === '--version') return await runProgram(['version', ...rest], io, table);
  const entry = find(name, io, table);
  if (!entry) return exitCode.usage;
  const command = (await entry.load()).default;
  try {
    const call = parseCall(command, rest, io);
    if (call) return await command.run(call);
    io.out(commandHelp(command));
    return exitCode.ok;
  } catch (error) {
    return fail(error, name, io);
  }
}

async function help(name: string | undefined, io: Io, table: readonly CommandEntry[]): Promise<number> {
  if (name === undefined) {
    io.out(overview(table));
    return exitCode.ok;
  }
  const entry = find(name, io, table);
  if (!entry) return exitCode.usage;
  const command: CliCommand = (await entry.load()).default;
  io.out(commandHelp(command));
  return exitCode.ok;
}

function find(name: string, io: Io, table: readonly CommandEntry[]): CommandEntry | null {
  const entry = table.find((candidate) => candidate.name === name);
  if (entry) return entry;
  io.err(`phantom: "${name}" is not a command. "phantom --help" lists them.`);
  return null;
}

function fail(error: unknown, name: string, io: Io): number {
  const { message, code } = error as Error & { code?: string };
  if (error instanceof UsageError) {
    io.err(`phantom ${name}: ${message}\nSee "phantom ${name} --help".`);
    return exitCode.usage;
  }
  io.err(`phantom ${name}: ${message}`);
  return code === 'not-running' ? exitCode.notRunning : exitCode.failed;
}

/** The help of the program: what there is. */
export function overview(table: readonly CommandEntry[]): string {
  const width = Math.max(...table.map((entry) => entry.name.length)) + 2;
  return [
    'Usage: phantom COMMAND [OPTIONS]',
    '',
    'Phantom is an anonymity network without servers. Commands:',
    '',
    ...table.map((entry) => `  ${entry.name.padEnd(width)}${entry.summary}`),
    '',
    '"phantom COMMAND --help" explains one of them.',
    'Exit codes: 0 ok, 1 failed, 2 wrong use, 3 the node is not running.',
  ].join('\n');
}
