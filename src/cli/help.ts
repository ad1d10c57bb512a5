/** What `--help` prints, from what the commands say of themselves. Pure, and at most 80 columns wide. */
import { type CliCommand, type Example, exitCode, exitWords, type OptionSpec } from './command.js';
import { allOptions } from './parse.js';
import type { CommandEntry } from './table.js';

const columns = 80;

/** A command with its name, and what it is for in one line. */
export interface NamedCommand {
  readonly name: string;
  readonly summary: string;
  readonly command: CliCommand;
}

/** The help of one command. */
export function commandHelp({ name, summary, command }: NamedCommand): string {
  return [
    ...command.usage.map((form, index) => `${index === 0 ? 'Usage: ' : '       '}phantom ${form}`),
    '',
    wrap(`phantom ${name}: ${summary}.`, columns),
    '',
    wrap(command.about.replaceAll('\n', '\n\n'), columns),
    '',
    'Options:',
    ...optionLines(allOptions(command)),
    '',
    command.examples.length === 1 ? 'Example:' : 'Examples:',
    ...command.examples.flatMap(exampleLines),
    '',
    wrap(`Exit codes: ${exits(command).join(', ')}.`, columns),
  ].join('\n');
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
    wrap(
      `Exit codes: ${Object.entries(exitWords)
        .map(([key, words]) => `${exitCode[key as keyof typeof exitCode]} ${words}`)
        .join(', ')}.`,
      columns,
    ),
  ].join('\n');
}

/** What its exit codes mean, as `1 could not be done`. */
export function exits(command: Pick<CliCommand, 'asksNode' | 'failure'>): string[] {
  const { ok, failed, usage, notRunning } = exitWords;
  const words = [ok, command.failure ?? failed, usage, ...(command.asksNode ? [notRunning] : [])];
  return words.map((text, code) => `${code} ${text}`);
}

/** What an option does, and what holds without it. */
export function optionText(spec: OptionSpec): string {
  const { about } = spec;
  return spec.type === 'string' && spec.fallback !== null ? `${about} (default: ${spec.fallback})` : about;
}

/** How an option is written: `-n, --lines N`. */
export function optionForm(name: string, spec: OptionSpec): string {
  const short = spec.short ? `-${spec.short}, ` : '';
  return `${short}--${name}${spec.type === 'string' ? ` ${spec.value}` : ''}`;
}

function optionLines(options: Readonly<Record<string, OptionSpec>>): string[] {
  const rows = Object.entries(options).map(([name, spec]) => {
    const form = optionForm(name, spec);
    return { form: spec.short ? form : `    ${form}`, text: optionText(spec) };
  });
  const width = Math.max(...rows.map(({ form }) => form.length)) + 4;
  return rows.flatMap(({ form, text }) => {
    const [first = '', ...more] = wrap(text, columns - width).split('\n');
    return [`  ${form}`.padEnd(width) + first, ...more.map((line) => ' '.repeat(width) + line)];
  });
}

function exampleLines({ words, about }: Example): string[] {
  const text = wrap(about, columns - 6).split('\n');
  return [`  phantom ${words}`, ...text.map((line) => `      ${line}`)];
}

/** Breaks each line of `text` at words so that none is longer than `width`. */
export function wrap(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => {
      if (line.length <= width) return line;
      const rows = [''];
      for (const word of line.split(' ')) {
        const last = rows[rows.length - 1]!;
        if (last === '') rows[rows.length - 1] = word;
        else if (last.length + 1 + word.length <= width) rows[rows.length - 1] = `${last} ${word}`;
        else rows.push(word);
      }
      return rows.join('\n');
    })
    .join('\n');
}
