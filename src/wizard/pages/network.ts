import type { Item } from '../../tui/form/form.js';
import { table } from '../../tui/format.js';
import { row } from '../../tui/rows.js';
import type { Say } from '../../tui/texts/say.js';
import { type ConnectionKind, connectionKinds } from '../connection.js';
import { type Card, networkState } from '../network.js';
import type { Page, WizardState } from '../page.js';

/** How this PC reaches its network; watches cable and address, and says in words what is missing. */
export const networkPage: Page = {
  id: 'network',
  title: 'network.title',
  help: 'network.help',
  focus: 'continue',
  items(state, say, machine) {
    const kind = networkState(state.cards, state.waited);
    const working = kind === 'ready';
    const { connection } = state.answers;
    const isLater = machine.connector !== null && (connection.kind === 'wifi' || connection.kind === 'fixed');
    return [
      ...(machine.connector
        ? []
        : [{ kind: 'text', text: say('network.intro') } as const, { kind: 'gap' } as const]),
      ...cardItems(state.cards ?? [], say),
      isLater && !working
        ? { kind: 'text', text: say('network.later') }
        : stateItem(state.cards, state.waited, say, machine.connector !== null),
      ...(machine.connector ? [kindItem(state, say)] : []),
      { kind: 'gap' },
      ...(working || isLater || kind === 'reading'
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
        text: say(working || isLater ? 'button.continue' : 'network.without'),
      },
    ];
  },
  act(action, hands) {
    if (action.type === 'choose') {
      const kind = action.option as ConnectionKind;
      hands.answer({ connection: { ...hands.state.answers.connection, kind } });
      // The others have a page of their own that does it.
      if (kind === 'wired' || kind === 'none') hands.connecting.apply();
    }
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

/** The ways that this PC has. */
function kindItem({ cards, answers }: WizardState, say: Say): Item {
  const hasWifi = (cards ?? []).some(({ wireless }) => wireless);
  const hasWired = (cards ?? []).some(({ wireless }) => !wireless);
  const isThere = { wired: hasWired, wifi: hasWifi, fixed: hasWired, none: true };
  const { kind } = answers.connection;
  const options = connectionKinds
    .filter((id) => isThere[id] || id === kind)
    .map((id) => ({ id, text: say(`network.kind.${id}`) }));
  return { kind: 'list', id: 'kind', label: say('network.how'), options, chosen: kind, empty: '' };
}

/** What the cards say, as a sentence. @param connects whether Wi-Fi can be chosen here */
export function stateItem(cards: readonly Card[] | null, waited: number, say: Say, connects = true): Item {
  const state = networkState(cards, waited);
  const meant = state === 'no-cable' ? (cards ?? []).filter(({ wireless }) => !wireless) : (cards ?? []);
  const names = meant.map(({ name }) => name).join(', ');
  const addresses = (cards ?? [])
    .flatMap((card) => card.addresses)
    .slice(0, 2)
    .join(', ');
  const key = state === 'only-wireless' && connects ? 'network.by-wifi' : (`network.${state}` as const);
  const text = say(key, { cards: names, addresses, seconds: Math.floor(waited / 1000) });
  const style = state === 'ready' ? 'good' : state === 'reading' || state === 'waiting' ? 'plain' : 'warn';
  return { kind: 'text', text, style };
}
