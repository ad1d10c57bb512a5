import { version } from '../../config/version.js';
import { type CliCommand, exitCode, jsonOption } from '../command.js';

const command: CliCommand = {
  usage: ['version [--json]'],
  about: 'Prints the version of this program.',
  options: jsonOption,
  examples: [{ words: 'version', about: 'Prints "phantom" and the version.' }],
  async run({ io, flag }) {
    io.out(flag('json') ? JSON.stringify({ version }) : `phantom ${version}`);
    return exitCode.ok;
  },
};

export default command;
