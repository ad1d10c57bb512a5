import { voice } from '../../tui/texts/say.js';
import { type CliCommand, configOption, exitCode, jsonOption } from '../command.js';
import { askNode } from '../connect.js';

const command: CliCommand = {
  usage: ['join INVITE [--json]'],
  about:
    'Makes the running node link to the node that an invite names. To try it at every start, put the invite under first_contact.peers in the settings.',
  options: { ...configOption, ...jsonOption },
  // Screens show an invite in groups of letters; copied as it stands, it comes as several words.
  operands: [1, 99],
  async run(call) {
    const joined = (await askNode(call, 'join', { invite: call.operands.join('') })) as {
      endpoint: string;
    };
    const { endpoint } = joined;
    call.io.out(call.flag('json') ? JSON.stringify(joined) : voice('en')('join.started', { endpoint }));
    return exitCode.ok;
  },
};

export default command;
