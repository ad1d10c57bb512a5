/**
 * The command line: one file per command in commands/, a table of them (table.ts), and main.ts, which is the program.
 * Commands print what the control socket or a configuration file answers; they hold no node logic. Exit codes are the
 * same for all: see `exitCode`.
 */

/** What a calling script may rely on. */
export const exitCode = { ok: 0, failed: 1, usage: 2, notRunning: 3 } as const;

/** The world as a command sees it; tests hand in their own. */
export interface Io {
  /** Prints one line (or several) to standard output. */
  out(text: string): void;
  /** Prints one line (or several) to standard error. */
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Effective user id. */
  readonly uid: number;
  /** The terminal that "out" writes to; null: a file, or a program. */
  readonly terminal?: { readonly columns: number; readonly rows: number } | null;
  /** Asks on the terminal without showing what is typed; null when there is no terminal. */
  secret?(question: string): Promise<string | null>;
}

export interface OptionSpec {
  readonly type: 'boolean' | 'string';
  readonly short?: string;
  /** How the value is called in the help, e.g. `FILE`; for type string. */
  readonly value?: string;
  readonly about: string;
}

/** One call of a command, after its words were checked against what it declares. */
export interface Call {
  readonly io: Io;
  readonly operands: readonly string[];
  /** True when the switch `name` was given. */
  flag(name: string): boolean;
  /** The value of `--name`, or undefined. */
  option(name: string): string | undefined;
}

export interface CliCommand {
  /** Forms of the call, without the program's name, e.g. `invite [--json]`. */
  readonly usage: readonly string[];
  /** What it does, as a paragraph or more for `--help`. */
  readonly about: string;
  readonly options?: Readonly<Record<string, OptionSpec>>;
  /** How many words may follow: at least and at most. */
  readonly operands?: readonly [number, number];
  /** Resolves to the exit code. Throws `UsageError` or any error whose message is a sentence for the operator. */
  run(call: Call): Promise<number>;
}

/** The words on the command line make no sense: exit code 2 and a pointer to the help. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** For every command that prints facts. */
export const jsonOption: Record<'json', OptionSpec> = {
  json: { type: 'boolean', about: 'print the facts as JSON, for programs' },
};

/** For every command that needs a configuration file or the control socket it names. */
export const configOption: Record<'config' | 'channel', OptionSpec> = {
  config: { type: 'string', short: 'c', value: 'FILE', about: 'the configuration file to use' },
  channel: { type: 'string', value: 'NAME', about: 'the further network of this machine that is meant' },
};
