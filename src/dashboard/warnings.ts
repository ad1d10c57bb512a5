/** What is not as it should be, and what can be done about it from here. Pure. */
import type { Snapshot } from '../control/protocol.js';
import { shareText, timeText } from '../tui/facts.js';
import type { Item } from '../tui/form/form.js';
import { reachabilityWords } from '../tui/reachability.js';
import type { Say, TextKey } from '../tui/texts/say.js';
import type { DashboardState, PageId } from './page.js';

/** A page to go to, or what the overview does itself. */
export type Cure = `go ${PageId}` | 'accept' | 'restart';

/** From where on a wrong clock of this machine is worth a word, ms. */
const clockOff = 60_000;

/** Cures, the most urgent first, each once. */
export function cures({ seen, waiting, may }: DashboardState): Cure[] {
  if (seen.state !== 'up') return [];
  const { snapshot } = seen;
  const { anonymity, connection } = snapshot;
  const isAlone = connection.state === 'alone' && connection.reason !== 'no-network';
  const all: (Cure | false)[] = [
    anonymity.waits === 'fewer' && 'accept',
    (isAlone || snapshot.isolation !== null) && 'go invite',
    settingWords(snapshot).length > 0 && may.settings && 'go settings',
    Object.keys(waiting).length > 0 && may.restart && 'restart',
    !anonymity.isRunning && 'go hidden',
  ];
  return all.filter((cure) => cure !== false);
}

/** The cures as buttons, side by side. */
export function cureItems(state: DashboardState, say: Say): Item[] {
  const buttons = cures(state).map((cure): Item => ({ kind: 'button', id: cure, text: say(`cure.${cure}`) }));
  return buttons.length > 0 ? [{ kind: 'gap' }, ...buttons] : [];
}

/** What is said above the buttons beside what the page says anyway. */
export function warningTexts({ seen, waiting }: DashboardState, say: Say): string[] {
  if (seen.state !== 'up') return [];
  return [
    ...settingWords(seen.snapshot).map((words) => words(seen.snapshot, say)),
    ...(Object.keys(waiting).length > 0 ? [waitingText(waiting, say)] : []),
  ];
}

/** Which settings count from the node's next start on. */
export function waitingText(waiting: DashboardState['waiting'], say: Say): string {
  const names = Object.keys(waiting).map((path) => say(`settings.${path}` as TextKey));
  return say('settings.waiting', { names: names.join('; ') });
}

/** What a setting may cure, each by the function that has words for it. */
function settingWords(snapshot: Snapshot): ((snapshot: Snapshot, say: Say) => string)[] {
  const { reachability, share } = snapshot;
  return [
    ...(reachability.state === 'unreachable' && reachability.mapping === 'off' ? [reachabilityWords] : []),
    ...(isClockOff(snapshot) ? [timeText] : []),
    ...(share.pause === null ? [] : [shareText]),
  ];
}

function isClockOff({ time, wall }: Snapshot): boolean {
  return time !== null && time.voices > 0 && Math.abs(wall - time.now) >= clockOff;
}
