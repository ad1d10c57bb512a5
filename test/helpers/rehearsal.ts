import { VirtualClock } from '../../src/clock/virtual.js';
import type { Seen } from '../../src/control/follow.js';
import { lookFor } from '../../src/tui/look.js';
import { plainText } from '../../src/tui/rows.js';
import { freshAnswers } from '../../src/wizard/answers.js';
import type { Machine, Progress } from '../../src/wizard/machine.js';
import type { Card } from '../../src/wizard/network.js';
import { WizardScreen } from '../../src/wizard/screen.js';
import { Wizard } from '../../src/wizard/wizard.js';
import { wired } from './console.js';

/** A machine of which the test decides everything, and a wizard on it in virtual time. */
export async function rehearsal(change: Partial<Machine> = {}, progress: Progress | null = null) {
  const look = lookFor('linux', true);
  const clock = new VirtualClock();
  const calls: string[] = [];
  let cards: readonly Card[] = [{ ...wired, addresses: [] }];
  let onSeen: (seen: Seen) => void = () => {};
  let following = 0;
  const machine: Machine = {
    tty: 'tty1',
    serial: false,
    mayManage: true,
    settingsFile: '/etc/phantom/phantom.yaml',
    memory: async () => 1000,
    hasMedium: async () => false,
    damagedFiles: async () => [],
    cards: async () => cards,
    connector: null,
    renewNetwork: async () => void calls.push('renew'),
    applyKeyboard: async () => null,
    currentAnswers: async () => ({}),
    findInvites: async () => [],
    findOnSticks: async () => [],
    saveToStick: async () => 'stick',
    readEntry: async () => 'friends',
    readInvites: async () => ['ph1'],
    writeSettings: async ({ lan }) => {
      calls.push(`settings lan=${lan}`);
      return null;
    },
    startNode: async () => {
      calls.push('start');
      return null;
    },
    nodeTrouble: async () => null,
    follow: (fn) => {
      onSeen = fn;
      following += 1;
      return {
        call: async () => ({}),
        close: () => {
          following -= 1;
        },
      };
    },
    isSetUp: async () => false,
    markSetUp: async () => void calls.push('marked'),
    loadProgress: async () => progress,
    saveProgress: async () => {},
    heldElsewhere: async () => null,
    hold: async () => true,
    release: async () => {},
    changeSettings: async () => {},
    restartNode: async () => null,
    power: async () => null,
    ...change,
  };
  const wizard = new Wizard(machine, clock);
  await wizard.prepare();
  const screen = new WizardScreen(wizard, true);
  let result: string | null = null;
  screen.start(
    () => {},
    (ended) => {
      result = ended;
    },
  );
  return {
    clock,
    calls,
    wizard,
    screen,
    text: () => screen.view({ columns: 80, rows: 24 }, look).map(plainText).join(' ').replace(/\s+/g, ' '),
    cards: (...now: Card[]) => {
      cards = now;
    },
    see: (seen: Seen) => onSeen(seen),
    following: () => following,
    result: () => result,
  };
}

/** Progress as far as a page, with the answers as they are at first. */
export const at = (page: string): Progress => ({ page, answers: freshAnswers });
