import { parseArgs } from 'node:util';
import { type Call, type CliCommand, type Io, type OptionSpec, UsageError } from './command.js';

const helpOption: Record<'help', OptionSpec> = {
  help: { type: 'boolean', short: 'h', about: 'print this help' },
};

/** Checks the words after the command's name against what it declares; null when help was asked for. */
export function parseCall(command: CliCommand, words: readonly string[], io: Io): Call | null {
  const options = allOptions(command);
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...words],
      options: Object.fromEntries(
        Object.entries(options).map(([name, { type, short }]) => [name, short ? { type, short } : { type }]),
      ),
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw new UsageError(sentence(error, options));
  }
  const { values, positionals } = parsed;
  if (values.help) return null;
  const [least, most] = command.operands ?? [0, 0];
  if (positionals.length > most) {
    throw new UsageError(
      most === 0
        ? `No word is expected after the options, but "${positionals[0]}" came.`
        : `At most ${most} ${most === 1 ? 'word is' : 'words are'} expected, but "${positionals[most]}" came after.`,
    );
  }
  if (positionals.length < least) throw new UsageError('Something is missing after the name of the command.');
  return {
    io,
    operands: positionals,
    flag: (name) => values[name] === true,
    option: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
  };
}

/** What a command declares, and `--help`, which every command has. */
export function allOptions(command: CliCommand): Record<string, OptionSpec> {
  return { ...command.options, ...helpOption };
}

/** Says in our words what parseArgs found wrong. */
function sentence(error: unknown, options: Record<string, OptionSpec>): string {
  const { code, message } = error as Error & { code?: string };
  const named = /'(?:-\w, )?(-{1,2}[^' ]*)/.exec(message)?.[1] ?? '';
  const known = Object.keys(options).map((name) => `--${name}`);
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    return `The option ${named} is not known here. Known are: ${known.join(', ')}.`;
  }
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
    return options[named.replace(/^-+/, '')]?.type === 'boolean'
      ? `The option ${named} takes no value.`
      : `The option ${named} needs a value after it.`;
  }
  return message;
}
