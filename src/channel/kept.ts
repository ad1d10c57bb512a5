/**
 * Which channel a state directory belongs to, with its key: file `channel`. A directory serves one channel for ever, since identity,
 * addresses, guards and remembered nodes would tie two together; the channel that comes second gets a directory of its own below it.
 */
import { chown, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { equal, hash } from '../crypto/hash.js';
import { lockedBytes } from '../crypto/locked.js';
import { openStateDirectory } from '../state/directory.js';
import type { State } from '../state/state.js';
import {
  type ChannelKind,
  type ChannelSecret,
  decodeKeptChannel,
  encodeKeptChannel,
} from '../wire/channel.js';
import { publicChannel } from './channel.js';

const stateName = 'channel';

/** What the settings say of a channel. */
export interface ChannelSettings {
  readonly channel: string;
  readonly channel_kind: ChannelKind;
}

/** The node cannot start in the channel of its settings; `message` says what to do. */
export class ChannelError extends Error {
  readonly code = 'channel';
}

/** The channel of the settings, with its key in locked memory; a public one is noted. Throws `ChannelError`. */
export async function openChannel(state: State, settings: ChannelSettings): Promise<ChannelSecret> {
  const { channel: name, channel_kind: kind } = settings;
  const kept = await keptIn(state);
  if (kept && (kept.name !== name || kept.kind !== kind)) {
    throw new ChannelError(
      `What is kept here belongs to the network "${kept.name}" (${kept.kind}), and the settings name "${name}" (${kind}). Two networks must not share an identity: give this one another --state.`,
    );
  }
  if (!kept && kind !== 'public') {
    throw new ChannelError(
      `The network "${name}" has a key that is not in its name, and the key is not here. "phantom channel join" enters such a network, and the set-up does.`,
    );
  }
  const channel = kept ?? publicChannel(name);
  if (!kept) await state.write(stateName, encodeKeptChannel(channel));
  const key = lockedBytes(32);
  key.set(channel.key);
  return { ...channel, key };
}

/** Where a channel's state is: the directory itself for the first channel that it served, another one's below it. */
export async function channelDirectory(root: string, settings: ChannelSettings): Promise<string> {
  if (!(await isThere(root))) return root;
  const below = belowOf(root, settings);
  if (await isThere(below)) return below;
  const state = await openStateDirectory(root);
  const kept = await keptIn(state);
  // One that is older than this file served the public network of its settings.
  const isFree = !kept && (settings.channel_kind === 'public' || (await state.read('identity')) === null);
  const isOwn = kept?.name === settings.channel && kept.kind === settings.channel_kind;
  return isFree || isOwn ? root : below;
}

/**
 * Puts a channel's key where the node of that directory finds it. Throws a sentence where another key of the same name is. What is
 * made belongs to the owner of `root`: root sets up what an ordinary user runs.
 */
export async function keepChannel(root: string, channel: ChannelSecret): Promise<void> {
  const settings = { channel: channel.name, channel_kind: channel.kind };
  await mkdir(root, { recursive: true, mode: 0o700 });
  const { uid, gid } = await stat(root);
  const directory = await channelDirectory(root, settings);
  const state = await openStateDirectory(directory);
  const kept = await keptIn(state);
  if (kept && !equal(kept.key, channel.key)) {
    throw new ChannelError(
      `Another key of the network "${channel.name}" is kept in ${directory}, with what belongs to it. Move that directory away if it is no longer wanted, or give this network another name.`,
    );
  }
  if (!kept) await state.write(stateName, encodeKeptChannel(channel));
  if (process.getuid?.() !== 0) return;
  for (const path of new Set([root, join(root, 'channels'), directory, join(directory, stateName)])) {
    if (await isThere(path)) await chown(path, uid, gid);
  }
}

/** The channel whose key is kept for these settings; null while there is none. */
export async function keptChannel(root: string, settings: ChannelSettings): Promise<ChannelSecret | null> {
  const directory = await channelDirectory(root, settings);
  if (!(await isThere(directory))) return null;
  return await keptIn(await openStateDirectory(directory));
}

async function keptIn(state: State): Promise<ChannelSecret | null> {
  const bytes = await state.read(stateName);
  const kept = bytes && decodeKeptChannel(bytes);
  if (bytes && !kept) throw new ChannelError('The file "channel" of the state directory is damaged.');
  return kept;
}

/** Of fixed length, so that no name is too long for a file; nothing secret is hashed. */
function belowOf(root: string, { channel, channel_kind }: ChannelSettings): string {
  const name = Buffer.from(hash(16, 'phantom state of a channel', channel_kind, channel)).toString('hex');
  return join(root, 'channels', name);
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}
