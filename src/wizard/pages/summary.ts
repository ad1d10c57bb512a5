import { paragraph, type Row, span } from '../../tui/rows.js';
import { networkState } from '../network.js';
import type { Page } from '../page.js';
import { answerLines, planLines } from '../plan.js';

/** All answers and what will be done, before anything is. */
export const summaryPage: Page = {
  id: 'summary',
  title: 'summary.title',
  help: 'summary.help',
  focus: 'go',
  items({ answers, cards, waited }, say, machine) {
    const address = (cards ?? []).flatMap((card) => card.addresses)[0];
    const isReady = networkState(cards, waited) === 'ready';
    const state = isReady && address ? address : say('summary.no-network');
    const lines = answerLines(answers, say).map(([label, value]): [string, string] => {
      if (label !== say('summary.network') || value === state) return [label, value];
      return [label, `${state} (${value})`];
    });
    return [
      { kind: 'text', text: say('summary.intro') },
      { kind: 'gap' },
      { kind: 'rows', rows: lines.flatMap(([label, value]) => labelled(label, value)) },
      { kind: 'gap' },
      { kind: 'text', text: say('summary.plan') },
      {
        kind: 'rows',
        rows: planLines(machine.settingsFile, say).map((line, at) => [span(`  ${at + 1}. ${line}`)]),
      },
      { kind: 'gap' },
      { kind: 'button', id: 'go', text: say('summary.go') },
      { kind: 'button', id: 'back', text: say('button.back') },
    ];
  },
  act(action, hands) {
    if (action.type !== 'press') return;
    if (action.id === 'back') hands.back();
    else {
      hands.next();
      hands.work();
    }
  },
};

/** A label and its value, which may take several rows. */
function labelled(label: string, value: string): Row[] {
  const indent = 16;
  return paragraph(value, 76 - indent).map((line, at) => [
    span(`  ${at === 0 ? label : ''}`.padEnd(indent), 'accent'),
    ...line,
  ]);
}
