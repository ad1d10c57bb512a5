import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { CommandError, type CommandTable } from '../../src/control/protocol.js';
import { encodePass } from '../../src/wire/channel.js';
import { encodeInvite } from '../../src/wire/invite.js';
import { photograph } from '../helpers/camera.js';
import { directory, fakeNode, snapshot } from '../helpers/control.js';
import { type ScreenOptions, TestScreen } from '../helpers/screen.js';

/** The program itself, `phantom dashboard`, for a socket of the test's own. */
async function dashboard(t: ExecutionContext, options: ScreenOptions = {}) {
  const place = await directory(t);
  const socket = join(place, 'control.sock');
  const config = join(place, 'phantom.yaml');
  await writeFile(config, `control:\n  socket: ${socket}\n`);
  const words = ['build/js/src/cli/main.js', 'dashboard', '--config', config];
  return { place, socket, words, open: () => new TestScreen(t, words, options) };
}

const commands: CommandTable = {
  'invite.create': () => ({ invite: `ph1${'q'.repeat(68)}` }),
  'join.file': () => ({ endpoints: ['192.0.2.1:9', '192.0.2.2:9'] }),
  join: ({ invite }) => {
    if (invite !== 'ph1good')
      throw new CommandError('bad-invite', 'That is no invite that this node could use.');
    return { endpoint: '192.0.2.1:9' };
  },
  'log.tail': () => ({ lines: [{ at: 0, level: 'info', room: 'node', text: 'connection: connected (ok)' }] }),
};

test('an invite fills the screen as a QR code, where there is room for one', async (t) => {
  const invite = encodeInvite({
    identityKey: new Uint8Array(32).fill(9),
    endpoint: { family: 6, address: '2001:db8::9', port: 4000 },
  });
  for (const [term, columns, rows, fits] of [
    ['xterm-256color', 80, 24, true],
    ['linux', 160, 50, true],
    ['vt220', 128, 48, true],
    ['vt220', 80, 24, false],
  ] as const) {
    const { socket, words } = await dashboard(t);
    await fakeNode(t, socket, { ...commands, 'invite.create': () => ({ invite }) });
    const screen = new TestScreen(t, words, { term, columns, rows });
    await screen.see('Connected, for 12 min');
    screen.type('8');
    await screen.see('[ Show an invite to this node ]');
    screen.press('enter');
    await screen.see('[ Show it as a QR code ]');
    screen.press('enter');
    await screen.see(fits ? 'For the camera of a telephone.' : 'which needs 78 columns and 39 rows');
    t.is(photograph(screen.cells()), fits ? invite.toUpperCase() : null, `${term} ${columns}x${rows}`);
    screen.press('enter');
    await screen.see('[ Show it as a QR code ]');
    screen.kill();
  }
});

const walk = test.macro({
  title: (_, { columns = 80, rows = 24, term = 'linux' }: ScreenOptions) =>
    `every page, ${columns}x${rows} on ${term}`,
  async exec(t: ExecutionContext, options: ScreenOptions) {
    const { place, socket, open } = await dashboard(t, options);
    await writeFile(join(place, 'invite'), 'phantom invite file 1\n');
    await fakeNode(t, socket, commands);
    const screen = open();
    await screen.see('Connected, for 12 min');
    await screen.see('3f9ac21b3f9a Connected');
    screen.type('4');
    await screen.see('192.168.1.23:51820 12 min 12 ms 1.3 MB 340 KB');
    screen.press('f1');
    await screen.see('Help: Peers');
    screen.press('enter').type('7');
    await screen.see('00:00:00 info node: connection: connected (ok)');
    screen.type('8');
    await screen.see('[ Show an invite to this node ]');
    screen.press('enter');
    await screen.see(`ph1${'q'.repeat(7)} ${'q'.repeat(10)}`);
    screen.press('tab').type('ph1bad');
    await screen.see('There is a slip in it');
    screen.press('enter', 'enter');
    await screen.see('That is no invite that this node could use.');
    screen.press('backtab', 'backspace', 'backspace', 'backspace').type('good').press('enter', 'enter');
    await screen.see('Trying 192.0.2.1:9. The page "Overview" shows how it goes.');
    screen.press('backtab').type(join(place, 'invite')).press('enter', 'enter');
    await screen.see('Trying 192.0.2.1:9, 192.0.2.2:9.');
    screen.press('escape');
    await screen.see('Connected, for 12 min');
    screen.press('left');
    await screen.see('A report for whoever helps you');
    t.false(
      screen.text().includes('Shut down'),
      'a program on a shell does not offer to shut the machine down',
    );
    screen.type('\u0003');
    t.is(await screen.ended, 0);
  },
});

test(walk, {});
test(walk, { columns: 128, rows: 48 });
test(walk, { term: 'vt220', serial: true });
test(walk, { columns: 160, rows: 50, term: 'vt220', serial: true });

test('it waits for the node, and lives through its restart', async (t) => {
  const { socket, open } = await dashboard(t);
  const screen = open();
  await screen.see('The node is not running; trying again every second.');
  const node = await fakeNode(t, socket, commands);
  await screen.see('Connected, for 12 min');
  await node.close();
  await screen.see('The node is not running; trying again every second.');
  await fakeNode(t, socket, commands, () =>
    snapshot({ connection: { state: 'joining', reason: 'finding-neighbours', since: 0 } }),
  );
  await screen.see('Joining the network, for 0 s');
});

test('a snapshot that plays with the terminal is shown as text', async (t) => {
  const { socket, open } = await dashboard(t);
  await fakeNode(t, socket, commands, () =>
    snapshot({ channel: { name: '\u001b[2Jevil{bold}', kind: 'public', mark: '', isUnlisted: false } }),
  );
  const screen = open();
  await screen.see('Network ?[2Jevil{bold} (anybody can join it)');
});

test('the invite of a network with a key says what else it takes, and an invite with a key is known while it is typed', async (t) => {
  const { socket, open } = await dashboard(t);
  const channel = { name: 'friends', kind: 'invite', mark: '5f0c9a1e', isUnlisted: true } as const;
  await fakeNode(t, socket, commands, () => snapshot({ channel }));
  const screen = open();
  await screen.see('friends (by invite, mark 5f0c9a1e); this node is unlisted');
  screen.type('8');
  await screen.see('whose key is not in it');
  screen
    .press('tab')
    .type(encodePass({ channel: { ...channel, key: new Uint8Array(32).fill(7) }, node: null }));
  await screen.see('This lets into the network "friends".');
});

test('without a terminal it says what to do instead', async (t) => {
  const { execFile } = await import('node:child_process');
  const ended = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
    execFile(process.execPath, ['build/js/src/cli/main.js', 'dashboard'], (error, _, stderr) =>
      resolve({ code: error?.code, stderr }),
    );
  });
  t.is(ended.code, 1);
  t.regex(ended.stderr, /This needs a terminal/);
});
