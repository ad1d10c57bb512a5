import { systemClock } from '../../clock/clock.js';
import { Dashboard } from '../../dashboard/dashboard.js';
import { systemRunner } from '../../system/runner.js';
import { runApplication } from '../../tui/application.js';
import { voice } from '../../tui/texts/say.js';
import { runConsole } from '../../wizard/console.js';
import { systemMachine } from '../../wizard/system-machine.js';
import { Wizard } from '../../wizard/wizard.js';
import { type CliCommand, exitCode } from '../command.js';
import { consoleName, openScreen } from '../screen.js';

const command: CliCommand = {
  usage: ['console'],
  about:
    'What the consoles of the disc show: the set-up until it is done, afterwards the dashboard. It never ends by itself; the machine is shut down from the dashboard. Needs root.',
  async run(call) {
    if (call.io.uid !== 0)
      throw new Error('Only root may set up this machine; "phantom dashboard" shows the node.');
    const tty = await consoleName();
    const machine = systemMachine({
      runner: systemRunner,
      clock: systemClock,
      root: '/',
      tty,
      manage: true,
    });
    const terminal = await openScreen(call);
    try {
      await runConsole(machine, {
        async wizard() {
          const wizard = new Wizard(machine, systemClock, false);
          await wizard.prepare();
          await runApplication(terminal, wizard);
        },
        dashboard: () => runApplication(terminal, new Dashboard(machine, systemClock, voice('en'), false)),
      });
    } finally {
      terminal.close();
    }
    return exitCode.ok;
  },
};

export default command;
