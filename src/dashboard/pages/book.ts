import type { BookFacts, NameFacts } from '../../control/protocol.js';
import { freshForm, type Item } from '../../tui/form/form.js';
import { row } from '../../tui/rows.js';
import type { Say } from '../../tui/texts/say.js';
import { type DashboardState, noteItems, type Page, shown } from '../page.js';

/** Names that people of this machine give to addresses. */
export const book: Page = {
  help: 'book.help',
  asks: [{ fact: 'book', method: 'book.list' }],
  items(state, say) {
    const { book: facts } = state.facts;
    if (!facts) return [shown([row(say('hidden.waiting'))])];
    return [
      ...listItems(facts, state, say),
      { kind: 'gap' },
      { kind: 'field', id: 'name', label: say('book.name'), value: state.typed.name ?? '' },
      { kind: 'field', id: 'for', label: say('book.address'), value: state.typed.for ?? '' },
      { kind: 'button', id: 'add', text: say('book.add') },
      ...noteItems(state),
    ];
  },
  async act(action, desk) {
    if (action.type === 'choose') desk.update({ chosen: { ...desk.state.chosen, name: action.option } });
    if (action.type !== 'press') return;
    const chosen = chosenName(desk.state);
    if (action.id === 'qr' && chosen) desk.update({ qr: chosen.address });
    else if (action.id === 'remove' && chosen) {
      desk.ask({ id: 'remove', text: desk.say('book.remove.ask', { ...chosen }), about: chosen.name });
    } else if (action.id === 'add') {
      const { name = '', for: address = '' } = desk.state.typed;
      const added = (await desk.call('book.add', { name, address: address.trim() })) as NameFacts;
      const { typed, chosen: before } = desk.state;
      desk.update({
        typed: { ...typed, name: '', for: '' },
        chosen: { ...before, name: added.name },
        form: freshForm('name'),
      });
      desk.note(desk.say('book.added', { ...added }));
      await desk.refresh();
    }
  },
  async confirmed({ about = '' }, desk) {
    const removed = (await desk.call('book.remove', { name: about })) as NameFacts;
    desk.note(desk.say('book.removed', { ...removed }));
    await desk.refresh();
  },
};

function listItems(facts: BookFacts, state: DashboardState, say: Say): Item[] {
  if (facts.names.length === 0) return [{ kind: 'text', text: say('book.none') }];
  return [
    {
      kind: 'list',
      id: 'names',
      label: say('book.names'),
      options: facts.names.map(({ name, address }) => ({ id: name, text: `${name}  ${address}` })),
      chosen: chosenName(state)?.name ?? null,
      empty: say('hidden.unmatched'),
    },
    { kind: 'button', id: 'qr', text: say('invite.qr') },
    { kind: 'button', id: 'remove', text: say('book.remove') },
    ...(facts.resolved === 'no'
      ? [{ kind: 'text', text: say('book.unresolved', { why: facts.why }), style: 'warn' } as const]
      : []),
  ];
}

function chosenName({ facts, chosen }: DashboardState): NameFacts | undefined {
  const names = facts.book?.names ?? [];
  return names.find(({ name }) => name === chosen.name) ?? names[0];
}
