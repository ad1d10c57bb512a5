import { systemClock } from '../clock/machine-clock.js';
import { Dashboard, type DashboardResult } from '../dashboard/dashboard.js';
import type { DashboardHost } from '../dashboard/host.js';
import { DashboardPlain } from '../dashboard/plain.js';
import { runApplication } from '../tui/application.js';
import { runPlain } from '../tui/plain/session.js';
import { voice } from '../tui/texts/say.js';
import type { Machine } from '../wizard/machine.js';
import { WizardPlain } from '../wizard/plain.js';
import { WizardScreen } from '../wizard/screen.js';
import { Wizard, type WizardResult } from '../wizard/wizard.js';
import type { Call, OptionSpec } from './command.js';
import { StandardLines } from './lines.js';
import { openScreen } from './screen.js';

export const plainOption: Record<'plain', OptionSpec> = {
  plain: { type: 'boolean', about: 'one line at a time, for screen readers and plain terminals' },
};

/** Wizard and dashboard on one terminal, as whole screens or line by line. */
export interface Faces {
  wizard(machine: Machine): Promise<WizardResult>;
  dashboard(host: DashboardHost): Promise<DashboardResult>;
  close(): void;
}

/** @param mayLeave whether Ctrl+C leaves the screens: on a shell, not on the disc's consoles */
export async function openFaces(call: Call, plain: boolean, mayLeave: boolean): Promise<Faces> {
  const say = voice('en');
  const prepared = async (machine: Machine) => {
    const wizard = new Wizard(machine, systemClock);
    await wizard.prepare();
    return wizard;
  };
  if (plain) {
    const lines = new StandardLines();
    return {
      wizard: async (machine) => await runPlain(lines, new WizardPlain(await prepared(machine)), say),
      dashboard: (host) =>
        runPlain(lines, new DashboardPlain(new Dashboard(host, systemClock, say, mayLeave)), say),
      close: () => lines.close(),
    };
  }
  const terminal = await openScreen(call);
  return {
    wizard: async (machine) =>
      await runApplication(terminal, new WizardScreen(await prepared(machine), mayLeave)),
    dashboard: (host) => runApplication(terminal, new Dashboard(host, systemClock, say, mayLeave)),
    close: () => terminal.close(),
  };
}
