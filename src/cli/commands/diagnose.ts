import { stat } from 'node:fs/promises';
import { writeAtomically } from '../../state/directory.js';
import { type CliCommand, configOption, exitCode } from '../command.js';
import { say } from '../language.js';
import { findPlace, placeConfig } from '../place.js';
import { makeReport } from '../report.js';

const command: CliCommand = {
  usage: ['diagnose FILE', 'diagnose -'],
  about:
    'Writes what whoever helps you wants to know to a FILE, or with - to the screen: version, the verdicts of "phantom doctor", settings that were changed, counts, and the end of the log. No keys are in it, no addresses of this PC or of others, no names of nodes or networks; read it before you give it away all the same. It works without a running node, but says less then.',
  options: configOption,
  operands: [1, 1],
  words: ['file'],
  examples: [
    { words: 'diagnose report.txt', about: 'A file to read, and then to give to whoever helps.' },
    { words: 'diagnose -', about: 'The same on the screen.' },
  ],
  async run(call) {
    const file = call.operands[0]!;
    const isThere = await stat(file).then(
      () => true,
      () => false,
    );
    if (file !== '-' && isThere) {
      throw new Error(`${file} is there already and is not overwritten. Name another file.`);
    }
    const text = await makeReport(await placeConfig(call, await findPlace(call)));
    if (file === '-') call.io.out(text.trimEnd());
    else {
      await writeAtomically(file, text, 0o600);
      call.io.out(say('report.saved', { place: file }));
    }
    return exitCode.ok;
  },
};

export default command;
