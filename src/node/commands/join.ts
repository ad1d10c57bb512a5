import { readInvite, readInviteFile, readPass } from '../../bootstrap/invite-text.js';
import { CommandError } from '../../control/protocol.js';
import { equal } from '../../crypto/hash.js';
import { formatEndpoint } from '../../net/address.js';
import { mayDial } from '../../net/dialable.js';
import { isPassText } from '../../wire/channel.js';
import type { Invite } from '../../wire/invite.js';
import { networkMark } from '../../wire/invite-file.js';
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
  const open = running(rooms);
  const invite = isPassText(text) ? nodeOfPass(text, open) : readInvite(text);
  return { endpoint: tryAll(open, [invite])[0]! };
}

/** The node in an invite that holds a network's key as well: of this node's network only. */
function nodeOfPass(text: string, { channel }: Rooms): Invite {
  const pass = readPass(text);
  if (!equal(pass.channel.key, channel.key)) {
    throw new CommandError(
      'invite-other-network',
      `This invite is for the network "${pass.channel.name}", and this node is in another one. "phantom join" on the command line enters it beside this one.`,
    );
  }
  if (pass.node) return pass.node;
  throw new CommandError(
    'invite-without-node',
    'This is the key of the network that this node is in already; it names no node to link to.',
  );
}

/** The same with all nodes of an invite file; the one who asks may be among them. */
export function joinByFile(rooms: Rooms | null, text: unknown): { endpoints: string[] } {
  if (typeof text !== 'string') {
    throw new CommandError('invite-file-not-an-invite-file', 'Expected "file", the text of an invite file.');
  }
  const open = running(rooms);
  return { endpoints: tryAll(open, readInviteFile(text, networkMark(open.channel.key))) };
}

/** Where those are that will be tried: all but ourselves and who cannot be where its invite says. At least one. */
function tryAll({ identity, invites, own }: Rooms, all: readonly Invite[]): string[] {
  const others = all.filter(({ identityKey }) => !equal(identityKey, identity.publicKey));
  if (others.length === 0) {
    throw new CommandError(
      'invite-own',
      "This is this node's own invite. Give it to somebody else, or enter theirs.",
    );
  }
  const facts = own();
  const rules = { privateEndpoints: facts.privateEndpoints, own: ownEndpoints(facts) };
  const fit = others.filter(({ endpoint }) => mayDial(endpoint, 'given', rules));
  if (fit.length === 0) {
    const endpoint = formatEndpoint(others[0]!.endpoint);
    throw new CommandError(
      'invite-no-endpoint',
      `This invite names ${endpoint}, where no other node can be. Ask for a new one.`,
    );
  }
  for (const invite of fit) invites.join(invite);
  return fit.map(({ endpoint }) => formatEndpoint(endpoint));
}
