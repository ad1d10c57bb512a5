import type { FormAction, Item } from '../tui/form/form.js';
import type { PlainApplication } from '../tui/plain/session.js';
import { elsewhereItems } from './draw.js';
import type { Wizard, WizardResult } from './wizard.js';

/** The wizard line by line. */
export class WizardPlain implements PlainApplication<WizardResult> {
  constructor(readonly wizard: Wizard) {}

  start(redraw: () => void, end: (result: WizardResult) => void): void {
    this.wizard.start(redraw, end);
  }

  stop(): void {
    this.wizard.stop();
  }

  title(): string {
    const { wizard } = this;
    const say = wizard.say();
    if (wizard.state.elsewhere !== null) return say('elsewhere.title');
    const shown = wizard.shown();
    const at = shown.findIndex(({ id }) => id === wizard.state.page) + 1;
    return `${say('wizard.step', { at, of: shown.length })}: ${say(wizard.page().title)}`;
  }

  items(): Item[] {
    const { wizard } = this;
    const { elsewhere } = wizard.state;
    if (elsewhere !== null) return elsewhereItems(elsewhere, wizard.say());
    return wizard.page().items(wizard.state, wizard.say(), wizard.machine);
  }

  help(): string[] {
    const { wizard } = this;
    return [wizard.say()(wizard.state.elsewhere === null ? wizard.page().help : 'elsewhere.help')];
  }

  act(action: FormAction): void {
    const { wizard } = this;
    if (wizard.state.elsewhere !== null) {
      wizard.takeOver();
      return;
    }
    const { page } = wizard.state;
    wizard.touch(() => {
      // The numbers belong to the page they were printed with.
      if (wizard.state.page === page) wizard.page().act(action, wizard);
    });
  }

  back(): void {
    const { wizard } = this;
    if (wizard.state.elsewhere === null) wizard.touch(() => wizard.back());
  }
}
