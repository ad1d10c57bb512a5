/**
 * Which links a node wants: to the nodes nearest to its own id, who answer for what is near it, and to some others
 * it has known for long. Pure decisions from the facts of an instant; upkeep.ts carries them out.
 */
import { compareDistance } from './id.js';

/** Our own tuning of links. */
export const linkLimits = {
  /** Nearest nodes a link is always kept to. */
  neighbours: 12,
  /** Links a node brings about by itself; smaller networks are fully meshed. */
  wanted: 24,
  /** Links kept open, own and others'. */
  most: 64,
  /** Links open at any instant: above this a newcomer is closed without delay. */
  hard: 128,
  /** How long a link above `most` may serve a lookup before it is closed, ms. */
  grace: 60_000,
} as const;

interface Known {
  readonly nodeId: Uint8Array;
}

/** Open links that are too many: the youngest that are no neighbours. */
export function linksToClose<L extends Known & { readonly since: number }>(
  links: readonly L[],
  ownId: Uint8Array,
  now: number,
): L[] {
  const extra = links.length - linkLimits.most;
  if (extra <= 0) return [];
  const near = new Set(nearest(links, ownId, linkLimits.neighbours));
  const others = links.filter((link) => !near.has(link)).sort((a, b) => b.since - a.since);
  const atOnce = Math.max(0, links.length - linkLimits.hard);
  return others.slice(0, extra).filter((link, at) => at < atOnce || now - link.since >= linkLimits.grace);
}

/**
 * Contacts to link with now, most wanted first: unlinked ones among the nearest, then the longest known until there
 * are `linkLimits.wanted` links.
 * @param contacts oldest first, with `tryAfter` as a time of `now`
 */
export function contactsToLink<C extends Known & { readonly tryAfter: number }>(
  contacts: readonly C[],
  linkCount: number,
  isLinked: (contact: C) => boolean,
  ownId: Uint8Array,
  now: number,
): C[] {
  const near = new Set(nearest(contacts, ownId, linkLimits.neighbours));
  const ready = contacts.filter((contact) => contact.tryAfter <= now && !isLinked(contact));
  const neighbours = ready.filter((contact) => near.has(contact));
  const room = Math.max(0, linkLimits.wanted - linkCount - neighbours.length);
  return [...neighbours, ...ready.filter((contact) => !near.has(contact)).slice(0, room)];
}

function nearest<T extends Known>(all: readonly T[], ownId: Uint8Array, count: number): T[] {
  return [...all].sort((a, b) => compareDistance(ownId, a.nodeId, b.nodeId)).slice(0, count);
}
