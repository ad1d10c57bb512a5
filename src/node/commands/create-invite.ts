import { type ChannelFacts, CommandError } from '../../control/protocol.js';
import { equal } from '../../crypto/hash.js';
import { classOf, prefixOf } from '../../net/address.js';
import { type ChannelSecret, encodePass } from '../../wire/channel.js';
import { encodeInvite, type Invite } from '../../wire/invite.js';
import { encodeInviteFile, mostNodes, networkMark } from '../../wire/invite-file.js';
import { invitable } from '../own-endpoints.js';
import type { Rooms } from '../rooms.js';
import { running } from './running.js';

/**
 * An invite to this node, with the endpoint at which others most likely reach it; `withKey`: with the key of its network as well,
 * which is longer.
 */
export function createInvite(rooms: Rooms | null, withKey: unknown = false): Made & { invite: string } {
  const open = running(rooms);
  const node = ownInvite(open);
  const invite = withKey ? encodePass({ channel: secretOf(open), node }) : encodeInvite(node);
  return { invite, ...madeIn(open, withKey) };
}

/** The key of this node's network alone, as text. */
export function showKey(rooms: Rooms | null): Made & { key: string } {
  const open = running(rooms);
  return { key: encodePass({ channel: secretOf(open), node: null }), ...madeIn(open, true) };
}

/** The text of an invite file: this node, and two others that are reached from here. */
export function createInviteFile(
  rooms: Rooms | null,
  withKey: unknown = false,
): Made & { file: string; nodes: number } {
  const open = running(rooms);
  const { name, kind, key } = open.channel;
  const own = ownInvite(open);
  const nodes = [own, ...otherInvites(open.links.list, own)];
  const file = encodeInviteFile({
    network: networkMark(key),
    channel: kind === 'public' ? null : { name, kind },
    secret: withKey ? secretOf(open) : null,
    nodes,
  });
  return { file, nodes: nodes.length, ...madeIn(open, withKey) };
}

/** For which network an invite is, and what who gets it needs besides. */
interface Made {
  readonly channel: Pick<ChannelFacts, 'name' | 'kind'>;
  readonly withKey: boolean;
}

function madeIn({ channel: { name, kind } }: Rooms, withKey: unknown): Made {
  return { channel: { name, kind }, withKey: Boolean(withKey) };
}

function secretOf({ channel }: Rooms): ChannelSecret {
  if (channel.kind !== 'public') return channel;
  throw new CommandError(
    'channel-public',
    `The network "${channel.name}" is public: its name is all that one must know. An invite without a key is enough.`,
  );
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
  const listed = links.filter(({ isUnlisted }) => !isUnlisted);
  for (const { direction, endpoint, identityKey } of listed.sort((a, b) => a.since - b.since)) {
    if (chosen.length === mostNodes - 1) break;
    if (direction !== 'out' || !isUseful(endpoint) || equal(identityKey, own.identityKey)) continue;
    const prefix = prefixOf(endpoint);
    if (prefix !== null && prefixes.has(prefix)) continue;
    prefixes.add(prefix);
    chosen.push({ identityKey, endpoint });
  }
  return chosen;
}
