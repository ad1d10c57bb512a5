/** The last page: an address is made, kept on a stick or not, and shown to a telephone, before a node that makes one in a while. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { CommandError } from '../../src/control/protocol.js';
import { photograph } from '../helpers/camera.js';
import { testMachine } from '../helpers/console.js';
import { fakeNode } from '../helpers/control.js';
import { ownAddress } from '../helpers/dashboard.js';

const passphrase = 'eight or more';
const listed = JSON.stringify({
  blockdevices: [
    {
      path: '/dev/sdb1',
      type: 'part',
      fstype: 'vfat',
      label: 'ANNA',
      size: '2G',
      rm: true,
      hotplug: true,
      mountpoints: [null],
    },
  ],
});

async function world(t: ExecutionContext) {
  const machine = await testMachine(t);
  const asked: Record<string, unknown>[] = [];
  let looks = 0;
  await fakeNode(t, machine.socket, {
    'address.new': () => ({ making: 7 }),
    'address.making': (params) => {
      asked.push(params);
      looks += 1;
      const made = { address: ownAddress, isLasting: true, label: '', isDefault: false, keptBy: 0 };
      return { tries: looks * 400_000, address: looks < 3 ? null : made };
    },
    'address.backup': (params) => {
      if (String(params.passphrase).length < 8)
        throw new CommandError('passphrase-short', 'At least 8 letters were expected.');
      return { backup: `sealed with ${params.passphrase}` };
    },
  });
  const screen = machine.console({ term: 'xterm-256color', rows: 40 });
  await screen.see('(*) English (US)');
  screen.press('enter', 'enter');
  await screen.see('The network works');
  screen.press('enter');
  for (const heading of [
    'Which network',
    'How to find other nodes',
    'What this PC gives',
    'Is this right?',
  ]) {
    await screen.see(heading);
    screen.press('enter');
  }
  await screen.see('Done: this node is part of the network.');
  screen.press('enter');
  await screen.see('Your address');
  return { machine, screen, asked };
}

test('an address is made, passphrases that differ are told, and nothing of them is kept in the answers', async (t) => {
  const { machine, screen, asked } = await world(t);
  await machine.failures({ lsblk: { stdout: listed } });
  await mkdir(join(machine.root, 'run/phantom-stick'), { recursive: true });
  screen.press('tab', 'enter');
  await screen.see('Making an address: 0.4 million tries');
  await screen.see(ownAddress);
  t.deepEqual(asked[0], { making: 7 });
  await screen.see('[ Go on without a backup ]');
  screen.type('short').press('enter').type('shirt').press('enter', 'tab', 'enter');
  await screen.see('The two passphrases are not the same.');
  t.notRegex(screen.text(), /short|shirt/);
  screen.kill();
  t.notRegex(machine.file('run/phantom-wizard/progress.json'), /short|passphrase":"[^"]/);
});

test('a backup is written and declined no more; a telephone reads the address', async (t) => {
  const { machine, screen } = await world(t);
  await machine.failures({ lsblk: { stdout: listed } });
  await mkdir(join(machine.root, 'run/phantom-stick'), { recursive: true });
  screen.press('tab', 'enter');
  await screen.see(ownAddress);
  screen.type(passphrase).press('enter').type(passphrase).press('enter', 'tab', 'enter');
  await screen.see('phantom-addresses.txt on ANNA (2G)');
  await screen.see('[ Go to the dashboard ]');
  t.is(
    await readFile(join(machine.root, 'run/phantom-stick/phantom-addresses.txt'), 'utf8'),
    `sealed with ${passphrase}`,
  );
  screen.press('tab', 'enter');
  await screen.see('For the camera of a telephone.');
  t.is(photograph(screen.cells())?.toLowerCase(), ownAddress);
  screen.press('escape');
  await screen.see('[ Go to the dashboard ]');
});
