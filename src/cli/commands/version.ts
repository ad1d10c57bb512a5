import { version } from '../../config/version.js';
import { type CliCommand, exitCode, jsonOption } from '../command.js';

const command: CliCommand = {
  usage: ['version [--json]'],
  about: 'Prints the version of this program.',
  options: jsonOption,
  async run({ io, flag }) {
    io.out(flag('json') ? JSON.stringify({ version }) : `phantom ${version}`);
    return exitCode.ok;
  },
};

export default command;
