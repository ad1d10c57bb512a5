import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { Recorder } from '../../src/system/recorder.js';
import { freshAnswers } from '../../src/wizard/answers.js';
import { runConsole } from '../../src/wizard/console.js';
import { systemMachine } from '../../src/wizard/system-machine.js';
import { directory } from '../helpers/control.js';

test('where nothing can be marked, the dashboard comes after the wizard, and the wizard when asked for', async (t) => {
  const root = await directory(t);
  // Files where directories should be: nothing can be written, not even by root.
  await mkdir(join(root, 'etc'));
  await writeFile(join(root, 'etc/phantom'), '');
  const parts = { runner: new Recorder(), clock: new VirtualClock(), root, tty: 'tty1', manage: true };
  const machine = systemMachine(parts);
  const progress = { page: 'joining', answers: freshAnswers };
  await machine.saveProgress(progress);
  await t.throwsAsync(machine.markSetUp(true));
  const full = { ...machine, saveProgress: () => Promise.reject(new Error('no space left on device')) };
  const shown: string[] = [];
  const answers = ['again', 'left'] as const;
  await runConsole(full, {
    wizard: async () => {
      shown.push('wizard');
      return 'done';
    },
    dashboard: async () => {
      shown.push('dashboard');
      return answers[shown.length / 2 - 1] ?? 'left';
    },
  });
  t.deepEqual(shown, ['wizard', 'dashboard', 'wizard', 'dashboard']);
});

test('a console that was set up shows the dashboard first, and a wizard that is left ends it', async (t) => {
  const root = await directory(t);
  const parts = { runner: new Recorder(), clock: new VirtualClock(), root, tty: 'tty1', manage: true };
  const machine = systemMachine(parts);
  await machine.markSetUp(true);
  await machine.saveProgress({ page: 'joining', answers: { ...freshAnswers, lan: false } });
  const shown: string[] = [];
  await runConsole(machine, {
    wizard: async () => {
      shown.push('wizard');
      return 'left';
    },
    dashboard: async () => {
      shown.push('dashboard');
      return 'again';
    },
  });
  t.deepEqual(shown, ['dashboard', 'wizard']);
  t.false(await machine.isSetUp());
  t.deepEqual(await machine.loadProgress(), { page: 'keyboard', answers: { ...freshAnswers, lan: false } });
});
