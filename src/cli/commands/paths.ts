import type { PathsFacts } from '../../control/protocol.js';
import { pathLines } from '../../tui/facts.js';
import { type Call, type CliCommand, configOption, jsonOption, UsageError } from '../command.js';
import { askNode } from '../connect.js';
import { say } from '../language.js';
import { tell } from '../tell.js';

const command: CliCommand = {
  usage: ['paths [--json]', 'paths accept [--json]'],
  about:
    'Lists the paths that the running node has made for itself, their hops by short names, and how much it relays for others. It says what the size of the network is worth: a path through few relays hides little.\n"paths accept" agrees to paths in a network that gives less than it did for a day before. Until then there are no new ones, because an attacker who cuts this PC off from all nodes but his own looks just like that.',
  options: { ...configOption, ...jsonOption },
  operands: [0, 1],
  words: [['accept']],
  examples: [
    { words: 'paths', about: 'The paths of this node, and what the network is worth.' },
    { words: 'paths accept', about: 'Agrees to a network that gives less than it did.' },
  ],
  asksNode: true,
  run(call) {
    const [word] = call.operands;
    if (word === undefined) return list(call);
    if (word === 'accept') return accept(call);
    throw new UsageError(`Only "accept" is expected after paths, but "${word}" came.`);
  },
};

async function list(call: Call): Promise<number> {
  const facts = (await askNode(call, 'paths')) as PathsFacts;
  return tell(call, facts, () => pathLines(facts, say).join('\n'));
}

async function accept(call: Call): Promise<number> {
  const answer = (await askNode(call, 'paths.accept')) as { changed: boolean };
  const words = say(answer.changed ? 'paths.accepted' : 'paths.nothing-to-accept');
  return tell(call, answer, () => words);
}

export default command;
