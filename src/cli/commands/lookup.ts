import type { LookupFacts } from '../../control/protocol.js';
import { lookupLines } from '../../tui/facts.js';

import { type CliCommand, configOption, exitCode, jsonOption } from '../command.js';
import { askNode } from '../connect.js';
import { say } from '../language.js';

const command: CliCommand = {
  usage: ['lookup ID [--json]'],
  about:
    'Finds the signed record that a node keeps in the network. ID is its node id, or the first 12 or more digits of a node that is known here. It shows who was asked on the way. It does not say who asks: but every node on the way sees what is asked for.',
  options: { ...configOption, ...jsonOption },
  operands: [1, 1],
  failure: 'nobody gave a record, or nobody could be asked',
  examples: [{ words: 'lookup 3f9ac21b3f9a', about: 'Where that node is reached, and who knew it.' }],
  asksNode: true,
  async run(call) {
    const facts = (await askNode(call, 'lookup', { id: call.operands[0] })) as LookupFacts;
    call.io.out(call.flag('json') ? JSON.stringify(facts) : lookupLines(facts, say).join('\n'));
    return facts.found ? exitCode.ok : exitCode.failed;
  },
};

export default command;
