/** The connection of the disc, against an iwd and a networkd that only play. */
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { type Connection, freshConnection } from '../../src/wizard/connection.js';
import { systemConnector } from '../../src/wizard/system-connector.js';
import { wired } from '../helpers/console.js';
import { directory } from '../helpers/control.js';
import { type AirNetwork, FakeIwd } from '../helpers/fake-iwd.js';

const air: readonly AirNetwork[] = [
  { ssid: 'Far', type: 'psk', signal: -88, passphrase: 'far far away', silent: true },
  { ssid: 'Home', type: 'psk', signal: -48, passphrase: 'correct horse' },
  { ssid: 'Deaf', type: 'psk', signal: -50, passphrase: 'deaf as a post', silent: true },
  { ssid: 'Open', type: 'open', signal: -60 },
  { ssid: 'Office', type: '8021x', signal: -70 },
  { ssid: 'Shy', type: 'psk', signal: -55, passphrase: 'behind a veil', hidden: true },
];

async function lab(t: ExecutionContext) {
  const root = await directory(t);
  const at = (path: string) => join(root, path);
  await mkdir(at('run/iwd'), { recursive: true });
  const iwd = new FakeIwd(at('run/iwd'), air);
  const clock = new VirtualClock();
  const connector = systemConnector(iwd, clock, at, async () => [
    { ...wired, name: 'wlan0', wireless: true },
    wired,
  ]);
  /** Moves time on until it is done; files take real time in between. */
  const apply = async (change: Partial<Connection>) => {
    let outcome: Awaited<ReturnType<typeof connector.apply>> | null = null;
    void connector.apply({ ...freshConnection, ...change }).then((came) => {
      outcome = came;
    });
    while (outcome === null) {
      await clock.run(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
    t.is(clock.pending(), 0);
    return outcome;
  };
  const wifi = (ssid: string, passphrase = '', change: Partial<Connection> = {}) =>
    apply({ kind: 'wifi', ssid, passphrase, open: passphrase === '', ...change });
  return { root, at, iwd, connector, apply, wifi, known: () => readdir(at('run/iwd')) };
}

test('networks are shown strongest first', async (t) => {
  const { connector, iwd } = await lab(t);
  const seen = await connector.look();
  t.like(seen, { card: 'wlan0', isSwitchedOff: false, connected: null });
  t.deepEqual(
    seen?.networks.map(({ ssid }) => ssid),
    ['Home', 'Deaf', 'Open', 'Office', 'Far'],
  );
  iwd.isThere = false;
  t.is(await connector.look(), null);
});

test('Wi-Fi by passphrase: the file is nobody’s to read, and no program is told it', async (t) => {
  const { at, iwd, wifi, connector } = await lab(t);
  t.deepEqual(await wifi('Home', 'correct horse', { country: 'DE' }), { state: 'good' });
  const file = at('run/iwd/Home.psk');
  t.is((await stat(file)).mode & 0o777, 0o600);
  t.is(await readFile(file, 'utf8'), '[Security]\nPassphrase=correct horse\n[Settings]\nAutoConnect=false\n');
  t.false(iwd.calls.some((call) => call.includes('horse')));
  t.is(iwd.calls[0], 'iw reg set DE');
  t.is(
    iwd.calls.at(-1),
    'busctl set-property net.connman.iwd /net/connman/iwd/486f6d65_psk net.connman.iwd.KnownNetwork AutoConnect b true',
  );
  t.is((await connector.look())?.connected, 'Home');
  // It is connected already: nobody need type the passphrase again.
  t.deepEqual(await wifi('Home', '', { open: false }), { state: 'good' });
  t.regex(await readFile(file, 'utf8'), /horse/);
});

test('why a Wi-Fi does not let in is told apart, and nothing is left of it', async (t) => {
  const { wifi, iwd, known } = await lab(t);
  for (const [ssid, passphrase, state] of [
    ['Home', 'wrong battery', 'wrong-passphrase'],
    ['Home', 'wrong staple', 'wrong-passphrase'],
    ['Home', '', 'needs-passphrase'],
    ['Deaf', 'deaf as a post', 'no-answer'],
    ['Far', 'far far away', 'too-weak'],
    ['Nowhere', 'correct horse', 'no-such-network'],
    ['Shy', 'behind a veil', 'no-such-network'],
    ['Office', 'correct horse', 'unsupported'],
  ] as const) {
    t.deepEqual(await wifi(ssid, passphrase), { state }, ssid);
    t.deepEqual(await known(), [], ssid);
  }
  t.deepEqual(await wifi('Home', 'correct horse'), { state: 'good' });
  t.deepEqual(await wifi('Open'), { state: 'good' });
  t.deepEqual(await known(), ['Open.open'], 'one network at a time');
  iwd.isThere = false;
  t.deepEqual(await wifi('Home', 'correct horse'), { state: 'no-service' });
});

test('an open network of the same name is not taken for the protected one', async (t) => {
  const { wifi, iwd, known } = await lab(t);
  iwd.air = [{ ssid: 'Home', type: 'open', signal: -30 }];
  t.deepEqual(await wifi('Home', 'correct horse'), { state: 'no-such-network' });
  t.deepEqual(await known(), []);
  t.is(iwd.connected, null);
  iwd.air = [...iwd.air, ...air];
  t.deepEqual(await wifi('Home', 'correct horse'), { state: 'good' });
  t.deepEqual(await known(), ['Home.psk']);
});

test('a network that hides its name is called by it', async (t) => {
  const { wifi, at } = await lab(t);
  t.deepEqual(await wifi('Shy', 'behind a veil', { hidden: true }), { state: 'good' });
  t.regex(await readFile(at('run/iwd/Shy.psk'), 'utf8'), /^Hidden=true$/m);
});

test('stopping ends the attempt at any moment, and leaves nothing', async (t) => {
  for (const [moment, ssid] of [
    ['Scan', 'Nowhere'],
    ['Connect', 'Home'],
  ] as const) {
    const { connector, iwd, known, wifi } = await lab(t);
    const { run } = iwd;
    let answer = () => {};
    const reached = new Promise<void>((resolve) => {
      iwd.run = async (command, args) => {
        if (args.at(-1) !== moment) return await run.call(iwd, command, args);
        const aborted = { code: 1, stdout: '', stderr: 'Call failed: Operation aborted' };
        const answered = new Promise<typeof aborted>((give) => {
          answer = () => give(aborted);
        });
        resolve();
        return await answered;
      };
    });
    const outcome = wifi(ssid, 'correct horse');
    await reached;
    await connector.stop();
    answer();
    t.deepEqual(await outcome, { state: 'stopped' }, moment);
    t.deepEqual(await known(), [], moment);
    t.is(iwd.connected, null);
  }
});

test('fixed addresses are networkd’s, on the first wired card, until another answer', async (t) => {
  const { apply, at, iwd, wifi, known } = await lab(t);
  await wifi('Open');
  iwd.calls.length = 0;
  t.deepEqual(await apply({ kind: 'fixed', address4: '192.168.1.5/24' }), { state: 'good' });
  const file = at('run/systemd/network/50-phantom-fixed.network');
  t.regex(await readFile(file, 'utf8'), /^Name=enp3s0$/m);
  t.deepEqual(iwd.calls, ['networkctl reload', 'networkctl reconfigure enp3s0']);
  t.deepEqual(await known(), [], 'and the Wi-Fi is left');
  iwd.calls.length = 0;
  t.deepEqual(await apply({ kind: 'none' }), { state: 'good' });
  await t.throwsAsync(readFile(file), { code: 'ENOENT' });
  t.deepEqual(iwd.calls, ['networkctl reload', 'networkctl reconfigure enp3s0']);
  iwd.calls.length = 0;
  t.deepEqual(await apply({ kind: 'wired' }), { state: 'good' });
  t.deepEqual(iwd.calls, [], 'there was nothing to undo');
  t.deepEqual(await apply({ kind: 'fixed', card: 'enp4s0', address4: '192.168.1.5/24' }), { state: 'good' });
  t.deepEqual(iwd.calls, ['networkctl reload', 'networkctl reconfigure enp4s0']);
});

test('a key that silenced the Wi-Fi is undone, a switch is told', async (t) => {
  const { at, connector } = await lab(t);
  const make = async (name: string, type: string, soft: string, hard: string) => {
    await mkdir(at(`sys/class/rfkill/${name}`), { recursive: true });
    for (const [file, text] of Object.entries({ type, soft, hard }))
      await writeFile(at(`sys/class/rfkill/${name}/${file}`), `${text}\n`);
  };
  const soft = (name: string) => readFile(at(`sys/class/rfkill/${name}/soft`), 'utf8');
  await make('rfkill0', 'bluetooth', '1', '1');
  await make('rfkill1', 'wlan', '1', '0');
  t.is((await connector.look())?.isSwitchedOff, false);
  t.deepEqual([await soft('rfkill0'), await soft('rfkill1')], ['1\n', '0']);
  await make('rfkill1', 'wlan', '0', '1');
  t.is((await connector.look())?.isSwitchedOff, true);
});

test('the country is told to the kernel before it listens, and taken back', async (t) => {
  const { connector, iwd } = await lab(t);
  await connector.scan('JP');
  t.deepEqual([iwd.calls[0], iwd.calls.at(-1)?.split(' ').at(-1)], ['iw reg set JP', 'Scan']);
  iwd.calls.length = 0;
  await connector.scan('');
  t.is(iwd.calls[0], 'iw reg set 00');
});
