/**
 * The command line: one file per command in commands/, a table of them (table.ts), and main.ts, which is the program.
 * Commands print what the control socket or a configuration file answers; they hold no node logic. Exit codes are the
 * same for all: see `exitCode`. What a command says of itself here is all there is: its help (help.ts), its manual page
 * and the completion of the shell (both in image/) are made from it.
 */

/** What a calling script may rely on. */
export const exitCode = { ok: 0, failed: 1, usage: 2, notRunning: 3 } as const;

/** The same in words, for help and manual. */
export const exitWords: Readonly<Record<keyof typeof exitCode, string>> = {
  ok: 'done',
  failed: 'could not be done',
  usage: 'wrong use',
  notRunning: 'the node is not running, or does not answer',
};

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

/**
 * What a word on the command line is, as far as a shell can complete it without asking anybody: a file, a directory, the name of
 * a further network of this machine, a setting as in `network.port`, a value of the setting named before it, a command, one
 * of the words listed; null for anything else.
 */
export type WordKind =
  | 'file'
  | 'directory'
  | 'network'
  | 'setting'
  | 'value'
  | 'command'
  | readonly string[]
  | null;

/** An option that is there or not. */
export interface SwitchSpec {
  readonly type: 'boolean';
  readonly short?: string;
  readonly about: string;
}

/** An option with a value. */
export interface ValueSpec {
  readonly type: 'string';
  readonly short?: string;
  /** How the value is called in the help, e.g. `FILE`. */
  readonly value: string;
  readonly about: string;
  /** What holds when it is not given, in words or as its value; null when it makes no sense to say. */
  readonly fallback: string | null;
  readonly kind: WordKind;
}

export type OptionSpec = SwitchSpec | ValueSpec;

/** A call as somebody might type it, without the program's name, and what it is good for. */
export interface Example {
  readonly words: string;
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
  /** What the first of those words are; of further ones there is nothing to offer. */
  readonly words?: readonly WordKind[];
  /** Where the first word says what to do: what it may be. `byAction` (actions.ts) makes `operands` and `run` from it. */
  readonly actions?: Actions;
  /** One to three. */
  readonly examples: readonly Example[];
  /** True when it asks the running node, so that the exit code may be 3. */
  readonly asksNode?: boolean;
  /** What exit code 1 says, where that is more than that it could not be done. */
  readonly failure?: string;
  /** Resolves to the exit code. Throws `UsageError` or any error whose message is a sentence for the operator. */
  run(call: Call): Promise<number>;
}

/** What the first word after a command's name may be, e.g. `list`; in the order in which the help names them. */
export type Actions = Readonly<Record<string, Action>>;

export interface Action {
  /** How many words may follow: at least and at most. */
  readonly operands: readonly [number, number];
  /** What they are, as in `CliCommand`. */
  readonly words?: readonly WordKind[];
  /** @param words those that follow the action's name */
  run(call: Call, words: readonly string[]): Promise<number>;
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
  config: {
    type: 'string',
    short: 'c',
    value: 'FILE',
    about: 'the configuration file to use',
    fallback: "your own, else this machine's",
    kind: 'file',
  },
  channel: {
    type: 'string',
    value: 'NAME',
    about: 'the further network of this machine that is meant',
    fallback: 'the main one',
    kind: 'network',
  },
};
