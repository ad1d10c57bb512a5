/**
 * Which links a node wants: to the nodes nearest to its own id, who answer for what is near it, and to some others
 * it has known for long. A link that was made to ask one question ends soon after the answer; who made it sees to that,
 * because only its maker knows what it was for. Pure decisions from the facts of an instant; upkeep.ts carries them out.
 */

import { guarded } from '../guards/guards.js';
import { anchors, type Held } from './anchors.js';

/** Our own tuning of links. */
export const linkLimits = {
  /** Nearest nodes a link is always kept to. */
  neighbours: 8,
  /** Links a node brings about by itself; smaller networks are fully meshed. */
  wanted: 16,
  /** Above this, links of our own making are closed when they have served; more than `wanted`, lest two ends quarrel. */
  kept: 20,
  /** Links kept open, own and others'. */
  most: 64,
  /**
   * Links open at any instant, but for what we have just dialled ourselves: above this the newcomer or another unused one is closed
   * without delay.
   */
  hard: 128,
  /** So many places below that are made free, by leading nothing new over links that paths hold. */
  spare: 8,
  /** Above that, links from outside of a network with more than so many are closed even when paths go over them. */
  crowd: 8,
  /** How long a link above `most` may serve a lookup before it is closed, ms. */
  grace: 60_000,
  /** How long a link has not been asked anything when it counts as having served, ms; younger ones of our own making stay. */
  served: 16_000,
} as const;

/** Why a link is open: to a neighbour, to one of those others, or only until it has served. */
export type Want = 'neighbour' | 'other' | 'passing';

/** What each open link is wanted as, by our own side. @param links oldest first */
export function wants<L extends Held>(links: readonly L[], now: number): Map<L, Want> {
  const near = new Set(nearestOf(links));
  const others = links.filter((link) => !near.has(link));
  // A link from outside that is older than a lookup is wanted by its maker.
  const lasting = others.filter((link) => link.direction === 'in' && now - link.since > linkLimits.grace);
  const anchored = new Set(anchors(others, now));
  let room = linkLimits.kept - near.size - lasting.length - anchored.size;
  const as = (link: L): Want => {
    if (near.has(link)) return 'neighbour';
    if (anchored.has(link)) return 'other';
    if (link.direction === 'in') return lasting.includes(link) ? 'other' : 'passing';
    room -= 1;
    return room >= 0 ? 'other' : 'passing';
  };
  return new Map(links.map((link) => [link, as(link)]));
}

/**
 * Open links that are too many and carry no paths: our own that have served; above `most` those that are no neighbours and no
 * anchors, of the networks with most links first, the youngest first. So above `hard` a newcomer goes at once where all others are used.
 * @param links oldest first
 */
export function linksToClose<L extends Held>(
  links: readonly L[],
  now: number,
  isUsed: (link: L) => boolean = () => false,
): L[] {
  if (links.length <= linkLimits.kept) return [];
  const wanted = wants(links, now);
  const served = links.filter(
    (link) =>
      wanted.get(link) === 'passing' &&
      link.direction === 'out' &&
      now - link.usedAt >= linkLimits.served &&
      !isUsed(link),
  );
  const left = links.length - served.length;
  if (left <= linkLimits.most) return served;
  const others = crowdedFirst(neverKept(links, now).filter((link) => !served.includes(link)));
  const unused = others.filter((link) => !isUsed(link) && !isOurNew(link, now));
  const atOnce = Math.max(0, left - linkLimits.hard);
  const old = new Set(others.slice(0, left - linkLimits.most));
  return [
    ...served,
    ...unused.filter((link, at) => at < atOnce || (old.has(link) && now - link.since >= linkLimits.grace)),
  ];
}

/**
 * Links from outside that paths hold, though hardly a place is left below `hard`: so many as are missing to `spare`, of the networks
 * with most links first. Nothing new is to be led over them; what they carry ends within the life of a path, and then they are closed.
 * @param links oldest first
 */
export function leaving<L extends Held>(links: readonly L[], now: number, isUsed: (link: L) => boolean): L[] {
  const missing = links.length - (linkLimits.hard - linkLimits.spare);
  if (missing <= 0) return [];
  const held = neverKept(links, now).filter((link) => link.direction === 'in' && isUsed(link));
  return crowdedFirst(held).slice(0, missing);
}

/** Whether another link may be opened: there are not too many, or one could be closed for it. */
export function hasRoom<L extends Held>(
  links: readonly L[],
  now: number,
  isUsed: (link: L) => boolean,
): boolean {
  if (links.length < linkLimits.hard) return true;
  return neverKept(links, now).some((link) => !isUsed(link) && !isOurNew(link, now));
}

/** We have just dialled there, and still need it. */
function isOurNew({ direction, since }: Held, now: number): boolean {
  return direction === 'out' && now - since < linkLimits.served;
}

/** All but neighbours and anchors. */
function neverKept<L extends Held>(links: readonly L[], now: number): L[] {
  const near = new Set(nearestOf(links));
  const others = links.filter((link) => !near.has(link));
  const anchored = new Set(anchors(others, now));
  return others.filter((link) => !anchored.has(link));
}

/** So that what goes first leaves every network with the same number of links, as far as it has them. */
function crowdedFirst<L extends Held>(links: readonly L[]): L[] {
  const counts = new Map<string, number>();
  const placed = links.map((link) => {
    const network = guarded('prefix-caps') ? link.prefix : '';
    const before = counts.get(network) ?? 0;
    counts.set(network, before + 1);
    return { link, before: network === '' ? 0 : before };
  });
  return placed.sort((a, b) => b.before - a.before || b.link.since - a.link.since).map(({ link }) => link);
}

/** Links to those nearest to us: neighbours. */
export function nearestOf<L extends Held>(links: readonly L[]): L[] {
  return [...links].sort((a, b) => a.gap - b.gap).slice(0, linkLimits.neighbours);
}

/**
 * Contacts to link with now, most wanted first: unlinked ones among the nearest, then others until there are
 * `linkLimits.wanted` links: the longest known of those likely to be there still, then the rest.
 * @param near the nearest contacts, nearest first; @param all oldest first; `tryAfter` as `now`
 */
export function contactsToLink<C extends { readonly tryAfter: number }>(
  near: readonly C[],
  all: () => readonly C[],
  linkCount: number,
  is: { readonly isLinked: (contact: C) => boolean; readonly isLively: (contact: C) => boolean },
  now: number,
): C[] {
  const isReady = (contact: C): boolean => contact.tryAfter <= now && !is.isLinked(contact);
  const nearest = near.slice(0, linkLimits.neighbours);
  const neighbours = nearest.filter(isReady);
  const room = linkLimits.wanted - linkCount - neighbours.length;
  if (room <= 0) return neighbours;
  const others = all().filter((contact) => isReady(contact) && !nearest.includes(contact));
  const inOrder = [...others.filter(is.isLively), ...others.filter((contact) => !is.isLively(contact))];
  return [...neighbours, ...inOrder.slice(0, room)];
}
