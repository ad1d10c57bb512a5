import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { passphraseChannel } from '../../src/channel/channel.js';
import { defaultConfig } from '../../src/config/config.js';
import { loadConfig } from '../../src/config/file.js';
import type { Snapshot } from '../../src/control/protocol.js';
import { decodeKeptChannel, encodePass } from '../../src/wire/channel.js';
import { encodeInvite } from '../../src/wire/invite.js';
import { encodeInviteFile, networkMark } from '../../src/wire/invite-file.js';
import { type TestMachine, testMachine, wired } from '../helpers/console.js';
import { fakeNode, snapshot } from '../helpers/control.js';
import type { ScreenOptions, TestScreen } from '../helpers/screen.js';

const invite = encodeInvite({
  identityKey: new Uint8Array(32).fill(9),
  endpoint: { family: 4, address: '192.0.2.9', port: 4000 },
});

const words = 'correct horse battery staple';

/** Only what every font and every serial terminal has. */
function plain(t: ExecutionContext, screen: TestScreen, term: string): void {
  const glyphs = term !== 'vt220' ? /^[ -~─█▒ñçêРусский]*$/ : /^[ -~]*$/;
  for (const line of screen.lines()) t.regex(line, glyphs);
}

const walk = test.macro({
  title: (_, { columns = 80, rows = 24, term = 'linux', serial = false }: ScreenOptions) =>
    `from the first page to the dashboard and back, ${columns}x${rows} on ${term}${serial ? ' over a serial line' : ''}`,
  async exec(t: ExecutionContext, options: ScreenOptions) {
    const machine = await testMachine(t);
    await fakeNode(t, machine.socket);
    const screen = machine.console(options, options.serial ? 'ttyS0' : 'tty1');
    const term = options.term ?? 'linux';
    const look = () => plain(t, screen, term);

    await screen.see('Language and keyboard');
    await screen.see(options.serial ? 'You are on a serial line' : 'Choose your language, and the keyboard');
    await screen.see('Step 1 of 8');
    // On a serial line the size is known a moment after the first drawing.
    await screen.until(() => screen.lines().at(-1)!.includes('Help'), 'the keys are in the last row');
    look();
    screen.press('f1');
    await screen.see('Help: Language and keyboard');
    look();
    screen.press('escape');
    await screen.see('(*) English (US)');
    screen.press('tab').type('swiss').press('down', 'enter');
    await screen.see('The keyboard is now: Swiss (French).');
    screen.press('tab').type('hello?');
    await screen.see('hello?');
    screen.press('enter', 'enter');

    await screen.see('The network works: this PC has the address 192.168.1.20.');
    await screen.see('Step 2 of 8');
    look();
    screen.type('?');
    await screen.see('Help: Network');
    screen.press('enter', 'enter');

    await screen.see('Which network');
    await screen.see('Step 3 of 8');
    await screen.see('(*) a public one');
    await screen.see('Anybody can join it, list its nodes');
    look();
    screen.press('enter');

    await screen.see('How to find other nodes');
    look();
    screen.press('backtab', 'backtab', 'backtab').type(' ');
    await screen.see('[ ] Search the local network');
    await screen.see('can only wait until somebody else finds it');
    screen.press('tab').type(' ');
    await screen.see('[x] Meet in the DHT of BitTorrent');
    look();
    screen.type(' ').press('tab').type(invite.toUpperCase());
    await screen.see('This is an invite to 192.0.2.9:4000.');
    look();
    screen.press('escape');
    await screen.see('Step 3 of 8');
    screen.press('escape');
    await screen.see('Step 2 of 8');
    screen.press('escape');
    await screen.see('(*) Swiss (French)');
    screen.press('enter', 'enter', 'enter');
    await screen.see('This is an invite to 192.0.2.9:4000.');
    screen.press('enter');

    await screen.see('What this PC gives');
    screen.press('enter');
    await screen.see('Is this right?');
    for (const words of [
      'Swiss (French)',
      '192.168.1.20',
      'Member of public (public)',
      'Local search off',
      'BitTorrent off',
      `Invite ${invite.slice(0, 40)}`,
    ]) {
      await screen.see(words);
    }
    look();
    screen.press('tab', 'enter');
    await screen.see('What this PC gives');
    screen.press('enter');
    await screen.see('Is this right?');
    t.is(machine.file('etc/phantom/phantom.yaml'), '', 'nothing is done before it was shown');
    screen.press('enter');

    await screen.see('Done: this node is part of the network.');
    look();
    for (const words of ['[ done ] Writing the settings', '3 found', '2 links', '2 neighbours'])
      await screen.see(words);
    t.deepEqual((await loadConfig(`${machine.root}/etc/phantom/phantom.yaml`)).first_contact, {
      lan: false,
      cache: true,
      bittorrent: false,
      bittorrent_port: 0,
      bittorrent_nodes: defaultConfig.first_contact.bittorrent_nodes,
      peers: [invite],
    });
    t.regex(machine.file('etc/default/keyboard'), /XKBLAYOUT="ch"\nXKBVARIANT="fr"/);
    t.deepEqual(machine.calls(), [
      'setupcon --force -k',
      'systemctl enable --now phantom-clock.socket',
      'systemctl enable phantom-node.service',
      'systemctl --no-block restart phantom-node.service',
    ]);
    screen.press('enter');
    await screen.see('Your address');
    look();
    screen.press('escape');
    await screen.see('Done: this node is part of the network.');
    screen.press('enter');
    await screen.see('Your address');
    screen.press('enter');
    await screen.see('Connected, for 12 min');
    await screen.see('2 nodes linked');
    look();
  },
});

test(walk, {});
test(walk, { columns: 128, rows: 48 });
test(walk, { term: 'vt220', serial: true });
test(walk, { columns: 128, rows: 48, term: 'vt220', serial: true });
test(walk, { columns: 100, rows: 37 });
test(walk, { columns: 160, rows: 50, term: 'xterm-256color' });

test('an invite file is read before the wizard goes on, and its nodes become settings', async (t) => {
  const machine = await testMachine(t);
  await fakeNode(t, machine.socket);
  const nodes = [1, 2, 3].map((byte) => ({
    identityKey: new Uint8Array(32).fill(byte),
    endpoint: { family: 4 as const, address: `192.0.2.${byte}`, port: 4000 },
  }));
  const text = encodeInviteFile({ network: '00000000', channel: null, secret: null, nodes });
  await writeFile(join(machine.root, 'invite'), text.slice(0, -30));
  const screen = machine.console();
  await go(screen, 'contact');
  screen.press('backtab').type('/nowhere').press('enter', 'enter');
  await screen.see('nowhere cannot be read (ENOENT).');
  screen.press('backtab', ...Array.from({ length: 8 }, () => 'backspace')).type('/invite');
  await screen.see('A file with invites; it is read when you go on.');
  screen.press('enter', 'enter');
  await screen.see('The end of this invite file is missing.');
  await writeFile(join(machine.root, 'invite'), text);
  screen.press('enter');
  await screen.see('What this PC gives');
  screen.press('enter');
  await screen.see('Is this right?');
  await screen.see('Invite /invite');
  screen.press('escape');
  await screen.see('What this PC gives');
  screen.press('escape');
  await screen.see('This file names 3 nodes.');
  screen.press('enter');
  await screen.see('What this PC gives');
  screen.press('enter');
  await screen.see('Is this right?');
  screen.press('enter');
  await screen.see('Done: this node is part of the network.');
  const { first_contact } = await loadConfig(`${machine.root}/etc/phantom/phantom.yaml`);
  t.deepEqual(first_contact.peers, nodes.map(encodeInvite));
});

/** Presses until the page is there whose heading is given; the machine has a network. */
async function go(
  screen: TestScreen,
  to: 'network' | 'which' | 'contact' | 'summary' | 'joining',
): Promise<void> {
  await screen.see('(*) English (US)');
  screen.press('enter', 'enter');
  await screen.see('Step 2 of 8');
  if (to === 'network') return;
  await screen.see(/\[ (Continue|Go on without a network) \]/);
  screen.press('enter');
  await screen.see('Which network');
  if (to === 'which') return;
  screen.press('enter');
  await screen.see('How to find other nodes');
  if (to === 'contact') return;
  screen.press('enter');
  await screen.see('What this PC gives');
  screen.press('enter');
  await screen.see('Is this right?');
  if (to === 'summary') return;
  screen.press('enter');
  await screen.see('Joining the network');
}

test('the network page follows the cable, and can be left without one', async (t) => {
  const machine = await testMachine(t);
  await machine.cards();
  const screen = machine.console();
  await go(screen, 'network');
  await screen.see('No network card was found.');
  await machine.cards({ ...wired, name: 'wlp2s0', wireless: true, carrier: false, addresses: [] });
  await screen.see('Only a Wi-Fi card was found (wlp2s0).');
  await machine.cards({ ...wired, carrier: false, addresses: [] });
  await screen.see('No cable is plugged in (enp3s0).');
  await machine.cards({ ...wired, addresses: [] });
  await screen.see('Waiting for an address from your router (2 s)');
  await machine.cards(wired);
  await screen.see('The network works');
  await machine.cards({ ...wired, carrier: false, addresses: [] });
  await screen.see('[ Go on without a network ]');
  screen.press('enter');
  await screen.see('Which network');
  screen.press('enter');
  await screen.see('How to find other nodes');
  screen.press('enter');
  await screen.see('What this PC gives');
  screen.press('enter');
  await screen.see('Network none yet');
});

test('a network by passphrase: short ones are explained, the key is kept and the words are not', async (t) => {
  const machine = await testMachine(t);
  await fakeNode(t, machine.socket);
  const screen = machine.console();
  await go(screen, 'which');
  screen.press('tab', 'down', 'enter');
  await screen.see('(*) one by passphrase');
  await screen.see('to all others its nodes are noise');
  await screen.see('A name has 1 to 64 letters');
  screen.press('tab').type('club');
  screen.press('tab').type('too short');
  await screen.see('At least 14 characters, 9 so far.');
  screen.press('enter', 'enter');
  await screen.see('Which network');
  screen.press(...Array.from({ length: 9 }, () => 'backspace' as const)).type(words);
  await screen.see('Long enough.');
  screen.press('tab', 'enter');
  await screen.see('How to find other nodes');
  screen.press('enter');
  await screen.see('What this PC gives');
  screen.press('enter');
  await screen.see('Member of club (by passphrase)');
  t.false(screen.lines().join('\n').includes('horse'));
  screen.press('enter');
  await screen.see('Done: this node is part of the network.');
  t.like(await loadConfig(`${machine.root}/etc/phantom/phantom.yaml`), {
    channel: 'club',
    channel_kind: 'passphrase',
  });
  const kept = decodeKeptChannel(await readFile(join(machine.root, 'var/lib/phantom/channel')))!;
  t.deepEqual([...kept.key], [...(await passphraseChannel('club', words)).key]);
  await screen.until(
    () => !machine.file('run/phantom-wizard/progress.json').includes('horse'),
    'the passphrase is forgotten',
  );
  // Whoever goes back need not type it again.
  for (const heading of [
    'Is this right?',
    'What this PC gives',
    'How to find other nodes',
    'Which network',
  ]) {
    screen.press('escape');
    await screen.see(heading);
  }
  await screen.see('The key is here already');
  screen.press('tab', 'tab', 'tab');
});

test('a network by invite: the key comes by an invite, or by a file, and its node is tried', async (t) => {
  const machine = await testMachine(t);
  await fakeNode(t, machine.socket);
  const node = {
    identityKey: new Uint8Array(32).fill(9),
    endpoint: { family: 4, address: '192.0.2.9', port: 4000 },
  } as const;
  const channel = { name: 'friends', kind: 'invite', key: new Uint8Array(32).fill(7) } as const;
  const file = (secret: typeof channel | null) =>
    encodeInviteFile({ network: networkMark(channel.key), channel, secret, nodes: [node] });
  await writeFile(join(machine.root, 'bare'), file(null));
  await writeFile(join(machine.root, 'whole'), file(channel));
  const screen = machine.console();
  await go(screen, 'which');
  screen.press('tab', 'down', 'down', 'enter');
  await screen.see('Nobody can guess the key');
  screen.press('tab').type('ph1qqqq');
  await screen.see('An invite with the key of a network was expected');
  screen.press(...Array.from({ length: 7 }, () => 'backspace' as const)).type('/bare');
  await screen.see('it is read when you go on');
  screen.press('enter', 'enter');
  await screen.see('The key of the network "friends" is not in this file.');
  screen.press('backtab', ...Array.from({ length: 5 }, () => 'backspace' as const)).type('/whole');
  screen.press('enter', 'enter');
  await screen.see('How to find other nodes');
  screen.press('escape');
  await screen.see('This lets into the network "friends".');
  screen.press('backtab', ...Array.from({ length: 6 }, () => 'backspace' as const));
  screen.type(encodePass({ channel, node }).toUpperCase());
  await screen.see('This lets into the network "friends".');
  screen.press('enter', 'enter');
  await screen.see('How to find other nodes');
  screen.press('enter');
  await screen.see('What this PC gives');
  screen.press('enter');
  await screen.see('Member of friends (by invite)');
  screen.press('enter');
  await screen.see('Done: this node is part of the network.');
  const config = await loadConfig(`${machine.root}/etc/phantom/phantom.yaml`);
  t.like(config, { channel: 'friends', channel_kind: 'invite' });
  t.deepEqual(config.first_contact.peers, [encodeInvite(node)]);
  const kept = decodeKeptChannel(await readFile(join(machine.root, 'var/lib/phantom/channel')))!;
  t.deepEqual([...kept.key], [...channel.key]);
});

test('a wrong invite is explained and not carried along', async (t) => {
  const machine = await testMachine(t);
  const screen = machine.console();
  await go(screen, 'contact');
  screen.press('backtab').type('hello');
  await screen.see('This is not an invite: those begin with ph1.');
  screen.press('backspace', 'backspace', 'backspace', 'backspace', 'backspace').type('ph1qqqq');
  await screen.see('7 so far');
  screen.press('tab', 'enter');
  await screen.see('Tab Next field Esc Back F1 Help');
  screen
    .press('backspace', 'backspace', 'backspace', 'backspace')
    .type(`${invite.slice(3, -1)}${invite.endsWith('q') ? 'p' : 'q'}`);
  await screen.see('There is a slip in it');
  screen.press('backspace').type(invite.slice(-1));
  await screen.see('This is an invite to 192.0.2.9:4000.');
  screen.press('tab', 'enter');
  await screen.see('What this PC gives');
  screen.press('enter');
  await screen.see('Is this right?');
});

test('a crash comes back on the same page with the same answers', async (t) => {
  const machine = await testMachine(t);
  const first = machine.console();
  await go(first, 'contact');
  first.press('backtab', 'backtab', 'backtab').type(' ').press('tab', 'tab').type('ph1qq');
  await first.see('5 so far');
  await first.until(
    () => machine.file('run/phantom-wizard/progress.json').includes('"ph1qq"'),
    'the answers kept',
  );
  first.kill();
  await first.ended;
  const second = machine.console();
  await second.see('How to find other nodes');
  await second.see('[ ] Search the local network');
  await second.see('5 so far');
});

test('two consoles: the second says where, offers to take over, and the first gives way', async (t) => {
  const machine = await testMachine(t);
  const [first, second] = [machine.console(), machine.console({ term: 'vt220', serial: true }, 'ttyS0')];
  await second.see('Language and keyboard');
  await go(first, 'contact');
  await second.see('This node is being set up on the console tty1.');
  second.press('f1');
  await second.see('Help: Set up on another console');
  second.press('enter');
  await second.see('[ Set it up here ]');
  second.press('enter');
  await second.see('How to find other nodes');
  await first.see('This node is being set up on the console ttyS0.');
  await fakeNode(t, machine.socket);
  second.press('enter');
  await second.see('What this PC gives');
  second.press('enter');
  await second.see('Is this right?');
  second.press('enter');
  await second.see('Done:');
  second.press('enter');
  await second.see('Your address');
  second.press('enter');
  await second.see('Connected, for 12 min');
  await first.see('Connected, for 12 min');
});

test('a step that fails says why, and can be tried again', async (t) => {
  const machine = await testMachine(t);
  await machine.failures({ 'systemctl enable': { code: 1, stderr: 'Failed to enable unit: it is masked.' } });
  const screen = machine.console();
  await go(screen, 'joining');
  await screen.see('This did not work: systemctl: Failed to enable unit: it is masked.');
  await screen.see('[failed] Starting the node');
  await machine.failures({});
  await fakeNode(t, machine.socket);
  screen.press('backtab', 'enter');
  await screen.see('Done:');
});

test('a node that does not come up is explained by its own words', async (t) => {
  const machine = await testMachine(t);
  await machine.failures({
    'systemctl show': { stdout: 'NRestarts=2\nActiveState=activating\n' },
    journalctl: { stdout: 'Started.\nphantom run: UDP port 4000 is in use by another program.\nStopped.' },
  });
  const screen = machine.console();
  await go(screen, 'joining');
  await screen.see('This did not work: UDP port 4000 is in use by another program.');
  await fakeNode(t, machine.socket);
  await screen.see('Done: this node is part of the network.');
});

test('searching goes on while the operator goes back or on', async (t) => {
  const machine = await testMachine(t);
  let now: Snapshot = snapshot({
    connection: { state: 'alone', reason: 'nobody-found', since: 5000 },
    steps: [
      { step: 'identity', state: 'working', count: 512 },
      { step: 'socket', state: 'waiting', count: 0 },
      { step: 'contact', state: 'waiting', count: 0 },
      { step: 'link', state: 'waiting', count: 0 },
      { step: 'database', state: 'waiting', count: 0 },
    ],
  });
  await fakeNode(t, machine.socket, {}, () => now);
  const screen = machine.console();
  await go(screen, 'joining');
  await screen.see(/\[ \.\.\. {1,2}\] Making this node's identity 512 tries/);
  await screen.see('the identity costs some computing');
  now = {
    ...now,
    steps: now.steps.map((step, at) => ({
      ...step,
      state: at < 2 ? 'done' : at === 2 ? 'working' : 'waiting',
    })),
  };
  await screen.see('No other node has been found yet.');
  await screen.see(/Looking for other nodes 0 found/);
  screen.press('tab', 'enter');
  await screen.see('Is this right?');
  screen.press('enter');
  await screen.see('No other node has been found yet.');
  screen.press('enter');
  await screen.see('Not connected, for 5 s');
});

test('little memory is said first', async (t) => {
  const machine = await testMachine(t);
  await machine.memory(238);
  const screen = machine.console();
  await screen.see('This PC has 238 MB of memory. Phantom needs 512 MB');
  await screen.see('Step 1 of 9');
  screen.press('enter');
  await screen.see('Choose your language, and the keyboard');
  screen.press('escape');
  await screen.see('This PC has 238 MB of memory.');
});

test('a keyboard that cannot be switched is told, and set-up goes on', async (t) => {
  const machine = await testMachine(t);
  await machine.failures({ setupcon: { code: 127 } });
  const screen = machine.console();
  await screen.see('(*) English (US)');
  screen.press('tab').type('danish').press('enter');
  await screen.see('The keyboard could not be switched: setupcon ended with code 127.');
  screen.type('zzz');
  await screen.see('Nothing here has this in its name.');
});

test('a window that is too small says so, and one that grows is used', async (t) => {
  const machine = await testMachine(t);
  const screen = machine.console({ columns: 40, rows: 10 });
  await screen.see('This screen has 40 columns and 10 rows.');
  screen.resize(100, 30);
  await screen.see('Choose your language, and the keyboard');
  screen.press('redraw');
  await screen.see('Choose your language, and the keyboard');
});

async function setUp(t: ExecutionContext): Promise<[TestMachine, TestScreen]> {
  const machine = await testMachine(t);
  await fakeNode(t, machine.socket);
  const screen = machine.console();
  await go(screen, 'joining');
  await screen.see('Done:');
  screen.press('enter');
  await screen.see('Your address');
  screen.press('enter');
  await screen.see('Connected, for 12 min');
  return [machine, screen];
}

test('set-up again asks first, then offers the answers as they are', async (t) => {
  const [, screen] = await setUp(t);
  screen.type('9');
  await screen.see('[ Set up again ]');
  screen.press('enter');
  await screen.see('Go through the questions again?');
  screen.press('enter');
  await screen.see('[ Set up again ]');
  screen.press('enter');
  await screen.see('Go through the questions again?');
  screen.press('tab', 'enter');
  await screen.see('Language and keyboard');
});

test('shutting down asks first, and says why it did not work', async (t) => {
  const [machine, screen] = await setUp(t);
  await machine.failures({ 'systemctl poweroff': { code: 1, stderr: 'Access denied' } });
  screen.press('left').press('tab', 'tab', 'tab');
  await screen.see('[ Shut down this PC ]');
  screen.press('enter');
  await screen.see('Shut down this PC now?');
  screen.press('escape');
  await screen.see('[ Shut down this PC ]');
  screen.press('enter', 'tab', 'enter');
  await screen.see('This did not work: systemctl: Access denied');
  t.is(machine.calls().at(-1), 'systemctl poweroff');
});
