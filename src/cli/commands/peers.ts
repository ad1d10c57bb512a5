import type { NetworkFacts } from '../../control/protocol.js';
import { networkLines } from '../../tui/facts.js';
import { type CliCommand, configOption, jsonOption } from '../command.js';
import { askNode } from '../connect.js';
import { say } from '../language.js';
import { tell } from '../tell.js';

const command: CliCommand = {
  usage: ['peers [--json]'],
  about:
    'Lists the nodes that the running node is linked to, or is linking to. With --json also what each link is wanted for, the contacts that are not linked, the state of the node database, and the sample that hops are to be chosen from.',
  options: { ...configOption, ...jsonOption },
  examples: [
    { words: 'peers', about: 'The linked nodes as a table.' },
    {
      words: 'peers --channel friends --json',
      about: 'Those of a further network, with everything that is known of them.',
    },
  ],
  asksNode: true,
  async run(call) {
    const facts = (await askNode(call, 'peers')) as NetworkFacts;
    return tell(call, facts, () => networkLines(facts, say).join('\n'));
  },
};

export default command;
