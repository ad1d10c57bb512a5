import type { Application } from '../tui/application.js';
import { type FormState, freshForm } from '../tui/form/form.js';
import { formKey } from '../tui/form/keys.js';
import type { Size } from '../tui/frame.js';
import type { Key } from '../tui/keys.js';
import type { Look } from '../tui/look.js';
import { qrScreen } from '../tui/qr-screen.js';
import type { Row } from '../tui/rows.js';
import { drawWizard, elsewhereItems, isTextFocused } from './draw.js';
import type { Wizard, WizardResult } from './wizard.js';

/** The wizard on a whole terminal, by keys. */
export class WizardScreen implements Application<WizardResult> {
  /** @param mayLeave whether Ctrl+C ends it: in a rehearsal, not on the disc's consoles */
  constructor(
    readonly wizard: Wizard,
    readonly mayLeave: boolean,
  ) {}

  start(redraw: () => void, end: (result: WizardResult) => void): void {
    this.wizard.start(redraw, end);
  }

  stop(): void {
    this.wizard.stop();
  }

  view(size: Size, look: Look): Row[] {
    const { wizard } = this;
    const { qr } = wizard.state;
    if (qr !== null) return qrScreen(qr, wizard.say(), look, size);
    const shown = wizard.shown();
    const at = shown.findIndex(({ id }) => id === wizard.state.page);
    const step = { at: at + 1, of: shown.length };
    return drawWizard(wizard.state, wizard.page(), step, wizard.say(), wizard.machine, size);
  }

  key(key: Key): void {
    const { wizard } = this;
    if (key.name === 'quit') {
      if (this.mayLeave) wizard.leave();
    } else if (wizard.state.elsewhere !== null) this.#take(key);
    else wizard.touch(() => this.#take(key));
  }

  #take(key: Key): void {
    const { wizard } = this;
    if (wizard.state.help || wizard.state.qr !== null) wizard.update({ help: false, qr: null });
    else if (wizard.state.elsewhere !== null) this.#keyElsewhere(key, wizard.state.elsewhere);
    else this.#keyHere(key);
  }

  #keyHere(key: Key): void {
    const { wizard } = this;
    const page = wizard.page();
    const items = page.items(wizard.state, wizard.say(), wizard.machine);
    const form: FormState = wizard.state.forms[page.id] ?? freshForm(page.focus);
    const question = key.char === '?' && !isTextFocused(items, form);
    if (key.name === 'f1' || question) wizard.update({ help: true });
    else if (key.name === 'escape') wizard.back();
    else {
      const { state, action } = formKey(items, form, key);
      wizard.update({ forms: { ...wizard.state.forms, [page.id]: state } });
      if (action) page.act(action, wizard);
    }
  }

  #keyElsewhere(key: Key, tty: string): void {
    const { wizard } = this;
    if (key.name === 'f1' || key.char === '?') {
      wizard.update({ help: true });
      return;
    }
    const items = elsewhereItems(tty, wizard.say());
    const { state, action } = formKey(items, wizard.state.forms.elsewhere ?? freshForm(), key);
    wizard.update({ forms: { ...wizard.state.forms, elsewhere: state } });
    if (action) wizard.takeOver();
  }
}
