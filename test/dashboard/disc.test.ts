/** What the dashboard may do on the disc's consoles, and every page of it line by line. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { ControlError } from '../../src/control/client.js';
import type { Seen } from '../../src/control/follow.js';
import { Dashboard } from '../../src/dashboard/dashboard.js';
import type { DashboardHost } from '../../src/dashboard/host.js';
import { pageIds } from '../../src/dashboard/page.js';
import { DashboardPlain } from '../../src/dashboard/plain.js';
import { Recorder } from '../../src/system/recorder.js';
import { runPlain } from '../../src/tui/plain/session.js';
import { voice } from '../../src/tui/texts/say.js';
import { systemMachine } from '../../src/wizard/system-machine.js';
import { directory, snapshot } from '../helpers/control.js';
import { told as answered, hiddenWell, ownAddress } from '../helpers/dashboard.js';

const say = voice('en');

/** A plain dashboard before a node that answers as told; `say` types a line, `hear` gives what was printed since. */
function conversation(change: Partial<DashboardHost> = {}, told: Record<string, unknown> = {}) {
  const calls: [method: string, params: Record<string, unknown>][] = [];
  let onSeen: (seen: Seen) => void = () => {};
  const host: DashboardHost = {
    mayManage: true,
    follow: (fn) => {
      onSeen = fn;
      return {
        call: async (method, params = {}) => {
          if (method in answered) return answered[method];
          calls.push([method, params]);
          return told[method] ?? {};
        },
        close: () => {},
      };
    },
    power: async () => null,
    saveToStick: async () => 'ANNA (2G)',
    findOnSticks: async () => [],
    changeSettings: async () => {},
    restartNode: async () => null,
    report: async () => 'Phantom report\n',
    ...change,
  };
  const dashboard = new Dashboard(host, new VirtualClock(), say, false);
  const printed: string[] = [];
  const lines = { print: (text: string) => void printed.push(text), onLine: (_: string) => {} };
  const ended = runPlain(lines, new DashboardPlain(dashboard), say);
  onSeen({ state: 'up', snapshot: snapshot({ anonymity: hiddenWell }) });
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    return printed.splice(0).join('\n');
  };
  return {
    calls,
    ended,
    see: (seen: Seen) => onSeen(seen),
    hear: settle,
    /** Types lines; a line that is words of the menu is its number. */
    async tell(...typed: string[]): Promise<string> {
      let heard = '';
      for (const words of typed) {
        await settle();
        lines.onLine('');
        const menu = await settle();
        const number = menu.split('\n').find((line) => /^\d+\. /.test(line) && line.includes(words));
        lines.onLine(number ? number.split('.')[0]! : words);
        heard = await settle();
      }
      return heard;
    },
    type: async (...typed: string[]) => {
      for (const line of typed) lines.onLine(line);
      return await settle();
    },
  };
}

test('every page is reached line by line, and says what it has to say', async (t) => {
  const { tell, type } = conversation();
  const words: Readonly<Record<string, string>> = {
    overview: 'Connected, for 12 min',
    hidden: 'Better with 20 relays in 8 networks',
    paths: '2 paths of 3 hops, 1 ending',
    peers: '192.168.1.23:51820',
    book: 'Names: anna.phantom.alt',
    settings: 'Search the local network: on.',
    log: 'connection: connected (ok)',
    invite: 'Show an invite to this node',
    system: 'Shut down this PC',
  };
  for (const page of pageIds) {
    if (page !== 'overview') await tell(`To the page "${say(`page.${page}`)}"`);
    t.true((await type('')).includes(words[page]!), page);
    await type('b');
  }
});

test('what can be done with keys can be done line by line', async (t) => {
  const { tell, calls, type } = conversation(
    {},
    {
      'book.add': { name: 'ben.phantom.alt', address: '2001:25::b' },
      'address.backup': { backup: 'sealed' },
    },
  );
  await tell('To the page "Hidden"', 'Addresses of this PC');
  await type('2');
  await tell('Go out with it', 'Port, as in');
  await type('443');
  await tell('Open the port', 'Remove it', 'Yes');
  await tell('To the page "Book"', 'Name (a to z');
  await type('ben');
  await tell('Address (2001:25');
  await type('2001:25::b');
  await tell('Add it');
  await tell('To the page "Options"', 'Search the local network');
  await tell('To the page "System"', 'Passphrase');
  await type('correct horse');
  await tell('The same once more');
  await type('correct horse');
  t.regex(await tell('Back up to a stick'), /phantom-addresses-3f9ac21b3f9a\.txt on ANNA \(2G\)/);
  t.regex(await tell('Write a report to a stick'), /phantom-report\.txt on ANNA \(2G\)/);
  t.deepEqual(calls, [
    ['address.default', { address: ownAddress }],
    ['expose.add', { port: 443, protocol: 'tcp', address: ownAddress }],
    ['address.remove', { address: ownAddress }],
    ['book.add', { name: 'ben', address: '2001:25::b' }],
    ['config.apply', { changes: { 'first_contact.lan': false } }],
    ['address.backup', { passphrase: 'correct horse' }],
  ]);
});

test('a backup comes back from a stick, by its passphrase', async (t) => {
  const found = ['old', 'new'].map((text) => ({ name: `${text}.txt`, stick: 'ANNA (2G)', text }));
  let isThere = false;
  const { tell, type, calls } = conversation(
    { findOnSticks: async () => (isThere ? found : []) },
    { 'address.restore': { restored: [ownAddress], there: ['2001:25::c'] } },
  );
  await tell('To the page "System"');
  t.regex(await tell('Look for a backup on a stick'), /No backup of addresses is on what is plugged in/);
  isThere = true;
  t.regex(await tell('Look for a backup on a stick'), /Backups found.*old\.txt on ANNA/);
  await tell('Backups found');
  await type('2');
  await tell('Passphrase');
  await type('correct horse');
  t.regex(await tell('Restore it'), /1 address was restored\. 1 was here already/);
  t.deepEqual(calls, [['address.restore', { backup: 'new', passphrase: 'correct horse' }]]);
});

test('a node that is gone is said to be so, can be restarted from the first page, and is heard of again', async (t) => {
  let restarts = 0;
  const { see, hear, tell } = conversation({
    restartNode: async () => {
      restarts += 1;
      return restarts === 1 ? 'systemctl: Access denied' : null;
    },
  });
  await hear();
  see({ state: 'down', error: new ControlError('not-running', 'x') });
  t.regex(await hear(), /no answer from the node[\s\S]*The node is not running/);
  t.regex(await tell('Restart the node', 'Yes'), /This did not work: systemctl: Access denied/);
  t.regex(await tell('Restart the node', 'Yes'), /The node is being restarted\./);
  t.is(restarts, 2);
  see({ state: 'up', snapshot: snapshot() });
  t.regex(await hear(), /== Overview \(Connected\)/);
});

test('setting up again ends the dashboard, after a question', async (t) => {
  const { tell, ended } = conversation();
  await tell('To the page "System"', 'Set up again', 'Yes');
  t.is(await ended, 'again');
});

test('the disc’s machine restarts the service, and opens the door to the clock with the setting', async (t) => {
  const root = await directory(t);
  await mkdir(join(root, 'etc/phantom'), { recursive: true });
  const runner = new Recorder({ 'systemctl --no-block': { code: 1, stderr: 'Access denied' } });
  const machine = systemMachine({ runner, clock: new VirtualClock(), root, tty: 'tty1', manage: true });
  t.is(await machine.restartNode(), 'systemctl: Access denied');
  await machine.changeSettings({ 'clock.set': true });
  t.deepEqual(runner.calls, [
    'systemctl --no-block restart phantom-node.service',
    'systemctl enable --now phantom-clock.socket',
  ]);
});
