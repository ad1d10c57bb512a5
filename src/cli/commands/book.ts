import type { BookFacts, NameFacts } from '../../control/protocol.js';
import { table } from '../../tui/format.js';
import { voice } from '../../tui/texts/say.js';
import { type Call, type CliCommand, configOption, exitCode, jsonOption, UsageError } from '../command.js';
import { askNode } from '../connect.js';

const say = voice('en');
const words = { list: 0, add: 2, remove: 1 } as const;

const command: CliCommand = {
  usage: ['book list [--json]', 'book add NAME ADDRESS [--json]', 'book remove NAME [--json]'],
  about:
    'Names that you give to Phantom addresses. Programs of this PC find them with ".phantom.alt" after the name: "phantom book add anna 2001:25:..." makes "curl http://anna.phantom.alt/" work. They stay on this PC, and nobody else is told; a name that is not in the book goes to your name server like any other, so mind slips. Names have letters from a to z, digits and hyphens. add gives a name that is there already to the new address.\nNames come to programs by /etc/hosts, which the package\'s phantom-names.socket has written; they stay there while the node is off. Of a PC in several networks the names of the main one are found.',
  options: { ...configOption, ...jsonOption },
  operands: [1, 3],
  async run(call) {
    const [action = '', ...rest] = call.operands;
    if (!Object.hasOwn(words, action))
      throw new UsageError(`Expected list, add or remove, but "${action}" came.`);
    const wanted = words[action as keyof typeof words];
    if (rest.length !== wanted) throw new UsageError(`Too many or too few words after "book ${action}".`);
    return action === 'list' ? await list(call) : await change(call, action as 'add' | 'remove', rest);
  },
};

async function list(call: Call): Promise<number> {
  const facts = (await askNode(call, 'book.list')) as BookFacts;
  const lines = facts.names.map(({ name, address }) => [name, address]);
  const unresolved =
    facts.resolved === 'no' && lines.length > 0 ? [say('book.unresolved', { why: facts.why })] : [];
  const text = lines.length > 0 ? table(lines) : [say('book.none')];
  call.io.out(call.flag('json') ? JSON.stringify(facts) : [...text, ...unresolved].join('\n'));
  return exitCode.ok;
}

async function change(call: Call, action: 'add' | 'remove', [name, address]: string[]): Promise<number> {
  const params = { name, ...(address === undefined ? {} : { address }) };
  const changed = (await askNode(call, `book.${action}`, params)) as NameFacts;
  const key = action === 'add' ? 'book.added' : 'book.removed';
  call.io.out(call.flag('json') ? JSON.stringify(changed) : say(key, { ...changed }));
  if (action === 'remove') return exitCode.ok;
  const { resolved, why } = (await askNode(call, 'book.list')) as BookFacts;
  if (resolved === 'no') call.io.err(say('book.unresolved', { why }));
  return exitCode.ok;
}

export default command;
