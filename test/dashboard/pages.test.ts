/** What can be done from the dashboard's pages, with keys, on a real terminal, before a node that notes what it is asked. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { defaultConfig } from '../../src/config/config.js';
import { loadConfig } from '../../src/config/file.js';
import { defaultFile } from '../../src/config/template.js';
import { CommandError, type CommandTable, type Snapshot } from '../../src/control/protocol.js';
import { photograph } from '../helpers/camera.js';
import { directory, fakeNode, snapshot } from '../helpers/control.js';
import { answers, freshAddress, hiddenWell, ownAddress, pathsFacts } from '../helpers/dashboard.js';
import { TestScreen } from '../helpers/screen.js';

type Asked = [method: string, params: Record<string, unknown>];

/** A dashboard on a page by its number, and everything but questions that its node was asked. */
async function world(t: ExecutionContext, now: () => Snapshot, commands: CommandTable = {}) {
  const place = await directory(t);
  const socket = join(place, 'control.sock');
  const config = join(place, 'phantom.yaml');
  await writeFile(config, defaultFile().replace('/run/phantom/control.sock', socket));
  const asked: Asked[] = [];
  const noted = Object.entries(commands).map(([method, command]) => [
    method,
    (params: Record<string, unknown>) => {
      asked.push([method, params]);
      return command(params);
    },
  ]);
  const node = await fakeNode(
    t,
    socket,
    {
      'address.list': () => ({ addresses: answers.addresses }),
      'expose.list': () => ({ exposed: answers.exposed }),
      paths: () => pathsFacts,
      traffic: () => answers.day,
      'book.list': () => answers.book,
      'config.show': () => ({ config: defaultConfig }),
      ...Object.fromEntries(noted),
    },
    now,
  );
  const words = [resolve('build/js/src/cli/main.js'), 'dashboard', '--config', config];
  const screen = new TestScreen(t, words, { place, term: 'xterm-256color', rows: 40 });
  await screen.see('Connected, for 12 min');
  return { place, config, socket, node, asked, screen };
}

const well = () => snapshot({ anonymity: hiddenWell });

test('the page "Hidden" says how well, why, and what would help', async (t) => {
  const { screen } = await world(t, () => snapshot({ anonymity: { ...hiddenWell, areGuardsFirm: false } }));
  screen.type('2');
  await screen.see('Weak: 9 relays in 4 networks. The first hops are provisional');
  await screen.see('Paths have 3 hops.');
  await screen.see('Better with 20 relays in 8 networks');
  t.false(screen.text().includes('The first hops are settled'));
});

test('a node that carries nothing says that nobody is hidden, and leads to why', async (t) => {
  const { screen } = await world(t, snapshot);
  await screen.see('[ Why nobody is hidden ]');
  screen.press('enter');
  await screen.see('none yet: this node links, it hides nobody');
  await screen.see('This node carries no programs of this PC');
});

test('an address is chosen, shown as a picture, made the default, and removed after a question', async (t) => {
  const { screen, asked } = await world(t, well, {
    'address.default': () => ({}),
    'address.remove': ({ address }) => ({ removed: address }),
  });
  screen.type('2');
  await screen.see(`(*) ${freshAddress} for this start, default`);
  screen.press('down', 'enter');
  await screen.see(`(*) ${ownAddress} shop, lasting`);
  await screen.see('Others find it. Open to everybody who knows it: 80/tcp');
  screen.press('tab', 'enter');
  await screen.see('For the camera of a telephone.');
  t.is(photograph(screen.cells()), ownAddress.toUpperCase());
  screen.press('enter', 'tab', 'enter');
  await screen.see(`Programs go out with ${ownAddress} from now on.`);
  screen.press('tab', 'enter');
  await screen.see('for good? Without a backup nobody can make it again.');
  screen.press('enter');
  await screen.see('[ Remove it ]');
  t.is(asked.filter(([method]) => method === 'address.remove').length, 0, 'the first answer is no');
  screen.press('enter', 'tab', 'enter');
  await screen.see(`${ownAddress} is gone.`);
  t.deepEqual(asked, [
    ['address.default', { address: ownAddress }],
    ['address.remove', { address: ownAddress }],
  ]);
});

test('a port is opened and closed; what is no port is said', async (t) => {
  const { screen, asked } = await world(t, well, {
    'expose.add': (params) => ({ ...params, changed: true }),
    'expose.remove': (params) => ({ ...params, changed: false }),
  });
  screen.type('2');
  await screen.see('Port, as in 80 or 53/udp');
  screen.press('down', 'enter');
  await screen.see('Open to everybody');
  screen.press('tab', 'tab', 'tab', 'tab').type('https').press('enter', 'enter');
  await screen.see('Expected a port from 1 to 65535');
  screen
    .press('backtab', ...Array<'backspace'>(5).fill('backspace'))
    .type('53/udp')
    .press('enter', 'enter');
  await screen.see(`Port 53/udp of ${ownAddress} can be reached now.`);
  screen.type('443').press('tab', 'tab', 'enter');
  await screen.see(`Port 443/tcp of ${ownAddress} was not exposed.`);
  t.deepEqual(asked, [
    ['expose.add', { port: 53, protocol: 'udp', address: ownAddress }],
    ['expose.remove', { port: 443, protocol: 'tcp', address: ownAddress }],
  ]);
});

test('a new address takes a while, and the page may be left', async (t) => {
  let looks = 0;
  const { screen, asked } = await world(t, well, {
    'address.new': () => ({ making: 5 }),
    'address.making': () => ({
      tries: 400_000,
      address: looks++ > 2 ? { ...answers.addresses![1]!, label: 'blog' } : null,
    }),
  });
  screen.type('2');
  await screen.see('[ Make a new address ]');
  screen.press('backtab', 'backtab').type('blog').press('enter', 'enter');
  await screen.see('Making an address: 0.4 million tries');
  screen.press('escape');
  await screen.see('Connected, for 12 min');
  screen.type('2');
  await screen.see('[ Make a new address ]');
  t.deepEqual(asked[0], ['address.new', { label: 'blog' }]);
  t.is(asked.length, 5);
});

test('paths by their hops, what is relayed, open ports and the day', async (t) => {
  const { screen } = await world(t, well);
  screen.type('3');
  await screen.see('2 paths of 3 hops, 1 ending');
  await screen.see('Relayed for others: cells 1234, paths 4.');
  await screen.see(`Exposed: 80/tcp of ${ownAddress}`);
  await screen.see('Traffic of the last 24 hours Received 10 MB Sent 720 B');
  t.regex(screen.lines().join(''), /▁▂▃|▂▃▄|▁▁▂/, 'a window draws eighths of a block');
});

test('names are added and removed, and the node’s complaint is shown', async (t) => {
  const { screen, asked } = await world(t, well, {
    'book.add': ({ name, address }) => {
      if (address === 'x') throw new CommandError('not-an-address', 'Expected a Phantom address.');
      return { name: `${name}.phantom.alt`, address };
    },
    'book.remove': ({ name }) => ({ name, address: '2001:25:aaaa::1' }),
  });
  screen.type('5');
  await screen.see('(*) anna.phantom.alt 2001:25:aaaa::1');
  await screen.see('Programs do not find these names: nobody is behind the door.');
  screen.press('tab', 'tab', 'tab').type('ben').press('enter').type('x').press('enter', 'enter');
  await screen.see('Expected a Phantom address.');
  screen.press('backtab', 'backspace').type('2001:25::b').press('enter', 'enter');
  await screen.see('ben.phantom.alt is 2001:25::b from now on.');
  screen.press('backtab', 'enter');
  await screen.see('Remove the name anna.phantom.alt?');
  screen.press('tab', 'enter');
  await screen.see('anna.phantom.alt is no longer in the address book.');
  t.deepEqual(asked.slice(1), [
    ['book.add', { name: 'ben', address: '2001:25::b' }],
    ['book.remove', { name: 'anna.phantom.alt' }],
  ]);
});

test('settings are written with their comments, and what waits for a restart is said', async (t) => {
  const { screen, asked, config } = await world(t, well, {
    'config.apply': ({ changes }) => {
      const paths = Object.keys(changes as object);
      return paths[0] === 'tun.enabled' ? { live: [], waiting: paths } : { live: paths, waiting: [] };
    },
  });
  screen.type('6');
  await screen.see('[x] Ask the router to let others in');
  screen.press('tab', 'space');
  await screen.see('Written, and in force now.');
  screen.press('tab', 'tab', 'tab', 'tab', 'space');
  await screen.see("These count from the node's next start: Carry programs of this PC.");
  await screen.see('[ ] Carry programs of this PC');
  t.false(screen.text().includes('[ Restart the node ]'), 'only the disc has a service that could');
  const { network, tun } = await loadConfig(config);
  t.deepEqual([network.port_mapping, tun.enabled], [false, false]);
  const lines = (text: string) => text.split('\n').filter((line) => line.includes('#'));
  t.deepEqual(lines(await readFile(config, 'utf8')), lines(defaultFile()));
  t.deepEqual(asked[0], ['config.apply', { changes: { 'network.port_mapping': false } }]);
  screen.press('space');
  await screen.see('[x] Carry programs of this PC');
  await screen.until(() => !screen.text().includes('next start:'), 'nothing waits any more');
});

test('limits are numbers, or nothing', async (t) => {
  const { screen, config } = await world(t, well, {
    'config.apply': ({ changes }) => ({ live: [], waiting: Object.keys(changes as object) }),
  });
  screen.type('6');
  await screen.see('[ Write both ]');
  screen.press('backtab', 'backtab', 'backtab').type('much').press('tab', 'tab', 'enter');
  await screen.see('share.mbit_per_second: expected a number from 0.1 to 10000, or 0, but "much" came.');
  screen.press('backtab', 'backtab', ...Array<'backspace'>(4).fill('backspace'));
  screen.type('2.5').press('tab').type('300').press('tab', 'enter');
  await screen.see("Written. It counts from the node's next start.");
  t.deepEqual((await loadConfig(config)).share, { mbit_per_second: 2.5, gigabytes_per_month: 300 });
});

test('a backup asks twice, is for the caller alone, and is not written over', async (t) => {
  const { screen, asked, place } = await world(t, well, { 'address.backup': () => ({ backup: 'sealed\n' }) });
  screen.type('9');
  await screen.see('[ Back up to a file here ]');
  screen.type('correct horse').press('enter').type('correct house').press('enter', 'enter');
  await screen.see('The two passphrases are not the same.');
  await screen.see('*************');
  t.false(screen.text().includes('horse'));
  t.deepEqual(asked, []);
  screen
    .press('backtab', ...Array<'backspace'>(5).fill('backspace'))
    .type('horse')
    .press('enter', 'enter');
  const file = join(place, 'phantom-addresses-3f9ac21b3f9a.txt');
  await screen.until(() => screen.text().replaceAll(' ', '').includes(file), 'where the backup is');
  t.is(await readFile(file, 'utf8'), 'sealed\n');
  t.is((await stat(file)).mode & 0o777, 0o600);
  t.deepEqual(asked, [['address.backup', { passphrase: 'correct horse' }]]);
  t.false(screen.text().includes('****'), 'it is forgotten');
  screen.press('enter');
  await screen.see('is there already and is not overwritten');
  t.is(await readFile(file, 'utf8'), 'sealed\n');
});

test('a report is written', async (t) => {
  const { screen, place } = await world(t, well);
  screen.type('9');
  await screen.see('[ Write a report to a file here ]');
  screen.press('backtab', 'enter');
  await screen.see('Read it before you give it away.');
  t.regex(await readFile(join(place, 'phantom-report.txt'), 'utf8'), /^Phantom report\n\{/);
});

test('a network that shrank is agreed to from the first page, after a question', async (t) => {
  const { screen, asked } = await world(
    t,
    () => snapshot({ anonymity: { ...hiddenWell, waits: 'fewer', best: 'full' } }),
    { 'paths.accept': () => ({ changed: true }) },
  );
  await screen.see('[ Agree to fewer relays ]');
  screen.press('enter');
  await screen.see('which is what an attacker who cuts this PC off');
  screen.press('tab', 'enter');
  await screen.see('Agreed. Paths are made in the network as it is now.');
  t.deepEqual(asked, [['paths.accept', {}]]);
});

test('what a setting would cure is said, and the button leads to it', async (t) => {
  const off = snapshot();
  const { screen } = await world(t, () => ({
    ...off,
    anonymity: hiddenWell,
    wall: off.time!.now - 3_600_000,
    reachability: { ...off.reachability, state: 'unreachable', mapping: 'off' },
    share: { ...off.share, bytesPerMonth: 1e11, bytesThisMonth: 1e11, pause: 'ahead' },
  }));
  await screen.see('Others do not reach this node from outside');
  await screen.see("This PC's own clock is 1 h 0 min behind.");
  await screen.see('nothing of others is passed on for a while');
  screen.press('enter');
  await screen.see('[x] Ask the router to let others in');
});

test('a warning leads to the page that cures it', async (t) => {
  const { screen } = await world(t, () => snapshot({ anonymity: hiddenWell, isolation: 'few' }));
  await screen.see('Isolated? Only 2 other nodes are known.');
  screen.press('enter');
  await screen.see('Join by an invite');
  await screen.see('[ Show an invite to this node ]');
});

test('a node that dies under any page is said to be gone, and comes back on it', async (t) => {
  const { screen, node, socket } = await world(t, well);
  for (const [page, words] of [
    ['2', 'Addresses of this PC'],
    ['5', 'anna.phantom.alt'],
  ] as const) {
    screen.type(page);
    await screen.see(words);
  }
  await node.close();
  await screen.see('The node is not running; trying again every second.');
  await fakeNode(
    t,
    socket,
    { 'book.list': () => ({ ...answers.book, names: [{ name: 'new.phantom.alt', address: '2001:25::c' }] }) },
    well,
  );
  await screen.see('new.phantom.alt');
  t.false(screen.text().includes('anna'), 'what the dead one said is forgotten');
});
