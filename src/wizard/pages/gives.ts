import type { Item } from '../../tui/form/form.js';
import type { Say } from '../../tui/texts/say.js';
import { gifts, isGiftGood } from '../gifts.js';
import type { Page } from '../page.js';

/** How much others get of this PC's line. */
export const givesPage: Page = {
  id: 'gives',
  title: 'gives.title',
  help: 'gives.help',
  focus: 'continue',
  items({ answers }, say) {
    return [
      { kind: 'text', text: say('gives.intro') },
      { kind: 'gap' },
      field('rate', answers.rate, say),
      { kind: 'gap' },
      field('cap', answers.cap, say),
      { kind: 'gap' },
      { kind: 'button', id: 'continue', text: say('button.continue') },
    ];
  },
  act(action, hands) {
    const { answers, forms } = hands.state;
    if (action.type === 'edit') hands.answer({ [action.id]: action.value });
    else if (action.type === 'press') {
      const bad = gifts.find((gift) => !isGiftGood(gift, answers[gift]));
      if (!bad) hands.next();
      // The sentence under the line says what is wrong with it.
      else hands.update({ forms: { ...forms, gives: { focus: bad, at: {}, search: {} } } });
    }
  },
};

/** A line to type into, and what the number would come to. */
function field(id: 'rate' | 'cap', value: string, say: Say): Item {
  const typed = value.trim();
  const label = say(`gives.${id}`);
  if (!isGiftGood(id, value))
    return { kind: 'field', id, label, value, note: { text: say(`gives.${id}.bad`), style: 'warn' } };
  const text =
    typed === '' ? say(`gives.${id}.none`) : say(`gives.${id}.means`, { day: perDay(id, Number(typed)) });
  return { kind: 'field', id, label, value, note: { text, style: 'plain' } };
}

/** Gigabytes a day, with as many digits as say something. */
function perDay(id: 'rate' | 'cap', amount: number): string {
  const day = id === 'rate' ? (amount / 8 / 1000) * 86_400 : amount / 30;
  return day >= 10 ? day.toFixed(0) : day.toFixed(1);
}
