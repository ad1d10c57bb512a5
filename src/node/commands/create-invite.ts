import { CommandError } from '../../control/protocol.js';
import { equal } from '../../crypto/hash.js';
import { classOf, prefixOf } from '../../net/address.js';
import { encodeInvite, type Invite } from '../../wire/invite.js';
import { encodeInviteFile, mostNodes, networkMark } from '../../wire/invite-file.js';
import { invitable } from '../own-endpoints.js';
import type { Rooms } from '../rooms.js';
import { running } from './running.js';

/** An invite to this node, with the endpoint at which others most likely reach it. */
export function createInvite(rooms: Rooms | null): { invite: string } {
  return { invite: encodeInvite(ownInvite(running(rooms))) };
}

/** The text of an invite file: this node, and two others that are reached from here. */
export function createInviteFile(rooms: Rooms | null): { file: string; nodes: number } {
  const open = running(rooms);
  const own = ownInvite(open);
  const nodes = [own, ...otherInvites(open.links.list, own)];
  return { file: encodeInviteFile({ network: networkMark(open.channelKey), nodes }), nodes: nodes.length };
}

function ownInvite({ identity, own }: Rooms): Invite {
  const endpoint = invitable(own());
  if (endpoint) return { identityKey: identity.publicKey, endpoint };
  throw new CommandError(
    'no-endpoint',
    'This machine has no address yet that others could reach, so an invite would lead nowhere. Connect it to a network first.',
  );
}

/**
 * Those who have been linked longest, in networks of their own. Only whom we have dialled: there somebody answers. An
 * address inside a LAN is of use only to who can reach ours there.
 */
function otherInvites(links: Rooms['links']['list'], own: Invite): Invite[] {
  const isUseful = (endpoint: Invite['endpoint']) =>
    classOf(endpoint) === 'public' || classOf(endpoint) === classOf(own.endpoint);
  const prefixes = new Set(classOf(own.endpoint) === 'public' ? [prefixOf(own.endpoint)] : []);
  const chosen: Invite[] = [];
  for (const { direction, endpoint, identityKey } of [...links].sort((a, b) => a.since - b.since)) {
    if (chosen.length === mostNodes - 1) break;
    if (direction !== 'out' || !isUseful(endpoint) || equal(identityKey, own.identityKey)) continue;
    const prefix = prefixOf(endpoint);
    if (prefix !== null && prefixes.has(prefix)) continue;
    prefixes.add(prefix);
    chosen.push({ identityKey, endpoint });
  }
  return chosen;
}
