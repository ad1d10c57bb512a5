import type { Machine } from './machine.js';
import type { WizardResult } from './wizard.js';

/** The two programs a console shows. */
export interface ConsoleScreens {
  /** `done`: set-up is over; `left`: away from the screen, as only on a shell. */
  wizard(): Promise<WizardResult>;
  /** `again`: the operator wants the questions once more; `left`: away from the screen. */
  dashboard(): Promise<'again' | 'left'>;
}

/**
 * Wizard until set-up is done, then the dashboard, round and round; returns when one of them is left. What was done is
 * remembered here too: on a full memory disk nothing can be marked, and the dashboard must be reachable all the same.
 */
export async function runConsole(machine: Machine, screens: ConsoleScreens): Promise<void> {
  let done = await machine.isSetUp();
  for (;;) {
    if (!done && (await screens.wizard()) === 'left') return;
    if ((await screens.dashboard()) === 'left') return;
    await askAgain(machine);
    done = false;
  }
}

/** The questions from the first on, with the answers as they are; what cannot be written changes nothing in that. */
async function askAgain(machine: Machine): Promise<void> {
  const progress = await machine.loadProgress();
  if (progress) await machine.saveProgress({ ...progress, page: 'keyboard' }).catch(() => {});
  await machine.markSetUp(false).catch(() => {});
}
