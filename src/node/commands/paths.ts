import { CommandError, type PathsFacts } from '../../control/protocol.js';
import { type PathsDoor, pathsFacts } from '../own-paths.js';
import type { Rooms } from '../rooms.js';

/** This node's own paths, and how much it relays; none before the start. */
export function paths(rooms: Rooms | null, door: PathsDoor | null): PathsFacts {
  return pathsFacts(door, () => rooms?.relays() ?? [], rooms?.clock.now() ?? 0);
}

/** The operator agrees to paths in a network that gives less than it did. */
export function acceptPaths(door: PathsDoor | null): { changed: boolean } {
  if (!door) {
    throw new CommandError('no-paths', 'This node makes no paths yet, so there is nothing to agree to.');
  }
  const changed = door.choice.facts().waits === 'fewer';
  if (changed) {
    door.choice.accept();
    door.pools.hurry();
  }
  return { changed };
}
