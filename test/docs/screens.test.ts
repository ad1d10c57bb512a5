import { readFile, writeFile } from 'node:fs/promises';
import test from 'ava';
import type { Snapshot } from '../../src/control/protocol.js';
import { drawDashboard } from '../../src/dashboard/draw.js';
import { freshState, pageIds } from '../../src/dashboard/page.js';
import { smallest } from '../../src/tui/frame.js';
import { lookFor } from '../../src/tui/look.js';
import type { Row } from '../../src/tui/rows.js';
import { voice } from '../../src/tui/texts/say.js';
import { freshAnswers } from '../../src/wizard/answers.js';
import { freshConnection } from '../../src/wizard/connection.js';
import { drawWizard } from '../../src/wizard/draw.js';
import type { Machine } from '../../src/wizard/machine.js';
import { freshOwnAddress } from '../../src/wizard/own-address.js';
import type { PageId, WizardState } from '../../src/wizard/page.js';
import { pages } from '../../src/wizard/pages.js';
import { wired } from '../helpers/console.js';
import { snapshot } from '../helpers/control.js';
import { hiddenWell } from '../helpers/dashboard.js';
import { picture } from '../helpers/picture.js';

const say = voice('en');
const machine = { serial: false, settingsFile: '/etc/phantom/phantom.yaml' } as Machine;

const joining: Snapshot = snapshot({
  connection: { state: 'joining', reason: 'finding-neighbours', since: 2000 },
  steps: [
    { step: 'identity', state: 'done', count: 731_204 },
    { step: 'socket', state: 'done', count: 24_947 },
    { step: 'contact', state: 'done', count: 3 },
    { step: 'link', state: 'done', count: 2 },
    { step: 'database', state: 'working', count: 1 },
  ],
});

function wizard(page: PageId, change: Partial<WizardState> = {}): Row[] {
  const state: WizardState = {
    page,
    answers: { ...freshAnswers, keyboard: 'de' },
    forms: {},
    help: false,
    memory: 2000,
    elsewhere: null,
    keyboard: { state: 'applied', name: 'German' },
    tried: '',
    medium: { state: 'idle' },
    cards: [wired],
    waited: 0,
    wifi: null,
    connecting: { state: 'idle' },
    isTried: false,
    isSecretShown: false,
    inviteFile: null,
    sticks: { state: 'idle' },
    invite: null,
    qr: null,
    own: freshOwnAddress,
    entryFile: null,
    kept: null,
    work: { state: 'node' },
    seen: { state: 'up', snapshot: joining },
    unmarked: null,
    ...change,
  };
  const shown = pages.filter((candidate) => candidate.shown?.(state) ?? true);
  const at = shown.findIndex(({ id }) => id === page);
  return drawWizard(state, shown[at]!, { at: at + 1, of: shown.length }, say, machine, smallest);
}

function dashboard(): Row[] {
  const wave = Array.from({ length: 36 }, (_, at) => Math.round(1500 + 1400 * Math.sin(at / 5)));
  return drawDashboard(
    {
      ...freshState,
      seen: { state: 'up', snapshot: snapshot({ anonymity: hiddenWell }) },
      history: { received: wave, sent: wave.map((value) => Math.round(value / (1 + (value % 3)))) },
      may: { ...freshState.may, manage: true },
    },
    pageIds,
    false,
    say,
    lookFor('linux', true),
    smallest,
  );
}

const home = { ssid: 'Home', passphrase: 'correct horse', country: 'DE' };
const networks = [
  { ssid: 'Home', signal: -48, security: 'psk' },
  { ssid: 'Library', signal: -69, security: 'open' },
  { ssid: 'Office', signal: -83, security: 'other' },
] as const;

const shots: Readonly<Record<string, () => Row[]>> = {
  keyboard: () => wizard('keyboard'),
  wifi: () =>
    wizard('wifi', {
      answers: { ...freshAnswers, connection: { ...freshConnection, kind: 'wifi', ...home } },
      wifi: { card: 'wlan0', isSwitchedOff: false, isScanning: false, connected: null, networks },
      connecting: { state: 'working' },
    }),
  contact: () => wizard('contact'),
  joining: () => wizard('joining'),
  dashboard,
};

for (const [name, draw] of Object.entries(shots)) {
  test(`docs/screens/${name}.svg shows the screen as it is (PHANTOM_PICTURES=1 draws it anew)`, async (t) => {
    const file = `docs/screens/${name}.svg`;
    const now = picture(`Phantom: ${name}`, draw(), smallest.columns);
    if (process.env.PHANTOM_PICTURES) await writeFile(file, now);
    t.is(await readFile(file, 'utf8'), now);
  });
}
