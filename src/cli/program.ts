import { exitCode, type Io, UsageError } from './command.js';
import { commandHelp, overview } from './help.js';
import { speak } from './language.js';
import { parseCall } from './parse.js';
import { type CommandEntry, commands } from './table.js';

/** Codes of a `ControlError` that say that there is no node, or none that answers. */
const noNode: ReadonlySet<string> = new Set(['not-running', 'no-answer', 'lost']);

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
    if (call) {
      await speak(call);
      return await command.run(call);
    }
    io.out(commandHelp({ ...entry, command }));
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
  io.out(commandHelp({ ...entry, command: (await entry.load()).default }));
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
  return code !== undefined && noNode.has(code) ? exitCode.notRunning : exitCode.failed;
}
