import type { Item } from '../../tui/form/form.js';
import { row, span } from '../../tui/rows.js';
import type { Say } from '../../tui/texts/say.js';
import type { Page, WizardState } from '../page.js';

/** How long the bar is, in columns. */
const barLength = 40;
/** Of many damaged files these say enough. */
const mostNamed = 5;

/** Whether the disc is intact: for who wants to know, since it reads all of it. */
export const mediumPage: Page = {
  id: 'medium',
  title: 'medium.title',
  help: 'medium.help',
  focus: 'continue',
  shown: ({ medium }) => medium.state !== 'none',
  items(state, say) {
    const isChecking = state.medium.state === 'checking';
    return [
      { kind: 'text', text: say('medium.intro') },
      { kind: 'gap' },
      ...resultItems(state.medium, say),
      { kind: 'button', id: 'continue', text: say('button.continue') },
      isChecking
        ? { kind: 'button', id: 'stop', text: say('medium.stop') }
        : { kind: 'button', id: 'check', text: say('medium.check') },
    ];
  },
  act(action, hands) {
    if (action.type !== 'press') return;
    if (action.id === 'check') hands.checkMedium();
    else {
      hands.leaveCheck();
      if (action.id === 'continue') hands.next();
    }
  },
};

function resultItems(medium: WizardState['medium'], say: Say): Item[] {
  if (medium.state === 'none' || medium.state === 'idle') return [];
  return [...found(medium, say), { kind: 'gap' }];
}

function found(
  medium: Exclude<WizardState['medium'], { state: 'none' } | { state: 'idle' }>,
  say: Say,
): Item[] {
  if (medium.state === 'intact') return [{ kind: 'text', text: say('medium.intact'), style: 'good' }];
  if (medium.state === 'failed')
    return [{ kind: 'text', text: say('medium.failed', { why: medium.why }), style: 'warn' }];
  if (medium.state === 'damaged') {
    const names = medium.files.slice(0, mostNamed).map((name) => row(`  ${name}`));
    return [
      { kind: 'text', text: say('medium.damaged', { count: medium.files.length }), style: 'bad' },
      { kind: 'rows', rows: names },
    ];
  }
  const full = Math.round((medium.percent / 100) * barLength);
  const bar = [span(' '.repeat(full), 'focus'), span(' '.repeat(barLength - full), 'field')];
  return [
    { kind: 'text', text: say('medium.checking', { percent: medium.percent }) },
    { kind: 'rows', rows: [bar] },
  ];
}
