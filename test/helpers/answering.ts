/** An ordinary user's machine, whose main node answers with every field there is, as long as it can be (facts.ts). */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { encodeInviteFile, networkMark } from '../../src/wire/invite-file.js';
import { phantom } from './cli.js';
import { directory, fakeNode } from './control.js';
import { addresses, lookup, paths, peers, status, tunnels } from './facts.js';

/** A network by invite, which the machine is not in. */
export const friends = { name: 'friends', kind: 'invite', key: new Uint8Array(32).fill(7) } as const;
export const node = {
  identityKey: new Uint8Array(32).fill(9),
  endpoint: { family: 4, address: '192.0.2.9', port: 4000 },
} as const;

/** With `home`: invites, an invite file, and words, a passphrase in a file. */
export async function answeringMachine(t: ExecutionContext) {
  const home = await directory(t);
  const env = {
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_STATE_HOME: join(home, 'state'),
    XDG_RUNTIME_DIR: join(home, 'run'),
  };
  await mkdir(join(home, 'config/phantom'), { recursive: true });
  await mkdir(join(home, 'run/phantom'), { recursive: true });
  const socket = join(home, 'run/phantom/control.sock');
  await writeFile(join(home, 'config/phantom/phantom.yaml'), `control:\n  socket: ${socket}\n`);
  await writeFile(join(home, 'words'), 'correct horse battery staple\n');
  const file = encodeInviteFile({
    network: networkMark(friends.key),
    channel: { name: 'public', kind: 'public' },
    secret: null,
    nodes: [node],
  });
  await writeFile(join(home, 'invites'), file);
  const exposed = tunnels.exposed[0];
  await fakeNode(
    t,
    socket,
    {
      peers: () => peers,
      paths: () => paths,
      'paths.accept': () => ({ changed: true }),
      tunnels: () => tunnels,
      'expose.list': () => ({ exposed: tunnels.exposed }),
      'expose.add': () => ({ ...exposed, changed: true }),
      'expose.remove': () => ({ ...exposed, changed: true }),
      lookup: () => lookup,
      'address.list': () => ({ addresses }),
      'address.new': () => ({ making: 1 }),
      'address.making': () => ({ tries: 1, address: addresses[1] }),
      'address.default': () => ({}),
      'address.remove': () => ({ removed: addresses[1]!.address }),
      'address.backup': () => ({ backup: 'sealed\n' }),
      'address.restore': () => ({ restored: [addresses[1]!.address], there: [addresses[0]!.address] }),
      'invite.create': () => ({
        invite: 'ph1qqq',
        channel: { name: 'public', kind: 'public' },
        withKey: false,
      }),
      'invite.file': () => ({ file, nodes: 3, channel: { name: 'public', kind: 'public' }, withKey: false }),
      join: () => ({ endpoint: '192.0.2.9:4000' }),
      'join.file': () => ({ endpoints: ['192.0.2.9:4000'] }),
      'channel.key': () => ({ key: 'phk1qqq' }),
      'log.tail': () => ({ lines: [{ at: 1, level: 'info', room: 'node', text: 'here' }] }),
    },
    () => status,
  );
  return { home, ask: (...words: string[]) => phantom(words, env) };
}
