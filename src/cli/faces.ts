import { systemClock } from '../clock/machine-clock.js';
import type { LanguageCode } from '../config/languages.js';
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

/**
 * @param mayLeave whether Ctrl+C leaves the screens: on a shell, not on the disc's consoles
 * @param language that of the settings, asked for anew for each screen: the wizard changes it
 */
export async function openFaces(
  call: Call,
  plain: boolean,
  mayLeave: boolean,
  language: () => Promise<LanguageCode>,
): Promise<Faces> {
  const wizardOf = async (machine: Machine) => {
    const wizard = new Wizard(machine, systemClock);
    await wizard.prepare(await language());
    return wizard;
  };
  const dashboardOf = async (host: DashboardHost) =>
    new Dashboard(host, systemClock, voice(await language()), mayLeave);
  if (plain) {
    const lines = new StandardLines();
    return {
      wizard: async (machine) => {
        const wizard = await wizardOf(machine);
        return await runPlain(lines, new WizardPlain(wizard), (key, values) => wizard.say()(key, values));
      },
      dashboard: async (host) => {
        const dashboard = await dashboardOf(host);
        return await runPlain(lines, new DashboardPlain(dashboard), dashboard.say);
      },
      close: () => lines.close(),
    };
  }
  const terminal = await openScreen(call);
  return {
    wizard: async (machine) =>
      await runApplication(terminal, new WizardScreen(await wizardOf(machine), mayLeave)),
    dashboard: async (host) => await runApplication(terminal, await dashboardOf(host)),
    close: () => terminal.close(),
  };
}
