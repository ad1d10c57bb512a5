import { drawForm } from '../tui/form/draw.js';
import { type FormState, focused, freshForm, type Item } from '../tui/form/form.js';
import { bodySize, frame, type Hint, helpBody, type Size, smallest } from '../tui/frame.js';
import { paragraph, type Row, row } from '../tui/rows.js';
import type { Say } from '../tui/texts/say.js';
import type { Machine } from './machine.js';
import type { Page, WizardState } from './page.js';

/** The wizard's whole screen, from its state. Pure. */
export function drawWizard(
  state: WizardState,
  page: Page,
  step: { at: number; of: number },
  say: Say,
  machine: Machine,
  size: Size,
): Row[] {
  if (size.columns < smallest.columns - 20 || size.rows < smallest.rows - 8) {
    return paragraph(say('wizard.small', { ...size }), size.columns);
  }
  const body = bodySize(size);
  const title = `${say('dashboard.title')} - ${say('wizard.title')}`;
  const note = say('wizard.step', step);
  if (state.help) {
    const help = state.elsewhere === null ? page.help : 'elsewhere.help';
    const texts = [say(help), say('help.redraw')];
    const name = say(state.elsewhere === null ? page.title : 'elsewhere.title');
    const heading = row(say('help.title', { page: name }), 'bold');
    return frame(
      { title, note, heading, body: helpBody(texts, body.columns), hints: [['Enter', say('key.close')]] },
      size,
    );
  }
  if (state.elsewhere !== null) {
    const items = elsewhereItems(state.elsewhere, say);
    const form = state.forms.elsewhere ?? freshForm();
    return frame(
      {
        title,
        note: '',
        heading: row(say('elsewhere.title'), 'bold'),
        body: drawForm(items, form, body),
        hints: [
          ['Enter', say('key.choose')],
          [say('keyname.help'), say('key.help')],
        ],
      },
      size,
    );
  }
  const items = page.items(state, say, machine);
  const form = state.forms[page.id] ?? freshForm(page.focus);
  return frame(
    {
      title,
      note,
      heading: row(say(page.title), 'bold'),
      body: drawForm(items, form, body),
      hints: hints(items, form, step.at > 1, say),
    },
    size,
  );
}

/** What is asked when another console holds the answers. */
export function elsewhereItems(tty: string, say: Say): Item[] {
  return [
    { kind: 'text', text: say('elsewhere.text', { tty }) },
    { kind: 'gap' },
    { kind: 'text', text: say('elsewhere.offer') },
    { kind: 'gap' },
    { kind: 'button', id: 'take', text: say('elsewhere.take') },
  ];
}

/** True where letters go into a text, so that `?` is one of them. */
export function isTextFocused(items: readonly Item[], form: FormState): boolean {
  return focused(items, form)?.kind === 'field';
}

/** The keys that do something right now. */
export function hints(items: readonly Item[], form: FormState, back: boolean, say: Say): Hint[] {
  const item = focused(items, form);
  const typing = item?.kind === 'field';
  return [
    ...(item?.kind === 'check' ? [[say('keyname.space'), say('key.change')] as const] : []),
    ...(item?.kind === 'list' || item?.kind === 'button' ? [['Enter', say('key.choose')] as const] : []),
    ...(item?.kind === 'list' ? [[say('keyname.arrows'), say('key.move')] as const] : []),
    ['Tab', say('key.next')],
    ...(back ? [['Esc', say('key.back')] as const] : []),
    [typing ? 'F1' : say('keyname.help'), say('key.help')],
  ];
}
