import { CommandError } from '../../control/protocol.js';
import { encodeInvite } from '../../wire/invite.js';
import { invitable } from '../own-endpoints.js';
import type { Rooms } from '../rooms.js';
import { running } from './running.js';

/** An invite to this node, with the endpoint at which others most likely reach it. */
export function createInvite(rooms: Rooms | null): { invite: string } {
  const { identity, own } = running(rooms);
  const endpoint = invitable(own());
  if (!endpoint) {
    throw new CommandError(
      'no-endpoint',
      'This machine has no address yet that others could reach, so an invite would lead nowhere. Connect it to a network first.',
    );
  }
  return { invite: encodeInvite({ identityKey: identity.publicKey, endpoint }) };
}
