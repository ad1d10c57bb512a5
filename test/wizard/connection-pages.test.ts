/** The pages of the connection, by keys, on a machine of which the test decides everything. */
import test from 'ava';
import type { KeyName } from '../../src/tui/keys.js';
import { plainPage } from '../../src/tui/plain/page.js';
import { type Connection, freshConnection } from '../../src/wizard/connection.js';
import type { Connector, Outcome, WifiSeen } from '../../src/wizard/connector.js';
import { WizardPlain } from '../../src/wizard/plain.js';
import { wired } from '../helpers/console.js';
import { at, rehearsal } from '../helpers/rehearsal.js';

const wlan = { name: 'wlan0', wireless: true, carrier: false, addresses: [] };

async function lab(page: string, connection: Partial<Connection> = {}) {
  const applied: Connection[] = [];
  const scans: string[] = [];
  let finish: (outcome: Outcome) => void = () => {};
  let seen: WifiSeen | null = {
    card: 'wlan0',
    isSwitchedOff: false,
    isScanning: false,
    connected: null,
    networks: [
      { ssid: 'Home', signal: -48, security: 'psk' },
      { ssid: 'Cafe', signal: -71, security: 'open' },
      { ssid: 'Office', signal: -83, security: 'other' },
    ],
  };
  const connector: Connector = {
    look: async () => seen,
    scan: async (country) => void scans.push(country),
    apply: (asked) => {
      applied.push(asked);
      return new Promise((resolve) => {
        finish = resolve;
      });
    },
    stop: async () => finish({ state: 'stopped' }),
  };
  const progress = at(page);
  const answers = { ...progress.answers, connection: { ...freshConnection, ...connection } };
  const base = await rehearsal({ connector }, { ...progress, answers });
  base.cards(wlan, { ...wired, carrier: false, addresses: [] });
  await base.clock.run(1100);
  return {
    ...base,
    applied,
    scans,
    press: async (...names: KeyName[]) => {
      for (const name of names) base.screen.key({ name, char: '' });
      await base.clock.run(10);
    },
    type: async (text: string) => {
      for (const char of text) base.screen.key({ name: 'char', char });
      await base.clock.run(10);
    },
    finish: async (outcome: Outcome) => {
      finish(outcome);
      await base.clock.run(10);
    },
    wifi: (change: Partial<WifiSeen> | null) => {
      seen = change && seen && { ...seen, ...change };
    },
    connection: () => base.wizard.state.answers.connection,
  };
}

test('only what the machine has is offered, and Wi-Fi and fixed addresses get a page each', async (t) => {
  const { text, cards, clock, press, applied, screen, wizard } = await lab('network');
  for (const words of ['by cable; the address', 'by Wi-Fi', 'an address that I type', 'not yet;'])
    t.true(text().includes(words), words);
  t.regex(text(), /Step 2 of 8/);
  cards({ ...wired, carrier: false, addresses: [] });
  await clock.run(1000);
  t.false(text().includes('by Wi-Fi'));
  cards(wlan);
  await clock.run(1000);
  t.regex(text(), /Only a Wi-Fi card was found \(wlan0\)\. Choose Wi-Fi below/);
  t.false(text().includes('an address that I type'));
  cards();
  await clock.run(1000);
  t.regex(text(), /not yet;/);

  cards(wlan, wired);
  await clock.run(1000);
  await press('backtab', 'backtab', 'down', 'down', 'enter');
  t.regex(text(), /\(\*\) by cable, with an address/);
  t.regex(text(), /Step 2 of 9/);
  t.deepEqual(applied, []);
  await press('up', 'up', 'enter');
  t.deepEqual(
    applied.map(({ kind }) => kind),
    ['wired'],
    'what was set before is undone',
  );
  t.is(wizard.page().id, 'network');
  screen.stop();
});

test('a Wi-Fi is chosen, its passphrase typed behind stars, and a wrong one explained', async (t) => {
  const lab1 = await lab('wifi', { kind: 'wifi' });
  const { text, press, type, finish, applied, scans, connection, screen, wifi, clock, cards } = lab1;
  t.deepEqual(scans, [''], 'it listens by itself when it is opened');
  await clock.run(3000);
  t.regex(text(), /████ Home +locked/);
  t.regex(text(), /██▒▒ Cafe +open/);
  t.regex(text(), /█▒▒▒ Office +needs a login/);
  t.deepEqual(scans, [''], 'and not again and again');
  await press('enter');
  await type('');
  t.regex(text(), /\(\*\) ████ Home/);
  await press('tab');
  await type('short');
  t.regex(text(), /Passphrase of the Wi-Fi Home \*{5} /);
  t.notRegex(text(), /short/);
  await press('tab');
  await type(' ');
  t.regex(text(), /\[x\] Show the passphrase/);
  t.regex(text(), /Passphrase of the Wi-Fi Home short/);
  await press('tab', 'tab', 'enter');
  t.deepEqual(applied, []);
  t.regex(text(), /has 8 to 63 letters/);
  await type('er than that');
  await press('tab', 'tab');
  await type('de');
  await press('tab', 'enter');
  t.is(applied.length, 1);
  t.like(applied[0], { ssid: 'Home', passphrase: 'shorter than that', country: 'DE', hidden: false });
  t.regex(text(), /Connecting to Home \.\.\..*\[ Stop \]/);
  await finish({ state: 'wrong-passphrase' });
  t.regex(text(), /The passphrase of "Home" is wrong\..*\[ Connect \]/);
  t.is(connection().passphrase, 'shorter than that', 'nothing typed is lost');
  await press('escape');
  t.regex(text(), /This PC reaches its network/);
  await press('enter');
  t.is(connection().passphrase, 'shorter than that');

  await press('backtab', 'backtab', 'backtab', 'enter');
  t.is(applied.length, 2);
  wifi({ connected: 'Home' });
  cards({ ...wlan, carrier: true });
  await finish({ state: 'good' });
  await clock.run(1000);
  t.regex(text(), /Connected\. Waiting for an address from your router/);
  cards({ ...wlan, carrier: true, addresses: ['192.168.7.9'] });
  await clock.run(1000);
  t.regex(text(), /this PC has the address 192\.168\.7\.9\./);
  t.regex(text(), /\[ Continue \]/);
  screen.stop();
  t.is(clock.pending(), 0);
});

test('connecting is stopped by the same button, and what comes after the page was left does not disturb', async (t) => {
  const { text, press, applied, finish, screen } = await lab('wifi', {
    kind: 'wifi',
    ssid: 'Cafe',
    open: true,
  });
  t.regex(text(), /This network is open\./);
  await press('tab', 'tab', 'enter');
  t.is(applied.length, 1);
  t.regex(text(), /Connecting to Cafe \.\.\..*\[ Stop \]/);
  await press('enter');
  t.regex(text(), /Connecting was stopped\..*\[ Connect \]/);
  await press('enter');
  t.is(applied.length, 2);
  await press('escape');
  t.regex(text(), /This PC reaches its network/);
  await finish({ state: 'no-answer' });
  t.regex(text(), /This PC reaches its network/);
  await press('enter');
  t.regex(text(), /"Cafe" does not let this PC in\. It may be busy/);
  screen.stop();
});

test('a protected network and an open one of its name are two', async (t) => {
  const { text, press, type, wifi, clock, applied, screen } = await lab('wifi', { kind: 'wifi' });
  wifi({
    networks: [
      { ssid: 'Home', signal: -30, security: 'open' },
      { ssid: 'Home', signal: -60, security: 'psk' },
    ],
  });
  await clock.run(3000);
  await press('down', 'enter');
  t.regex(text(), /\(\*\) ███▒ Home +locked/);
  await press('tab', 'tab', 'tab', 'tab', 'enter');
  t.deepEqual(applied, []);
  t.regex(text(), /This network needs its passphrase\./);
  await type('correct horse');
  await press('tab', 'tab', 'tab', 'enter');
  t.like(applied[0], { ssid: 'Home', open: false, passphrase: 'correct horse' });
  screen.stop();
});

test('a hidden network is asked for by name, and a switch is told', async (t) => {
  const { text, press, type, wifi, clock, applied, screen, connection } = await lab('wifi', { kind: 'wifi' });
  await press('end', 'enter');
  t.regex(text(), /\(\*\) another one, which hides its name/);
  await press('tab');
  await type('Shy net');
  await press('tab');
  await type('behind a veil');
  await press('tab', 'tab', 'tab', 'enter');
  t.like(applied[0], { ssid: 'Shy net', hidden: true, open: false, passphrase: 'behind a veil' });
  await press('escape');
  wifi({ isSwitchedOff: true });
  await press('enter');
  await clock.run(4000);
  t.regex(text(), /Wi-Fi is switched off by a switch/);
  wifi(null);
  await clock.run(4000);
  t.is(connection().ssid, 'Shy net');
  screen.stop();
});

test('fixed addresses are checked in words before anything is done', async (t) => {
  const { text, press, type, applied, finish, screen, cards, clock } = await lab('fixed', { kind: 'fixed' });
  t.regex(text(), /No name server is needed/);
  await type('192.168.1.5');
  await press('tab', 'tab', 'tab', 'tab', 'enter');
  t.regex(text(), /After the address a slash and the length of the network are missing/);
  t.deepEqual(applied, []);
  await type('/24');
  t.notRegex(text(), /a slash and the length of the network are missing/);
  await press('tab');
  await type('192.168.2.1');
  t.regex(text(), /This router is not in the network of the address/);
  await press('backspace', 'backspace', 'backspace');
  await type('1.1');
  await press('tab', 'tab', 'tab', 'enter');
  t.like(applied[0], { kind: 'fixed', address4: '192.168.1.5/24', gateway4: '192.168.1.1' });
  cards({ ...wired, addresses: ['192.168.1.5'] });
  await finish({ state: 'good' });
  await clock.run(1000);
  t.regex(text(), /this PC has the address 192\.168\.1\.5\..*\[ Continue \]/);
  await press('backtab', 'backtab', 'backtab', 'backtab');
  await type('0');
  t.regex(text(), /\[ Go on without a network \]/, 'those were others');
  screen.stop();
});

test('line by line, bars are said as numbers and the passphrase is not said', async (t) => {
  const { wizard, screen, clock } = await lab('wifi', {
    kind: 'wifi',
    ssid: 'Home',
    passphrase: 'correct horse',
  });
  await clock.run(3000);
  const { menu, choices } = plainPage(new WizardPlain(wizard).items(), wizard.say());
  t.true(menu.includes('1. Networks that this PC hears, strongest first: Home, 4/4, locked'));
  t.true(menu.includes('2. Passphrase of the Wi-Fi Home: *************'));
  t.notRegex(menu.join('\n'), /horse|█/);
  t.is(choices.length, menu.length);
  screen.stop();
});

test('the summary says how, and the passphrase is forgotten once the settings are written', async (t) => {
  const { text, press, clock, connection, screen } = await lab('summary', {
    kind: 'wifi',
    ssid: 'Home',
    passphrase: 'correct horse',
  });
  t.regex(text(), /Network +none yet \(Wi-Fi Home\)/);
  t.notRegex(text(), /horse/);
  await press('enter');
  await clock.run(10);
  t.like(connection(), { kind: 'wifi', ssid: 'Home', passphrase: '' });
  screen.stop();
});
