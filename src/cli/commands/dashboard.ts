import { systemClock } from '../../clock/clock.js';
import { followNode } from '../../control/follow.js';
import { Dashboard } from '../../dashboard/dashboard.js';
import { runApplication } from '../../tui/application.js';
import { voice } from '../../tui/texts/say.js';
import { type CliCommand, configOption, exitCode } from '../command.js';
import { socketPath } from '../connect.js';
import { openScreen } from '../screen.js';

/** How often new figures are wanted, milliseconds. */
const every = 1000;

const command: CliCommand = {
  usage: ['dashboard'],
  about: 'Shows the running node on the whole terminal, live. Ctrl+C leaves; the node runs on.',
  options: configOption,
  async run(call) {
    const socket = await socketPath(call);
    const host = {
      mayManage: false,
      follow: (onSeen: Parameters<typeof followNode>[3]) => followNode(socket, systemClock, every, onSeen),
      power: async () => null,
    };
    const terminal = await openScreen(call);
    try {
      await runApplication(terminal, new Dashboard(host, systemClock, voice('en'), true));
    } finally {
      terminal.close();
    }
    return exitCode.ok;
  },
};

export default command;
