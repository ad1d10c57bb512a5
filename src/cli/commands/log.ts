import type { LogLine } from '../../log/log.js';
import { logLine } from '../../tui/facts.js';
import { type CliCommand, configOption, exitCode, jsonOption, UsageError } from '../command.js';
import { askNode } from '../connect.js';

const command: CliCommand = {
  usage: ['log [--lines N] [--json]'],
  about: 'Prints the last lines of the running node. They hold no keys, no content and no destinations.',
  options: {
    ...configOption,
    ...jsonOption,
    lines: { type: 'string', short: 'n', value: 'N', about: 'how many lines; 50 when not given' },
  },
  async run(call) {
    const count = Number(call.option('lines') ?? 50);
    if (!Number.isInteger(count) || count < 1 || count > 10_000) {
      throw new UsageError(`Expected --lines from 1 to 10000, but "${call.option('lines')}" came.`);
    }
    const { lines } = (await askNode(call, 'log.tail', { count })) as { lines: LogLine[] };
    call.io.out(call.flag('json') ? JSON.stringify({ lines }) : lines.map(logLine).join('\n'));
    return exitCode.ok;
  },
};

export default command;
