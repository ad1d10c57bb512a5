/** Somebody who presses anything: nothing breaks, the screen is always whole, and there is always a way back and a way on. */
import test from 'ava';
import { seededRandom } from '../../src/crypto/random.js';
import type { Key, KeyName } from '../../src/tui/keys.js';
import { lookFor } from '../../src/tui/look.js';
import { plainText } from '../../src/tui/rows.js';
import { freshConnection } from '../../src/wizard/connection.js';
import type { Connector } from '../../src/wizard/connector.js';
import { wired } from '../helpers/console.js';
import { snapshot } from '../helpers/control.js';
import { rehearsal } from '../helpers/rehearsal.js';

const names: readonly KeyName[] = [
  ...(['up', 'down', 'left', 'right', 'home', 'end', 'pageup', 'pagedown', 'insert', 'delete'] as const),
  ...(['backspace', 'tab', 'tab', 'backtab', 'enter', 'enter', 'enter', 'escape', 'f1', 'redraw'] as const),
];
const letters = ' abcdefghijklmnopqrstuvwxyzABC0123456789/.-?:#äß';
const sizes = [
  { columns: 80, rows: 24 },
  { columns: 100, rows: 37 },
  { columns: 128, rows: 48 },
  { columns: 160, rows: 50 },
];
const keysEach = 4_000;

/** One network that never lets in, so that both ways on are walked. */
const connector: Connector = {
  look: async () => ({
    card: 'wlan0',
    isSwitchedOff: false,
    isScanning: false,
    connected: null,
    networks: [{ ssid: 'Home \u001b', signal: -50, security: 'psk' }],
  }),
  scan: async () => {},
  apply: async ({ kind }) => ({ state: kind === 'wifi' ? 'no-answer' : 'good' }),
  stop: async () => {},
};

for (const seed of [1, 2, 3, 4, 5]) {
  test(`whatever is pressed, the wizard stands and can be left either way (${seed})`, async (t) => {
    const random = seededRandom(`keys ${seed}`);
    const pick = <T>(all: ArrayLike<T>): T => all[Math.floor(random.next() * all.length)]!;
    const { wizard, screen, clock, cards, see, result } = await rehearsal({
      hasMedium: async () => true,
      connector: seed > 3 ? connector : null,
    });
    cards(wired, { ...wired, name: 'wlan0', wireless: true, carrier: false, addresses: [] });
    const look = lookFor('linux', true);
    const key = (name: KeyName, char = ''): void => screen.key({ name, char } satisfies Key);
    const seen = new Set<string>();

    for (let count = 0; count < keysEach && result() === null; count += 1) {
      if (random.next() < 0.4) key('char', pick(letters));
      else key(pick(names));
      if (count % 5 === 0) await clock.run(random.next() < 0.02 ? 1_500 : 1);
      if (wizard.state.page === 'joining' && wizard.state.work.state === 'node')
        see({ state: 'up', snapshot: snapshot() });
      seen.add(wizard.state.page);
      const size = pick(sizes);
      const rows = screen.view(size, look).map(plainText);
      t.is(rows.length, size.rows);
      t.true(rows.every((row) => row.length <= size.columns));
      t.regex(rows[0]!, /Phantom/);
    }
    t.true(seen.size >= 5, [...seen].join(' '));

    if (result() !== null) return;
    // Back to the first page with one key, and on to the summary with another, whatever stands in the lines.
    if (wizard.state.help) key('escape');
    for (let count = 0; count < 12; count += 1) key('escape');
    t.is(wizard.state.page, wizard.shown()[0]!.id);
    await clock.run(2_000);
    wizard.answer({
      network: 'public',
      channel: 'public',
      invite: '',
      rate: '',
      cap: '',
      connection: freshConnection,
    });
    for (let count = 0; count < 40 && wizard.state.page !== 'summary'; count += 1) {
      key('enter');
      await clock.run(10);
    }
    t.is(wizard.state.page, 'summary');
  });
}
