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
  doctor: {
    rooms: ['clock', 'config', 'control', 'log', 'net', 'system'],
    why: 'what is wrong is judged from what the node tells and what the machine shows',
  },
  names: {
    rooms: ['log', 'net', 'state'],
    why: 'the address book is for this machine alone, and its helper runs as root',
  },
  system: { rooms: [], why: 'other programs are run for whoever asks' },
  tui: {
    rooms: ['clock', 'config', 'control', 'doctor', 'log', 'net', 'wire'],
    why: 'screens are drawn from values, of which the node is no part',
  },
  dashboard: {
    rooms: ['clock', 'config', 'control', 'log', 'tui', 'wire'],
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

/** What each file of src/ imports that is there when it runs: not types alone. */
async function imports(): Promise<Map<string, string[]>> {
  const files = (await readdir('src', { recursive: true })).filter((file) => file.endsWith('.ts'));
  const found = new Map<string, string[]>();
  for (const file of files) {
    const text = await readFile(join('src', file), 'utf8');
    const lines = [...text.matchAll(/^(?:import|export) (?!type )([^;]*?) from '(\.[^']+)';/gm)];
    const real = lines.filter(([, what = '']) => !/^\{(\s*type [^,}]+,?)+\s*\}$/.test(what));
    found.set(
      file,
      real.map(([, , path = '']) => join(dirname(file), path).replace(/\.js$/, '.ts')),
    );
  }
  return found;
}

test('no file imports itself round a corner', async (t) => {
  const all = await imports();
  t.true(all.size > 300);
  const circles = new Set<string>();
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): void => {
    const at = way.indexOf(file);
    if (at !== -1) circles.add([...way.slice(at), file].join(' -> '));
    if (at !== -1 || done.has(file)) return;
    for (const next of all.get(file) ?? []) walk(next, [...way, file]);
    done.add(file);
  };
  for (const file of all.keys()) walk(file, []);
  t.deepEqual([...circles], []);
});
