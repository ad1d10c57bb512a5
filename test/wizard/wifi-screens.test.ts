/** Wi-Fi and fixed addresses as the console of the disc shows them, with iwd's own words as busctl prints them. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { testMachine, wired } from '../helpers/console.js';
import { fakeNode } from '../helpers/control.js';
import type { ScreenOptions } from '../helpers/screen.js';

const wlan = { name: 'wlan0', wireless: true, carrier: false, addresses: [] };
const call = 'busctl --json=short --timeout=5 call net.connman.iwd';
const connect = 'busctl --timeout=60 call net.connman.iwd /net/connman/iwd/0/3/486f6d65_psk';

async function disc(t: ExecutionContext) {
  const machine = await testMachine(t);
  await fakeNode(t, machine.socket);
  await writeFile(join(machine.root, 'etc/phantom-disc'), 'phantom\n');
  await mkdir(join(machine.root, 'run/iwd'), { recursive: true });
  const recorded = (name: string) => readFile(`test/fixtures/iwd/${name}.txt`, 'utf8');
  const managed = await recorded('managed');
  const told = {
    [`${call} / `]: { stdout: managed.replace('"data":"connected"', '"data":"disconnected"') },
    [`${call} /net/connman/iwd/0/3`]: { stdout: await recorded('ordered') },
  };
  const refused = { code: 1, stderr: 'Call failed: Operation failed' };
  await machine.failures({ ...told, [connect]: refused });
  const connected = () => machine.failures({ ...told, [`${call} / `]: { stdout: managed } });
  return { machine, connected };
}

const story = test.macro({
  title: (_, { term = 'linux', columns = 80 }: ScreenOptions) =>
    `a Wi-Fi from the list to the joined node, ${columns} columns on ${term}`,
  async exec(t: ExecutionContext, options: ScreenOptions) {
    const { machine, connected } = await disc(t);
    await machine.cards(wlan);
    const screen = machine.console(options, options.serial ? 'ttyS0' : 'tty1');
    const full = options.serial ? '#' : '█';
    await screen.see('(*) English (US)');
    screen.press('enter', 'enter');
    await screen.see('Only a Wi-Fi card was found (wlan0). Choose Wi-Fi below');
    screen.press('backtab', 'backtab', 'down', 'enter');
    await screen.see('(*) by Wi-Fi');
    await screen.see('Step 2 of 9');
    screen.press('tab', 'tab', 'enter');
    await screen.see('Networks that this PC hears');
    await screen.see(`${full.repeat(4)} Home`);
    await screen.see('Caf');
    screen.press('enter');
    await screen.see('Passphrase of the Wi-Fi Home');
    screen.press('tab').type('correct horse');
    await screen.see('*************');
    t.notRegex(screen.text(), /horse/);
    screen.press('tab', 'tab', 'tab', 'enter');
    await screen.see('"Home" does not let this PC in.');
    t.is(machine.file('run/iwd/Home.psk'), '', 'nothing stays of what failed');
    await connected();
    await machine.cards({ ...wlan, carrier: true, addresses: ['192.168.7.9'] });
    screen.press('enter');
    await screen.see('The network works: this PC has the address 192.168.7.9.');
    t.regex(machine.file('run/iwd/Home.psk'), /^Passphrase=correct horse$/m);
    await screen.see('[ Continue ]');
    screen.press('tab', 'tab', 'enter');
    await screen.see('Which network');
    screen.press('enter');
    await screen.see('How to find other nodes');
    screen.press('enter');
    await screen.see('What this PC gives');
    screen.press('enter');
    await screen.see('Network 192.168.7.9 (Wi-Fi Home)');
    screen.press('enter');
    await screen.see('Done: this node is part of the network.');
    await screen.until(
      () => !machine.file('run/phantom-wizard/progress.json').includes('horse'),
      'the passphrase is forgotten',
    );
    t.false(machine.calls().some((line) => line.includes('horse')));
  },
});

test(story, {});
test(story, { term: 'vt220', serial: true });

test('a fixed address on one of two cards', async (t) => {
  const { machine } = await disc(t);
  await machine.cards(
    { ...wired, name: 'enp3s0', carrier: false, addresses: [] },
    { ...wired, name: 'enp4s0', carrier: false, addresses: [] },
  );
  const screen = machine.console();
  await screen.see('(*) English (US)');
  screen.press('enter', 'enter');
  await screen.see('No cable is plugged in (enp3s0, enp4s0).');
  screen.press('backtab', 'backtab', 'down', 'enter');
  await screen.see('(*) by cable, with an address that I type');
  screen.press('tab', 'tab', 'enter');
  await screen.see('(*) enp3s0');
  screen.press('backtab', 'down', 'enter');
  await screen.see('(*) enp4s0');
  screen.press('tab').type('192.168.1.5/24').press('tab').type('192.168.1.1');
  screen.press('tab', 'tab', 'tab', 'enter');
  await screen.until(() => machine.calls().includes('networkctl reconfigure enp4s0'), 'the card is set up');
  t.regex(
    machine.file('run/systemd/network/50-phantom-fixed.network'),
    /Name=enp4s0\n\n\[Network\]\nAddress=192\.168\.1\.5\/24\nGateway=192\.168\.1\.1\nDHCP=ipv6\n/,
  );
  await machine.cards({ ...wired, name: 'enp4s0', addresses: ['192.168.1.5'] });
  await screen.see('this PC has the address 192.168.1.5.');
  await screen.see('[ Continue ]');
});
