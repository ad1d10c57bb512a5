import type { Item } from '../../tui/form/form.js';
import { table } from '../../tui/format.js';
import { row } from '../../tui/rows.js';
import type { Say } from '../../tui/texts/say.js';
import { type Card, networkState } from '../network.js';
import type { Page, WizardState } from '../page.js';

/** Watches the cable and the address; says in words what is missing. */
export const networkPage: Page = {
  id: 'network',
  title: 'network.title',
  help: 'network.help',
  focus: 'continue',
  items(state, say) {
    const kind = networkState(state.cards, state.waited);
    const working = kind === 'ready';
    return [
      { kind: 'text', text: say('network.intro') },
      { kind: 'gap' },
      ...cardItems(state.cards ?? [], say),
      sentence(state, say),
      { kind: 'gap' },
      ...(working || kind === 'reading'
        ? []
        : [{ kind: 'text', text: say('network.without.warning') } as const, { kind: 'gap' } as const]),
      {
        kind: 'check',
        id: 'clock',
        text: say('network.clock'),
        on: state.answers.clock,
        note: say('network.clock.why'),
      },
      { kind: 'gap' },
      ...(kind === 'no-answer' ? [{ kind: 'button', id: 'again', text: say('button.again') } as const] : []),
      {
        kind: 'button',
        id: 'continue',
        text: say(working ? 'button.continue' : 'network.without'),
      },
    ];
  },
  act(action, hands) {
    if (action.type === 'toggle') hands.answer({ clock: !hands.state.answers.clock });
    if (action.type !== 'press') return;
    if (action.id === 'again') hands.renewNetwork();
    else hands.next();
  },
};

function cardItems(cards: readonly Card[], say: Say): Item[] {
  if (cards.length === 0) return [];
  const lines = table([
    [say('network.card'), say('network.link'), say('network.address')],
    ...cards.map((card) => [
      card.name,
      say(card.wireless ? 'network.link.wireless' : card.carrier ? 'network.link.yes' : 'network.link.no'),
      card.addresses[0] ?? '-',
    ]),
  ]);
  return [
    { kind: 'rows', rows: lines.map((line, at) => row(line, at === 0 ? 'accent' : 'plain')) },
    { kind: 'gap' },
  ];
}

function sentence({ cards, waited }: WizardState, say: Say): Item {
  const state = networkState(cards, waited);
  const names = (cards ?? []).map(({ name }) => name).join(', ');
  const addresses = (cards ?? [])
    .flatMap((card) => card.addresses)
    .slice(0, 2)
    .join(', ');
  const text = say(`network.${state}`, { cards: names, addresses, seconds: Math.floor(waited / 1000) });
  const style = state === 'ready' ? 'good' : state === 'reading' || state === 'waiting' ? 'plain' : 'warn';
  return { kind: 'text', text, style };
}
