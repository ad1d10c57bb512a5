import { readFile } from 'node:fs/promises';
import { systemClock } from '../../clock/machine-clock.js';
import { Recorder } from '../../system/recorder.js';
import { systemRunner } from '../../system/runner.js';
import { voice } from '../../tui/texts/say.js';
import { type Answers, freshAnswers, parseAnswers } from '../../wizard/answers.js';
import type { Machine } from '../../wizard/machine.js';
import { planText, setUpSilently } from '../../wizard/silent.js';
import { systemMachine } from '../../wizard/system-machine.js';
import { type Call, type CliCommand, exitCode } from '../command.js';
import { openFaces, plainOption } from '../faces.js';
import { languageOf } from '../language.js';
import { consoleName } from '../screen.js';

const command: CliCommand = {
  usage: [
    'wizard [--plain]',
    'wizard --answers FILE',
    'wizard --dry-run [--answers FILE]',
    'wizard --root DIR',
  ],
  about:
    'Sets up this node by a few questions: keyboard, network, how to find others. With --answers the answers come from a YAML file (keys: language, keyboard, connection, lan, bittorrent, clock, invite) and nothing is asked. Needs root, unless it is only rehearsed.',
  options: {
    answers: {
      type: 'string',
      value: 'FILE',
      about: 'take the answers from this file',
      fallback: 'they are asked for',
      kind: 'file',
    },
    'dry-run': { type: 'boolean', about: 'print what would be done, and do nothing' },
    ...plainOption,
    root: {
      type: 'string',
      value: 'DIR',
      about: 'rehearse: write below DIR, run no program',
      fallback: 'this machine is set up',
      kind: 'directory',
    },
  },
  examples: [
    { words: 'wizard', about: 'Asks the questions on this terminal.' },
    { words: 'wizard --dry-run --answers answers.yaml', about: 'What would be done with these answers?' },
  ],
  async run(call) {
    const root = call.option('root');
    const recorder = new Recorder();
    const machine = systemMachine({
      runner: root === undefined ? systemRunner : recorder,
      clock: systemClock,
      root: root ?? '/',
      tty: await consoleName(),
      manage: false,
    });
    const code = await carryOut(call, machine, root !== undefined);
    for (const line of recorder.calls) call.io.out(`not run: ${line}`);
    return code;
  },
};

async function carryOut(call: Call, machine: Machine, rehearsal: boolean): Promise<number> {
  const { io } = call;
  const answers = await readAnswers(call.option('answers'));
  if (call.flag('dry-run')) {
    const current: Answers = answers ?? {
      ...freshAnswers,
      language: await languageOf(call),
      ...(await machine.currentAnswers()),
    };
    io.out(planText(current, machine, voice(current.language)).join('\n'));
    return exitCode.ok;
  }
  if (io.uid !== 0 && !rehearsal) {
    throw new Error('Only root may set up this machine. --dry-run prints the plan, --root DIR rehearses it.');
  }
  if (answers) {
    const why = await setUpSilently(answers, machine, voice(answers.language), io.out);
    if (why) throw new Error(why);
    return exitCode.ok;
  }
  const faces = await openFaces(call, call.flag('plain'), true, () => languageOf(call));
  try {
    await faces.wizard(machine);
  } finally {
    faces.close();
  }
  return exitCode.ok;
}

async function readAnswers(file: string | undefined): Promise<Answers | null> {
  if (file === undefined) return null;
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new Error(`The answers cannot be read from ${file}: ${error.message}`);
  });
  return parseAnswers(text, file);
}

export default command;
