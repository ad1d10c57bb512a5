import type { LanguageCode } from '../../config/languages.js';
import type { Item } from '../../tui/form/form.js';
import type { Say } from '../../tui/texts/say.js';
import { catalogues } from '../../tui/texts/say.js';
import { keyboards } from '../keyboards.js';
import type { Page, WizardState } from '../page.js';

/** Language and keyboard first, because passphrases and invites are typed with it. */
export const keyboardPage: Page = {
  id: 'keyboard',
  title: 'keyboard.title',
  help: 'keyboard.help',
  items(state, say, machine) {
    const { answers } = state;
    return [
      { kind: 'text', text: say(machine.serial ? 'keyboard.serial' : 'keyboard.intro') },
      {
        kind: 'list',
        id: 'language',
        label: say('keyboard.language'),
        options: catalogues.map(({ code, name }) => ({ id: code, text: name })),
        chosen: answers.language,
        empty: say('keyboard.none'),
        onward: 'continue',
      },
      {
        kind: 'list',
        id: 'keyboard',
        label: say('keyboard.list'),
        options: keyboards.map(({ id, name }) => ({ id, text: name })),
        chosen: answers.keyboard,
        empty: say('keyboard.none'),
        onward: 'continue',
      },
      statusItem(state, say),
      { kind: 'field', id: 'try', label: say('keyboard.try'), value: state.tried },
      { kind: 'gap' },
      { kind: 'button', id: 'continue', text: say('button.continue') },
    ];
  },
  act(action, hands) {
    if (action.type === 'choose' && action.id === 'keyboard') hands.applyKeyboard(action.option);
    else if (action.type === 'choose') hands.chooseLanguage(action.option as LanguageCode);
    else if (action.type === 'edit') hands.update({ tried: action.value });
    else if (action.type === 'press') hands.next();
  },
};

function statusItem({ keyboard }: WizardState, say: Say): Item {
  if (keyboard.state === 'idle') return { kind: 'gap' };
  if (keyboard.state === 'failed') {
    return { kind: 'text', text: say('keyboard.failed', { why: keyboard.why }), style: 'warn' };
  }
  const { name } = keyboard;
  return keyboard.state === 'applying'
    ? { kind: 'text', text: say('keyboard.applying', { name }) }
    : { kind: 'text', text: say('keyboard.applied', { name }), style: 'good' };
}
