import type { Item } from '../../tui/form/form.js';
import type { Say } from '../../tui/texts/say.js';
import { type Connection, fixedFields, fixedTrouble } from '../connection.js';
import { outcomeText } from '../outcome.js';
import type { Page, WizardState } from '../page.js';
import { stateItem } from './network.js';

/** Fixed addresses, for networks that give none by themselves. */
export const fixedPage: Page = {
  id: 'fixed',
  title: 'fixed.title',
  help: 'fixed.help',
  focus: 'address4',
  shown: ({ answers }) => answers.connection.kind === 'fixed',
  items(state, say) {
    const { connection } = state.answers;
    return [
      ...cardItems(state, say),
      ...fixedFields.map(
        (id): Item => ({ kind: 'field', id, label: say(`fixed.${id}`), value: connection[id] }),
      ),
      { kind: 'text', text: say('fixed.no-dns') },
      statusItem(state, say),
      { kind: 'gap' },
      { kind: 'button', id: 'use', text: say('fixed.use') },
      { kind: 'button', id: 'continue', text: say(isInUse(state) ? 'button.continue' : 'network.without') },
    ];
  },
  act(action, hands) {
    const { state } = hands;
    const { connection } = state.answers;
    if (action.type === 'choose') hands.answer({ connection: { ...connection, card: action.option } });
    else if (action.type === 'edit')
      hands.answer({ connection: { ...connection, [action.id]: action.value.trim() } });
    else if (action.type !== 'press') return;
    else if (action.id === 'continue') hands.next();
    else {
      const trouble = fixedTrouble(connection);
      if (trouble) {
        const fixed = { focus: trouble.field, at: {}, search: {} };
        hands.update({ connecting: { state: 'idle' }, isTried: true, forms: { ...state.forms, fixed } });
      } else hands.connecting.apply();
    }
  },
};

/** Asked only where there is a choice. */
function cardItems({ cards, answers }: WizardState, say: Say): Item[] {
  const wired = (cards ?? []).filter(({ wireless }) => !wireless).map(({ name }) => name);
  if (wired.length < 2) return [];
  const options = wired.map((name) => ({ id: name, text: name }));
  const chosen = wired.includes(answers.connection.card) ? answers.connection.card : wired[0]!;
  return [{ kind: 'list', id: 'card', label: say('fixed.card'), options, chosen, empty: '' }];
}

/** Whether the addresses in the fields are those that were made so. */
function isInUse({ connecting, answers }: WizardState): boolean {
  return (
    connecting.state === 'done' &&
    connecting.outcome.state === 'good' &&
    isSame(connecting.connection, answers.connection)
  );
}

function isSame(a: Connection, b: Connection): boolean {
  return a.kind === b.kind && a.card === b.card && fixedFields.every((field) => a[field] === b[field]);
}

function statusItem(state: WizardState, say: Say): Item {
  const { connecting, answers } = state;
  if (connecting.state === 'working') return { kind: 'text', text: say('fixed.working') };
  const trouble = state.isTried ? fixedTrouble(answers.connection) : null;
  if (trouble) return { kind: 'text', text: say(trouble.key), style: 'warn' };
  if (isInUse(state)) return stateItem(state.cards, state.waited, say);
  if (
    connecting.state === 'done' &&
    connecting.outcome.state !== 'good' &&
    isSame(connecting.connection, answers.connection)
  )
    return { kind: 'text', text: outcomeText(connecting.outcome, connecting.connection, say), style: 'warn' };
  return { kind: 'gap' };
}
