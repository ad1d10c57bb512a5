import { access, readFile } from 'node:fs/promises';
import { monotonic } from '../../pc-clock/door.js';
import { setClock } from '../../pc-clock/helper.js';
import { systemRunner } from '../../system/runner.js';
import { type CliCommand, configOption, exitCode } from '../command.js';
import { findPlace, placeConfig } from '../place.js';

/** More than one number is nothing that is waited for, bytes. */
const longest = 32;

const command: CliCommand = {
  usage: ['set-clock [--config FILE]'],
  about:
    'What systemd starts when the node wants this PC\'s own clock set (phantom-clock.socket): it reads one number from standard input, looks whether the settings agree ("phantom config set clock.set true") and whether the time can be, and sets the clock. It needs CAP_SYS_TIME. It is of no use by hand.\nTo have the clock set on a Debian of your own: "systemctl enable --now phantom-clock.socket" and "phantom config set clock.set true".',
  options: configOption,
  examples: [
    {
      words: 'set-clock --config /etc/phantom/phantom.yaml',
      about: 'As phantom-clock@.service calls it, with a number on standard input.',
    },
  ],
  async run(call) {
    const config = await placeConfig(call, await findPlace(call));
    const text = await readNumber();
    const words = await setClock(
      {
        runner: systemRunner,
        monotonic,
        wall: Date.now,
        isAgreed: config.clock.set,
        read: (file) => readFile(file, 'utf8').catch(() => null),
        exists: (file) =>
          access(file).then(
            () => true,
            () => false,
          ),
      },
      text,
    );
    call.io.out(words);
    return exitCode.ok;
  },
};

/** The line on standard input; the other end may stay open. */
async function readNumber(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin) {
    text += String(chunk);
    if (text.includes('\n') || text.length > longest) break;
  }
  return text;
}

export default command;
