import { keyState } from '../tui/entry.js';
import { plainInvite } from '../tui/invite.js';
import { catalogues, type Say } from '../tui/texts/say.js';
import type { Answers } from './answers.js';
import { findKeyboard } from './keyboards.js';
import { connectionLine } from './outcome.js';

/** The answers as label and value, for the summary page and for `--dry-run`. */
export function answerLines(answers: Answers, say: Say): [label: string, value: string][] {
  return [
    [say('keyboard.language'), catalogues.find(({ code }) => code === answers.language)?.name ?? ''],
    [say('summary.keyboard'), findKeyboard(answers.keyboard)?.name ?? answers.keyboard],
    [say('summary.network'), connectionLine(answers.connection, say)],
    [say('summary.clock'), say(answers.clock ? 'summary.clock.set' : 'summary.clock.left')],
    [say('summary.which'), networkLine(answers, say)],
    [say('summary.lan'), say(answers.lan ? 'summary.on' : 'summary.off')],
    [say('summary.bittorrent'), say(answers.bittorrent ? 'summary.on' : 'summary.off')],
    [say('summary.gives'), givesLine(answers, say)],
    [
      say('summary.invite'),
      answers.invite.trim() === '' ? say('summary.no-invite') : plainInvite(answers.invite),
    ],
  ];
}

/** How much others get. */
function givesLine({ rate, cap }: Answers, say: Say): string {
  const limits = [
    ...(rate.trim() === '' ? [] : [say('summary.gives.rate', { rate: rate.trim() })]),
    ...(cap.trim() === '' ? [] : [say('summary.gives.cap', { cap: cap.trim() })]),
  ];
  return limits.length === 0 ? say('summary.gives.all') : limits.join(', ');
}

/** Which network, without what is secret of it. */
function networkLine({ network, channel, key }: Answers, say: Say): string {
  if (network !== 'invite') return say(`summary.which.${network}`, { name: channel });
  const read = keyState(key);
  if (read.state === 'good') return say('summary.which.invite', { name: read.name });
  return read.state === 'file' ? key.trim() : say('summary.which.invite', { name: channel });
}

/** What will be done, in its order. */
export function planLines(settingsFile: string, say: Say): string[] {
  return [say('plan.settings', { file: settingsFile }), say('plan.service'), say('plan.join')];
}
