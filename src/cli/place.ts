import { access } from 'node:fs/promises';
import { defaultConfig } from '../config/config.js';
import { loadConfig } from '../config/file.js';
import { furtherPaths, instanceOf, type Paths, systemPaths, userPaths } from '../config/paths.js';
import type { Config } from '../config/types.js';
import { type Call, UsageError } from './command.js';

/** Where a command's node lives, by --config, by who calls, and by what is there. */
export interface Place extends Paths {
  /** False when no file stands at `config`: the defaults hold then. */
  readonly exists: boolean;
}

/**
 * root uses the machine's node. An ordinary user uses their own when they have one, else the machine's when it has one
 * (the control socket then decides whether they may), else their own, which is still to be made.
 */
export async function findPlace(call: Call): Promise<Place> {
  const { io, option } = call;
  const own = basePaths(call);
  const named = option('config');
  const channel = option('channel');
  if (channel !== undefined) return await furtherPlace(call, channel);
  if (named !== undefined) return { ...own, config: named, exists: await there(named) };
  if (await there(own.config)) return { ...own, exists: true };
  if (io.uid !== 0 && (await there(systemPaths.config))) return { ...systemPaths, exists: true };
  return { ...own, exists: false };
}

/** Where the caller's own node lives: root's is the machine's. */
export function basePaths({ io: { uid, env } }: Pick<Call, 'io'>): Paths {
  return uid === 0 ? systemPaths : userPaths(env, uid);
}

/** The place of a further network: the caller's own, or the machine's. Throws a sentence when there is none. */
async function furtherPlace(call: Call, channel: string): Promise<Place> {
  if (call.option('config') !== undefined) {
    throw new UsageError('--config names a file and --channel a network: give one of them.');
  }
  const bases = [basePaths(call), systemPaths];
  for (const base of bases) {
    const place = furtherPaths(base, instanceOf(channel));
    if (await there(place.config)) return { ...place, exists: true };
  }
  throw new Error(
    `This machine has no further network "${channel}". "phantom channel list" shows those it has.`,
  );
}

/** The configuration of a place; without a file the defaults, with the place's own socket. A named file must exist. */
export async function placeConfig(call: Call, place: Place): Promise<Config> {
  if (place.exists || call.option('config') !== undefined) return await loadConfig(place.config);
  return { ...defaultConfig, control: { socket: place.socket } };
}

async function there(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}
