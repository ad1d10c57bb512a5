/** Invite files on a stick, as the console of the disc shows it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { loadConfig } from '../../src/config/file.js';
import { encodeInvite } from '../../src/wire/invite.js';
import { encodeInviteFile } from '../../src/wire/invite-file.js';
import { photograph } from '../helpers/camera.js';
import { testMachine } from '../helpers/console.js';
import { fakeNode } from '../helpers/control.js';

const node = {
  identityKey: new Uint8Array(32).fill(3),
  endpoint: { family: 4 as const, address: '192.0.2.3', port: 4000 },
};
const text = encodeInviteFile({ network: '00000000', channel: null, secret: null, nodes: [node] });
const listed = JSON.stringify({
  blockdevices: [
    { path: '/dev/sdb1', label: 'ANNA', fstype: 'vfat', size: '2G', rm: true, mountpoints: [null] },
  ],
});

test('an invite file is found on a stick, chosen and joined by; the own one is written to it from the dashboard', async (t) => {
  const machine = await testMachine(t);
  const invite = encodeInvite(node);
  await fakeNode(t, machine.socket, {
    'invite.create': () => ({ invite }),
    'invite.file': () => ({ file: text, nodes: 1 }),
  });
  const screen = machine.console({ term: 'xterm-256color' });
  await screen.see('(*) English (US)');
  screen.press('enter', 'enter');
  await screen.see('Step 2 of 8');
  await screen.see('[x] Let other nodes set');
  screen.press('enter');
  await screen.see('Which network');
  screen.press('enter');
  await screen.see('How to find other nodes');
  screen.press('tab', 'enter');
  await screen.see('No stick was found. Plug one in');
  // The runner of this machine mounts nothing; what a stick holds is there already.
  await machine.failures({ lsblk: { stdout: listed } });
  await mkdir(join(machine.root, 'run/phantom-stick'), { recursive: true });
  screen.press('enter');
  await screen.see('No invite file is on what is plugged in.');
  for (const name of ['from anna.txt', 'older.txt'])
    await writeFile(join(machine.root, 'run/phantom-stick', name), text);
  screen.press('enter');
  await screen.see('from anna.txt on ANNA (2G)');
  await screen.see('older.txt on ANNA (2G)');
  screen.press('backtab', 'backtab', 'enter');
  await screen.see(/\(\*\) (from anna|older)\.txt/);
  screen.press('tab', 'enter');
  await screen.see('What this PC gives');
  screen.press('enter');
  await screen.see('Is this right?');
  await screen.see('Invite /run/phantom-wizard/invites/');
  screen.press('enter');
  await screen.see('Done: this node is part of the network.');
  const { first_contact } = await loadConfig(`${machine.root}/etc/phantom/phantom.yaml`);
  t.deepEqual(first_contact.peers, [invite]);

  screen.press('tab');
  await screen.see('[ Invite somebody ]');
  screen.press('enter');
  await screen.see(invite.slice(0, 10));
  await screen.see('[ Show it as a QR code ]');
  screen.press('enter');
  await screen.see('For the camera of a telephone.');
  t.is(photograph(screen.cells()), invite.toUpperCase());
  screen.press('escape');
  await screen.see('Done: this node is part of the network.');
  screen.press('backtab', 'enter');
  await screen.see('Your address');
  screen.press('enter');
  await screen.see('Connected, for 12 min');
  screen.type('8');
  await screen.see('[ Show an invite to this node ]');
  screen.press('enter');
  await screen.see('[ Write it to a stick ]');
  screen.press('tab', 'enter');
  await screen.see('phantom-invite-3f9ac21b3f9a.txt is on ANNA (2G)');
  t.is(machine.file('run/phantom-stick/phantom-invite-3f9ac21b3f9a.txt'), text);
  const mounts = machine.calls().filter((call) => call.includes('mount'));
  t.true(mounts.some((call) => call.includes('-o ro,')) && mounts.some((call) => call.includes('-o rw,')));
  t.is(
    mounts.filter((call) => call.startsWith('mount')).length,
    mounts.length / 2,
    'each is taken off again',
  );
});
