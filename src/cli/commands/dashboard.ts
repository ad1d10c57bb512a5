import { systemClock } from '../../clock/machine-clock.js';
import { followNode } from '../../control/follow.js';
import type { DashboardHost } from '../../dashboard/dashboard.js';
import { type CliCommand, configOption, exitCode } from '../command.js';
import { socketPath } from '../connect.js';
import { openFaces, plainOption } from '../faces.js';

/** How often new figures are wanted, milliseconds. */
const every = 1000;

const command: CliCommand = {
  usage: ['dashboard [--plain]'],
  about: 'Shows the running node on the whole terminal, live. Ctrl+C leaves; the node runs on.',
  options: { ...configOption, ...plainOption },
  examples: [
    { words: 'dashboard', about: 'The whole screen, live.' },
    { words: 'dashboard --plain', about: 'The same one line at a time.' },
  ],
  async run(call) {
    const socket = await socketPath(call);
    const host: DashboardHost = {
      mayManage: false,
      follow: (onSeen) => followNode(socket, systemClock, every, onSeen),
      power: async () => null,
    };
    const faces = await openFaces(call, call.flag('plain'), true);
    try {
      await faces.dashboard(host);
    } finally {
      faces.close();
    }
    return exitCode.ok;
  },
};

export default command;
