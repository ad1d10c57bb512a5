import { CommandError } from '../../control/protocol.js';
import type { Rooms } from '../rooms.js';

/** The rooms of a node that runs; throws `CommandError` while it is starting, or ending. */
export function running(rooms: Rooms | null): Rooms {
  if (rooms) return rooms;
  throw new CommandError('starting', 'The node is still starting. Try again in a few seconds.');
}
