import type { TunnelsFacts } from '../../control/protocol.js';
import { tunnelLines } from '../../tui/facts.js';
import { type CliCommand, configOption, jsonOption } from '../command.js';
import { askNode } from '../connect.js';
import { say } from '../language.js';
import { tell } from '../tell.js';

const command: CliCommand = {
  usage: ['tunnels [--json]'],
  about:
    'Lists the tunnels between the addresses of this machine and those of others, and the ports that strangers may reach. A tunnel goes over joins: two paths that meet, one of each end. With --json also what each join does, and what was dropped.',
  options: { ...configOption, ...jsonOption },
  examples: [
    {
      words: 'tunnels',
      about: 'Who this machine talks to over paths, and the ports that strangers may reach.',
    },
  ],
  asksNode: true,
  async run(call) {
    const facts = (await askNode(call, 'tunnels')) as TunnelsFacts;
    return tell(call, facts, () => tunnelLines(facts, say).join('\n'));
  },
};

export default command;
