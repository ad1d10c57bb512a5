import { type CliCommand, configOption, exitCode, jsonOption } from '../command.js';
import { askNode } from '../connect.js';

const command: CliCommand = {
  usage: ['invite [--json]'],
  about:
    'Prints an invite to the running node: a line that somebody else gives to "phantom join" or types into the set-up of their disc. It holds the address and the key of this node.',
  options: { ...configOption, ...jsonOption },
  async run(call) {
    const { invite } = (await askNode(call, 'invite.create')) as { invite: string };
    call.io.out(call.flag('json') ? JSON.stringify({ invite }) : invite);
    return exitCode.ok;
  },
};

export default command;
