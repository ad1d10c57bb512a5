import type { BookFacts, NameFacts } from '../../control/protocol.js';
import { foldedTable } from '../../tui/fold.js';
import { byAction } from '../actions.js';
import { type Call, type CliCommand, configOption, jsonOption } from '../command.js';
import { askNode } from '../connect.js';
import { say } from '../language.js';
import { tell } from '../tell.js';

const command: CliCommand = {
  usage: ['book list [--json]', 'book add NAME ADDRESS [--json]', 'book remove NAME [--json]'],
  about:
    'Names that you give to Phantom addresses. Programs of this PC find them with ".phantom.alt" after the name. They stay on this PC, and nobody else is told; a name that is not in the book goes to your name server like any other, so mind slips. Names have letters from a to z, digits and hyphens. add gives a name that is there already to the new address.\nNames come to programs by /etc/hosts, which the package\'s phantom-names.socket has written; they stay there while the node is off. Of a PC in several networks the names of the main one are found.',
  options: { ...configOption, ...jsonOption },
  examples: [
    {
      words: 'book add anna 2001:25:1974:3aca:63f5:4736:ffa8:6f34',
      about: '"curl http://anna.phantom.alt/" finds that address from now on.',
    },
    { words: 'book list', about: 'The names, and whether programs find them.' },
  ],
  asksNode: true,
  ...byAction('book', {
    list: { operands: [0, 0], run: list },
    add: { operands: [2, 2], run: add },
    remove: { operands: [1, 1], run: remove },
  }),
};

async function list(call: Call): Promise<number> {
  const facts = (await askNode(call, 'book.list')) as BookFacts;
  const rows = facts.names.map(({ name, address }) => [name, address]);
  const unresolved =
    facts.resolved === 'no' && rows.length > 0 ? [say('book.unresolved', { why: facts.why })] : [];
  const lines = rows.length > 0 ? foldedTable(rows, [], 1) : [say('book.none')];
  return tell(call, facts, () => [...lines, ...unresolved].join('\n'));
}

async function add(call: Call, [name, address]: readonly string[]): Promise<number> {
  const added = (await askNode(call, 'book.add', { name, address })) as NameFacts;
  const { resolved, why } = (await askNode(call, 'book.list')) as BookFacts;
  if (resolved === 'no') call.io.err(say('book.unresolved', { why }));
  return tell(call, added, () => say('book.added', { ...added }));
}

async function remove(call: Call, [name]: readonly string[]): Promise<number> {
  const removed = (await askNode(call, 'book.remove', { name })) as NameFacts;
  return tell(call, removed, () => say('book.removed', { ...removed }));
}

export default command;
