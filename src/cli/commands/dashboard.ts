import { existsSync } from 'node:fs';
import { access, constants, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { systemClock } from '../../clock/machine-clock.js';
import { changeSettings } from '../../config/file.js';
import { systemPaths } from '../../config/paths.js';
import { followNode } from '../../control/follow.js';
import type { DashboardHost } from '../../dashboard/host.js';
import { systemRunner } from '../../system/runner.js';
import { type CliCommand, configOption, exitCode } from '../command.js';
import { openFaces, plainOption } from '../faces.js';
import { languageOf } from '../language.js';
import { findPlace, placeConfig } from '../place.js';
import { makeReport } from '../report.js';

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
    const place = await findPlace(call);
    const config = await placeConfig(call, place);
    const mayWrite = await access(place.exists ? place.config : dirname(place.config), constants.W_OK).then(
      () => true,
      () => false,
    );
    const isService =
      call.io.uid === 0 && place.config === systemPaths.config && existsSync('/run/systemd/system');
    const host: DashboardHost = {
      mayManage: false,
      follow: (onSeen) => followNode(config.control.socket, systemClock, every, onSeen),
      power: async () => null,
      saveFile,
      report: () => makeReport(config),
      ...(isService && { restartNode }),
      ...(mayWrite && { changeSettings: (changes) => changeSettings(place.config, changes) }),
    };
    const faces = await openFaces(call, call.flag('plain'), true, () => languageOf(call));
    try {
      await faces.dashboard(host);
    } finally {
      faces.close();
    }
    return exitCode.ok;
  },
};

/** Restarts the node that the package runs; resolves to why it did not. */
async function restartNode(): Promise<string | null> {
  const { code, stderr } = await systemRunner.run('systemctl', [
    '--no-block',
    'restart',
    'phantom-node.service',
  ]);
  return code === 0 ? null : `systemctl: ${stderr.trim() || `ended with code ${code}`}`;
}

/** A new file where the program was started. */
async function saveFile(name: string, text: string): Promise<string> {
  const path = resolve(name);
  await writeFile(path, text, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === 'EEXIST'
        ? `${path} is there already and is not overwritten. Move it away first.`
        : `${path} cannot be written (${error.code}).`,
    );
  });
  return path;
}

export default command;
