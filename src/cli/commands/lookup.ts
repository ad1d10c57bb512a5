import type { LookupFacts } from '../../control/protocol.js';
import { shortId } from '../../tui/format.js';
import { voice } from '../../tui/texts/say.js';
import { type CliCommand, configOption, exitCode, jsonOption } from '../command.js';
import { askNode } from '../connect.js';

const command: CliCommand = {
  usage: ['lookup ID [--json]'],
  about:
    'Finds the signed record that a node keeps in the network. ID is its node id, or the first 12 or more digits of a node that is known here. It does not say who asks: but every node on the way sees what is asked for.',
  options: { ...configOption, ...jsonOption },
  operands: [1, 1],
  async run(call) {
    const facts = (await askNode(call, 'lookup', { id: call.operands[0] })) as LookupFacts;
    const say = voice('en');
    const { found } = facts;
    if (call.flag('json')) call.io.out(JSON.stringify(facts));
    else if (!found) call.io.out(say('lookup.nobody', { node: shortId(facts.id) }));
    else {
      call.io.out(
        say('lookup.found', {
          node: shortId(facts.id),
          endpoints: found.endpoints.join(', ') || say('lookup.nowhere'),
          from: shortId(found.from),
          hops: found.hops,
          date: new Date(found.expiry * 1000).toISOString().slice(0, 16).replace('T', ' '),
        }),
      );
    }
    return found ? exitCode.ok : exitCode.failed;
  },
};

export default command;
