import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import test from 'ava';

/** Which rooms a room of screens and commands may import; the reason is the message when it imports another. */
const allowed: Readonly<Record<string, { readonly rooms: readonly string[]; readonly why: string }>> = {
  config: {
    rooms: ['log', 'state', 'wire'],
    why: 'the settings are read before anything else is there',
  },
  control: {
    rooms: ['clock', 'log', 'config'],
    why: 'the control socket serves commands without knowing who offers them',
  },
  system: { rooms: [], why: 'other programs are run for whoever asks' },
  tui: {
    rooms: ['clock', 'control', 'log', 'net', 'wire'],
    why: 'screens are drawn from values, of which the node is no part',
  },
  dashboard: {
    rooms: ['clock', 'control', 'log', 'tui', 'wire'],
    why: 'the dashboard draws what a snapshot says and holds no node logic',
  },
  wizard: {
    rooms: ['channel', 'clock', 'config', 'control', 'state', 'system', 'tui', 'wire'],
    why: 'the wizard knows of the node what the control socket tells, and puts the key of its network in place',
  },
};

for (const [room, { rooms, why }] of Object.entries(allowed)) {
  test(`${room} imports nothing but ${rooms.join(', ') || 'packages'}: ${why}`, async (t) => {
    const files = (await readdir(`src/${room}`, { recursive: true })).filter((file) => file.endsWith('.ts'));
    t.true(files.length > 0);
    for (const file of files) {
      const text = await readFile(join('src', room, file), 'utf8');
      for (const [, path = ''] of text.matchAll(/from '(\.[^']+)'/g)) {
        const target = normalize(join(room, dirname(file), path)).split('/')[0]!;
        // package.json is not a room.
        const fine = target === room || target === '..' || rooms.includes(target);
        t.true(fine, `src/${room}/${file} imports ${target}, but ${why}`);
      }
    }
  });
}
