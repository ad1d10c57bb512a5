import type { Machine } from './machine.js';

/** The two programs a console shows. */
export interface ConsoleScreens {
  wizard(): Promise<unknown>;
  /** `again`: the operator wants the questions once more; `left`: away from the screen. */
  dashboard(): Promise<'again' | 'left'>;
}

/** Wizard until set-up is done, then the dashboard, round and round; returns when the dashboard is left. */
export async function runConsole(machine: Machine, screens: ConsoleScreens): Promise<void> {
  for (;;) {
    if (!(await machine.isSetUp())) await screens.wizard();
    // Only a wizard on a shell is left without an end.
    if (!(await machine.isSetUp())) return;
    if ((await screens.dashboard()) === 'left') return;
    const progress = await machine.loadProgress();
    if (progress) await machine.saveProgress({ ...progress, page: 'keyboard' });
    await machine.markSetUp(false);
  }
}
