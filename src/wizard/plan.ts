import { plainInvite } from '../tui/invite.js';
import type { Say } from '../tui/texts/say.js';
import type { Answers } from './answers.js';
import { findKeyboard } from './keyboards.js';

/** The answers as label and value, for the summary page and for `--dry-run`. */
export function answerLines(answers: Answers, say: Say): [label: string, value: string][] {
  return [
    [say('summary.keyboard'), findKeyboard(answers.keyboard)?.name ?? answers.keyboard],
    [say('summary.clock'), say(answers.clock ? 'summary.clock.set' : 'summary.clock.left')],
    [say('summary.lan'), say(answers.lan ? 'summary.on' : 'summary.off')],
    [say('summary.bittorrent'), say(answers.bittorrent ? 'summary.on' : 'summary.off')],
    [
      say('summary.invite'),
      answers.invite.trim() === '' ? say('summary.no-invite') : plainInvite(answers.invite),
    ],
  ];
}

/** What will be done, in its order. */
export function planLines(settingsFile: string, say: Say): string[] {
  return [say('plan.settings', { file: settingsFile }), say('plan.service'), say('plan.join')];
}
