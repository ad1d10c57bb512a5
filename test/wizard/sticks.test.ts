import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type Runner, systemRunner } from '../../src/system/runner.js';
import { voice } from '../../src/tui/texts/say.js';
import { encodeInviteFile } from '../../src/wire/invite-file.js';
import { Sticks, sticksIn } from '../../src/wizard/sticks.js';
import { directory } from '../helpers/control.js';

const say = voice('en');
const text = encodeInviteFile({
  network: '00000000',
  channel: null,
  secret: null,
  nodes: [
    { identityKey: new Uint8Array(32).fill(5), endpoint: { family: 4, address: '192.0.2.5', port: 7 } },
  ],
});

const block = (change: object) => ({
  size: '2G',
  rm: true,
  hotplug: true,
  tran: 'usb',
  mountpoints: [null],
  ...change,
});
const blocks = (...blockdevices: object[]) => JSON.stringify({ blockdevices });
const stick = block({
  path: '/dev/sdb',
  model: 'Cruzer ',
  children: [block({ path: '/dev/sdb1', fstype: 'vfat', label: 'ANNA' })],
});

test('sticks and discs that can be read are listed, what is in use and what is built in is not', (t) => {
  const boot = block({
    path: '/dev/sda',
    fstype: 'iso9660',
    mountpoints: ['/run/live/medium'],
    children: [block({ path: '/dev/sda2', fstype: 'vfat' })],
  });
  const builtIn = block({ path: '/dev/sdc', rm: false, hotplug: false, tran: 'sata', fstype: 'ext4' });
  const locked = block({ path: '/dev/sdd', fstype: 'crypto_LUKS' });
  const odd = block({ path: '/dev/sde', fstype: 'constructor' });
  const bare = block({ path: '/dev/sdf', fstype: 'ext4', label: null, model: 'Old\u001b[2J' });
  t.deepEqual(sticksIn(blocks(boot, stick, builtIn, locked, odd, bare)), [
    { device: '/dev/sdb1', filesystem: 'vfat', name: 'ANNA (2G)' },
    { device: '/dev/sdf', filesystem: 'ext4', name: 'Old?[2J (2G)' },
  ]);
  t.deepEqual(sticksIn(''), []);
});

/** A machine whose sticks hold what `fill` puts on them when they are mounted. */
async function machine(t: ExecutionContext, fill: (at: string) => Promise<void>, listed = blocks(stick)) {
  const root = await directory(t);
  const calls: string[] = [];
  const runner: Runner = {
    async run(command, args) {
      calls.push([command, ...args].join(' ').replaceAll(root, ''));
      if (command === 'mount') await fill(args.at(-1)!);
      return { code: 0, stdout: command === 'lsblk' ? listed : '', stderr: '' };
    },
  };
  return { root, calls, sticks: new Sticks(runner, (path) => join(root, path)) };
}

test('invite files are copied off a stick that is mounted for reading only, and nothing else is', async (t) => {
  const { root, calls, sticks } = await machine(t, async (at) => {
    await writeFile(join(at, 'from anna.txt'), text);
    await writeFile(join(at, 'damaged'), text.slice(0, 60));
    await writeFile(join(at, 'letter.txt'), 'Dear Anna');
    await symlink('/etc/passwd', join(at, 'link'));
    await mkdir(join(at, 'folder'));
    await writeFile(join(at, 'folder/invite'), text);
  });
  const found = await sticks.invites(say);
  t.deepEqual(found.map(({ name }) => name).sort(), ['damaged', 'from anna.txt']);
  t.true(found.every((one) => one.stick === 'ANNA (2G)'));
  const good = found.find(({ name }) => name === 'from anna.txt')!;
  t.is(await readFile(join(root, good.path), 'utf8'), text);
  t.deepEqual(calls.slice(1), [
    'mount -t vfat -o ro,nosuid,nodev,noexec /dev/sdb1 /run/phantom-stick',
    'umount /run/phantom-stick',
  ]);
});

test('a stick full of names and of invite files fills nothing', async (t) => {
  const { sticks } = await machine(t, async (at) => {
    for (let number = 0; number < 60; number += 1) await writeFile(join(at, `invite${number}`), text);
  });
  t.is((await sticks.invites(say)).length, 20);
});

test('texts are found by how they begin; what is longer, a link, or in a folder is left', async (t) => {
  const { sticks } = await machine(t, async (at) => {
    await writeFile(join(at, 'mine.txt'), 'BEGIN mine');
    await writeFile(join(at, 'long.txt'), `BEGIN ${'x'.repeat(20)}`);
    await writeFile(join(at, 'other.txt'), 'END');
    await mkdir(join(at, 'folder.txt'));
    await symlink('mine.txt', join(at, 'link.txt'));
  });
  t.deepEqual(await sticks.texts('BEGIN', 20, say), [
    { name: 'mine.txt', stick: 'ANNA (2G)', text: 'BEGIN mine' },
  ]);
  const none = await machine(t, async () => {}, blocks());
  await t.throwsAsync(none.sticks.texts('BEGIN', 20, say), { message: /^No stick was found/ });
});

test('an invite is written to the one stick, never through a link on it, and it is taken off again', async (t) => {
  const plain = await machine(t, async () => {});
  t.is(await plain.sticks.save('phantom-invite-ab.txt', text, say), 'ANNA (2G)');
  t.is(await readFile(join(plain.root, 'run/phantom-stick/phantom-invite-ab.txt'), 'utf8'), text);
  t.deepEqual(plain.calls.slice(1), [
    'mount -t vfat -o rw,sync,nosuid,nodev,noexec /dev/sdb1 /run/phantom-stick',
    'umount /run/phantom-stick',
  ]);
  const victim = join(await directory(t), 'victim');
  await writeFile(victim, 'ours');
  const sly = await machine(t, (at) => symlink(victim, join(at, 'phantom-invite-ab.txt')));
  await t.throwsAsync(sly.sticks.save('phantom-invite-ab.txt', text, say), {
    message: /cannot be written to \(ELOOP\)/,
  });
  t.is(await readFile(victim, 'utf8'), 'ours');
  t.is(sly.calls.at(-1), 'umount /run/phantom-stick');
});

test('no stick, two to write to, and one that cannot be opened are told', async (t) => {
  const none = await machine(t, async () => {}, blocks());
  await t.throwsAsync(none.sticks.invites(say), { message: /^No stick was found/ });
  const other = block({ path: '/dev/sdc1', fstype: 'vfat' });
  const two = await machine(t, async () => {}, blocks(stick, other));
  await t.throwsAsync(two.sticks.save('a', 'b', say), { message: /^2 sticks are plugged in/ });
  const root = await directory(t);
  const runner: Runner = {
    run: async (command) =>
      command === 'mount'
        ? { code: 32, stdout: '', stderr: 'mount: wrong fs type\nmore\n' }
        : { code: 0, stdout: command === 'lsblk' ? blocks(stick) : '', stderr: '' },
  };
  const broken = new Sticks(runner, (path) => join(root, path));
  await t.throwsAsync(broken.invites(say), { message: 'ANNA (2G) cannot be opened (mount: wrong fs type).' });
});

const needed = ['/dev/loop-control', '/usr/sbin/losetup', '/usr/sbin/mkfs.ext4'];
const real = process.getuid?.() === 0 && needed.every((path) => existsSync(path)) ? test : test.skip;
real('a real file system is mounted, read, written to and taken off', async (t) => {
  const root = await directory(t);
  const image = join(root, 'stick.img');
  execFileSync('truncate', ['-s', '4M', image]);
  execFileSync('/usr/sbin/mkfs.ext4', ['-q', '-F', image]);
  // A device that stays, as a stick's does: one that mount makes of a file may still be going when it is wanted again.
  const device = execFileSync('/usr/sbin/losetup', ['--find', '--show', image], { encoding: 'utf8' }).trim();
  t.teardown(() => void execFileSync('/usr/sbin/losetup', ['--detach', device]));
  const runner: Runner = {
    run: async (command, args, options) =>
      command === 'lsblk'
        ? { code: 0, stdout: blocks(block({ path: device, fstype: 'ext4', label: 'real' })), stderr: '' }
        : await systemRunner.run(command, args, options),
  };
  const sticks = new Sticks(runner, (path) => join(root, path));
  t.is(await sticks.save('phantom-invite-ab.txt', text, say), 'real (2G)');
  t.deepEqual(await readdir(join(root, 'run/phantom-stick')), [], 'it is taken off');
  const [found] = await sticks.invites(say);
  t.is(found?.name, 'phantom-invite-ab.txt');
  t.is(await readFile(join(root, found!.path), 'utf8'), text);
  t.is((await lstat(join(root, 'run/phantom-stick'))).mode & 0o777, 0o700);
});
