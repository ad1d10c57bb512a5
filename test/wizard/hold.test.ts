import test from 'ava';
import { freshForm } from '../../src/tui/form/form.js';
import type { Progress } from '../../src/wizard/machine.js';
import { WizardPlain } from '../../src/wizard/plain.js';
import { WizardScreen } from '../../src/wizard/screen.js';
import type { Wizard } from '../../src/wizard/wizard.js';
import { at, rehearsal } from '../helpers/rehearsal.js';

test('the first keys wait for the answer whose the answers are, and keep their order', async (t) => {
  let answer: (mine: boolean) => void = () => {};
  const kept: Progress[] = [];
  const { clock, wizard, screen, text } = await rehearsal(
    {
      hold: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
      saveProgress: async (progress) => void kept.push(progress),
    },
    at('contact'),
  );
  wizard.update({ forms: { contact: freshForm('lan') } });
  screen.key({ name: 'char', char: ' ' });
  screen.key({ name: 'f1', char: '' });
  screen.key({ name: 'enter', char: '' });
  await clock.run(10);
  t.true(wizard.state.answers.lan);
  t.deepEqual(kept, []);
  answer(true);
  await clock.run(10);
  t.false(wizard.state.answers.lan);
  t.deepEqual(
    kept.map(({ page, answers }) => [page, answers.lan]),
    [['contact', false]],
  );
  t.regex(text(), /\[ \] Search the local network/);
  screen.key({ name: 'char', char: ' ' });
  t.true(wizard.state.answers.lan, 'from then on nothing waits');
  screen.stop();
});

for (const [name, press] of [
  ['whole screen', (wizard: Wizard) => new WizardScreen(wizard, false).key({ name: 'escape', char: '' })],
  ['line by line', (wizard: Wizard) => new WizardPlain(wizard).back()],
] as const) {
  test(`a key on a second console changes nothing there (${name})`, async (t) => {
    const kept: Progress[] = [];
    const held: { by: string | null } = { by: null };
    const { clock, wizard, screen, text } = await rehearsal(
      {
        hold: async () => false,
        heldElsewhere: async () => held.by,
        saveProgress: async (progress) => void kept.push(progress),
      },
      at('contact'),
    );
    await clock.run(10);
    held.by = 'ttyS0';
    press(wizard);
    await clock.run(10);
    t.is(wizard.state.page, 'contact');
    t.regex(text(), /being set up on the console ttyS0/);
    press(wizard);
    await clock.run(10);
    t.is(wizard.state.page, 'contact');
    t.deepEqual(kept, []);
    screen.stop();
  });
}

test('a wizard that ends while it asks whose the answers are gives them back afterwards', async (t) => {
  const calls: string[] = [];
  let answer: (mine: boolean) => void = () => {};
  const { clock, screen, wizard } = await rehearsal(
    {
      hold: () =>
        new Promise((resolve) => {
          answer = (mine) => {
            calls.push('held');
            resolve(mine);
          };
        }),
      release: async () => void calls.push('released'),
    },
    at('contact'),
  );
  screen.key({ name: 'escape', char: '' });
  screen.stop();
  await clock.run(10);
  answer(true);
  await clock.run(10);
  t.deepEqual(calls, ['held', 'released']);
  t.is(wizard.state.page, 'contact');
  t.is(clock.pending(), 0);
});
