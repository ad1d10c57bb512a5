import { readInvite } from '../../bootstrap/invite-text.js';
import { CommandError } from '../../control/protocol.js';
import { hex } from '../../dht/id.js';
import { formatEndpoint } from '../../net/address.js';
import { mayDial } from '../../net/dialable.js';
import { ownEndpoints } from '../own-endpoints.js';
import type { Rooms } from '../rooms.js';
import { running } from './running.js';

/**
 * Adds an invite's node to those that are tried, from now on until it links. Returns at once; how it goes is in the
 * snapshot. No id is given back: an invite holds only the key of its node.
 */
export function join(rooms: Rooms | null, text: unknown): { endpoint: string } {
  if (typeof text !== 'string') {
    throw new CommandError('invite-not-an-invite', 'Expected "invite", a line that begins with "ph1".');
  }
  const invite = readInvite(text);
  const { identity, invites, own } = running(rooms);
  const facts = own();
  if (hex(invite.identityKey) === hex(identity.publicKey)) {
    throw new CommandError(
      'invite-own',
      "This is this node's own invite. Give it to somebody else, or enter theirs.",
    );
  }
  const endpoint = formatEndpoint(invite.endpoint);
  const rules = { privateEndpoints: facts.privateEndpoints, own: ownEndpoints(facts) };
  if (!mayDial(invite.endpoint, 'given', rules)) {
    throw new CommandError(
      'invite-no-endpoint',
      `This invite names ${endpoint}, where no other node can be. Ask for a new one.`,
    );
  }
  invites.join(invite);
  return { endpoint };
}
