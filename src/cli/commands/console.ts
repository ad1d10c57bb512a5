import { readFile } from 'node:fs/promises';
import { systemClock } from '../../clock/machine-clock.js';
import { loadConfig } from '../../config/file.js';
import { systemPaths } from '../../config/paths.js';
import { systemRunner } from '../../system/runner.js';
import { runConsole } from '../../wizard/console.js';
import { systemMachine } from '../../wizard/system-machine.js';
import { type CliCommand, exitCode } from '../command.js';
import { openFaces, plainOption } from '../faces.js';
import { languageOf } from '../language.js';
import { makeReport } from '../report.js';
import { consoleName } from '../screen.js';

const command: CliCommand = {
  usage: ['console [--plain]'],
  about:
    'What the consoles of the disc show: the set-up until it is done, afterwards the dashboard. It never ends by itself; the machine is shut down from the dashboard. Started with "phantom.plain" on the kernel\'s command line, the disc shows both one line at a time. Needs root.',
  options: plainOption,
  examples: [{ words: 'console --plain', about: 'As the disc shows it for screen readers.' }],
  async run(call) {
    if (call.io.uid !== 0) {
      throw new Error('Only root may set up this machine; "phantom dashboard" shows the node.');
    }
    const machine = systemMachine({
      runner: systemRunner,
      clock: systemClock,
      root: '/',
      tty: await consoleName(),
      manage: true,
    });
    const report = async () => makeReport(await loadConfig(systemPaths.config));
    const faces = await openFaces(call, call.flag('plain') || (await wantsPlain()), false, () =>
      languageOf(call),
    );
    try {
      await runConsole(machine, {
        wizard: () => faces.wizard(machine),
        dashboard: () => faces.dashboard({ ...machine, report }),
      });
    } finally {
      faces.close();
    }
    return exitCode.ok;
  },
};

async function wantsPlain(): Promise<boolean> {
  const words = await readFile('/proc/cmdline', 'utf8').catch(() => '');
  return words.trim().split(/\s+/).includes('phantom.plain');
}

export default command;
