/** What is not as it should be, and what can be done about it from here. Pure: the words above it say what is wrong. */
import type { Snapshot } from '../control/protocol.js';
import type { Item } from '../tui/form/form.js';
import type { Say } from '../tui/texts/say.js';
import type { DashboardState, PageId } from './page.js';

/** A page to go to, or what the overview does itself. */
export type Cure = `go ${PageId}` | 'accept' | 'restart';

/** From where on a wrong clock of this machine is worth a word, ms. */
const clockOff = 60_000;

/** Cures, the most urgent first, each once. */
export function cures({ seen, waiting, may }: DashboardState): Cure[] {
  if (seen.state !== 'up') return [];
  const { snapshot } = seen;
  const { anonymity, reachability, connection } = snapshot;
  const isAlone = connection.state === 'alone' && connection.reason !== 'no-network';
  const isClosed = reachability.state === 'unreachable' && reachability.mapping === 'off';
  const all: (Cure | false)[] = [
    anonymity.waits === 'fewer' && 'accept',
    (isAlone || snapshot.isolation !== null) && 'go invite',
    (isClosed || isClockOff(snapshot)) && may.settings && 'go settings',
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

function isClockOff({ time, wall }: Snapshot): boolean {
  return time !== null && time.voices > 0 && Math.abs(wall - time.now) >= clockOff;
}
