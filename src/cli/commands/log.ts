import type { LogLine } from '../../log/log.js';
import { logLine } from '../../tui/facts.js';
import { type CliCommand, configOption, exitCode, jsonOption, UsageError } from '../command.js';
import { askNode } from '../connect.js';

const usualLines = 50;

const command: CliCommand = {
  usage: ['log [--lines N] [--json]'],
  about: 'Prints the last lines of the running node. They hold no keys, no content and no destinations.',
  options: {
    ...configOption,
    ...jsonOption,
    lines: {
      type: 'string',
      short: 'n',
      value: 'N',
      about: 'how many lines, 1 to 10000',
      fallback: String(usualLines),
      kind: null,
    },
  },
  examples: [
    { words: 'log', about: 'What happened lately.' },
    { words: 'log -n 500 --json', about: 'More of it, with the level and the time of each line.' },
  ],
  asksNode: true,
  async run(call) {
    const count = Number(call.option('lines') ?? usualLines);
    if (!Number.isInteger(count) || count < 1 || count > 10_000) {
      throw new UsageError(`Expected --lines from 1 to 10000, but "${call.option('lines')}" came.`);
    }
    const { lines } = (await askNode(call, 'log.tail', { count })) as { lines: LogLine[] };
    call.io.out(call.flag('json') ? JSON.stringify({ lines }) : lines.map(logLine).join('\n'));
    return exitCode.ok;
  },
};

export default command;
