import { access } from 'node:fs/promises';
import { defaultConfig } from '../config/config.js';
import { loadConfig } from '../config/file.js';
import { type Paths, systemPaths, userPaths } from '../config/paths.js';
import type { Config } from '../config/types.js';
import type { Call } from './command.js';

/** Where a command's node lives, by --config, by who calls, and by what is there. */
export interface Place extends Paths {
  /** False when no file stands at `config`: the defaults hold then. */
  readonly exists: boolean;
}

/**
 * root uses the machine's node. An ordinary user uses their own when they have one, else the machine's when it has one
 * (the control socket then decides whether they may), else their own, which is still to be made.
 */
export async function findPlace({ io, option }: Call): Promise<Place> {
  const own = io.uid === 0 ? systemPaths : userPaths(io.env, io.uid);
  const named = option('config');
  if (named !== undefined) return { ...own, config: named, exists: await there(named) };
  if (await there(own.config)) return { ...own, exists: true };
  if (io.uid !== 0 && (await there(systemPaths.config))) return { ...systemPaths, exists: true };
  return { ...own, exists: false };
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
