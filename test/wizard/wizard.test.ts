import test from 'ava';
import { ControlError } from '../../src/control/client.js';
import type { Machine } from '../../src/wizard/machine.js';
import { dhcpPatience } from '../../src/wizard/network.js';
import { wired } from '../helpers/console.js';
import { snapshot } from '../helpers/control.js';
import { at, rehearsal } from '../helpers/rehearsal.js';

test('a router that gives no address is named after a while, and asked again', async (t) => {
  const { clock, calls, screen, text, cards } = await rehearsal({}, at('network'));
  await clock.run(5000);
  t.regex(text(), /Waiting for an address from your router \(5 s\)/);
  await clock.run(dhcpPatience);
  t.regex(text(), /Nobody has given this PC an address for 25 s\..*\[ Try again \]/);
  screen.key({ name: 'backtab', char: '' });
  screen.key({ name: 'enter', char: '' });
  await clock.run(3000);
  t.deepEqual(calls, ['renew']);
  t.regex(text(), /Waiting for an address from your router \(3 s\)/);
  cards(wired);
  await clock.run(1000);
  t.regex(text(), /The network works/);
  screen.stop();
  t.is(clock.pending(), 0);
});

test('work that was left does not go on, and nobody is followed twice', async (t) => {
  let written = () => {};
  const { clock, calls, wizard, screen, see, following, text, result } = await rehearsal(
    {
      writeSettings: ({ lan }) =>
        new Promise((resolve) => {
          written = () => {
            calls.push(`settings lan=${lan}`);
            resolve(null);
          };
        }),
    },
    at('summary'),
  );
  const press = (...names: ('enter' | 'escape')[]) => {
    for (const name of names) screen.key({ name, char: '' });
  };
  press('enter');
  await clock.run(10);
  const first = written;
  press('escape');
  wizard.answer({ lan: false });
  press('enter');
  await clock.run(10);
  first();
  await clock.run(10);
  t.deepEqual(calls, ['settings lan=true']);
  written();
  await clock.run(10);
  t.deepEqual(calls, ['settings lan=true', 'settings lan=false', 'start']);
  t.is(following(), 1);
  see({ state: 'up', snapshot: snapshot() });
  t.regex(text(), /Done: this node is part of the network/);
  const calledFirst = snapshot().steps.map((step) =>
    step.step === 'contact' ? { ...step, count: 0 } : step,
  );
  see({ state: 'up', snapshot: snapshot({ steps: calledFirst }) });
  t.regex(text(), /Looking for other nodes +others found us/);
  press('escape');
  t.is(following(), 0);
  press('enter');
  await clock.run(10);
  written();
  await clock.run(10);
  see({ state: 'up', snapshot: snapshot() });
  press('enter');
  t.is(wizard.state.page, 'address');
  t.is(following(), 1, 'the last page asks the node, too');
  press('enter');
  await clock.run(10);
  t.is(result(), 'done');
  t.is(calls.at(-1), 'marked');
  screen.stop();
  t.is(following(), 0);
  t.is(clock.pending(), 0);
});

test('a second keyboard chosen while the first is being switched is the one that counts', async (t) => {
  const waiting: ((why: string | null) => void)[] = [];
  const { clock, wizard, screen, text } = await rehearsal({
    applyKeyboard: () => new Promise((resolve) => waiting.push(resolve)),
  });
  wizard.applyKeyboard('de');
  wizard.applyKeyboard('fr');
  waiting[0]?.('too late');
  await clock.run(10);
  t.regex(text(), /Switching the keyboard to French/);
  waiting[1]?.(null);
  await clock.run(10);
  t.regex(text(), /The keyboard is now: French\./);
  screen.stop();
});

test('a mark that cannot be kept is told, and does not hold anybody up', async (t) => {
  const { clock, screen, text, result } = await rehearsal(
    { markSetUp: () => Promise.reject(new Error('ENOSPC: no space left on device')) },
    at('joining'),
  );
  screen.key({ name: 'enter', char: '' });
  await clock.run(10);
  t.is(result(), null);
  t.regex(text(), /cannot note that it is set up \(ENOSPC: no space left on device\)\./);
  screen.key({ name: 'enter', char: '' });
  await clock.run(10);
  t.is(result(), 'done');
  screen.stop();
});

test('a second Enter on the way does not leave the page before the node was started', async (t) => {
  let started: (why: string | null) => void = () => {};
  const { clock, calls, screen, text, result, following } = await rehearsal(
    {
      startNode: () =>
        new Promise((resolve) => {
          started = resolve;
        }),
    },
    at('summary'),
  );
  const enter = () => screen.key({ name: 'enter', char: '' });
  enter();
  enter();
  await clock.run(10);
  enter();
  await clock.run(10);
  t.is(result(), null);
  t.deepEqual(calls, ['settings lan=true']);
  t.regex(text(), /\[ \.\.\. +\] Starting the node/);
  t.notRegex(text(), /Go on while it searches|Change the answers/);
  started('systemctl: it is masked.');
  await clock.run(10);
  t.regex(text(), /This did not work: systemctl: it is masked\./);
  t.regex(text(), /\[ Go on while it searches \]/);
  screen.stop();
  t.is(following(), 0);
});

test('work that ends after the wizard opens no new connection', async (t) => {
  let started: (why: string | null) => void = () => {};
  const { clock, screen, following } = await rehearsal(
    {
      startNode: () =>
        new Promise((resolve) => {
          started = resolve;
        }),
    },
    at('summary'),
  );
  screen.key({ name: 'enter', char: '' });
  await clock.run(10);
  screen.stop();
  started(null);
  await clock.run(10);
  t.is(following(), 0);
  t.is(clock.pending(), 0);
});

test('a crash before the node was started comes back to the summary, and the work is done whole', async (t) => {
  let kept = at('summary');
  let started: (why: string | null) => void = () => {};
  const machine: Partial<Machine> = {
    loadProgress: async () => kept,
    saveProgress: async (progress) => {
      kept = progress;
    },
    startNode: () =>
      new Promise((resolve) => {
        started = resolve;
      }),
  };
  const enter = { name: 'enter', char: '' } as const;
  const first = await rehearsal(machine);
  first.screen.key(enter);
  await first.clock.run(10);
  t.regex(first.text(), /Joining the network/);
  t.is(kept.page, 'summary');

  const second = await rehearsal(machine);
  t.regex(second.text(), /Is this right\?/);
  t.is(second.following(), 0);
  second.screen.key(enter);
  await second.clock.run(10);
  t.deepEqual(second.calls, ['settings lan=true']);
  started(null);
  await second.clock.run(10);
  t.is(kept.page, 'joining');

  const third = await rehearsal(machine);
  t.is(third.following(), 1);
  t.regex(third.text(), /\[ done \] Starting the node/);
  t.deepEqual(third.calls, []);
  for (const { screen } of [first, second, third]) screen.stop();
});

test('a start that failed is not kept as a start', async (t) => {
  const pages: string[] = [];
  const { clock, screen, text } = await rehearsal(
    {
      startNode: async () => 'systemctl: it is masked.',
      saveProgress: async ({ page }) => void pages.push(page),
    },
    at('summary'),
  );
  screen.key({ name: 'enter', char: '' });
  await clock.run(10);
  t.regex(text(), /it is masked/);
  t.true(pages.length > 0);
  t.false(pages.includes('joining'));
  screen.stop();
});

test('a node that was stopped can be started again from the joining page', async (t) => {
  const { clock, calls, screen, text, see } = await rehearsal(
    { nodeTrouble: async () => 'the service of the node is stopped.' },
    at('joining'),
  );
  see({ state: 'down', error: new ControlError('not-running', 'The node is not running.') });
  await clock.run(1000);
  t.regex(text(), /This did not work: the service of the node is stopped\./);
  screen.key({ name: 'backtab', char: '' });
  screen.key({ name: 'enter', char: '' });
  await clock.run(10);
  t.deepEqual(calls, ['settings lan=true', 'start']);
  see({ state: 'up', snapshot: snapshot() });
  t.regex(text(), /Done:/);
  screen.stop();
});
