/**
 * Anchors: a few links of our own making, each into another network, that are kept whatever others do. Whoever dials a
 * node day and night, from places beside it, would otherwise be all its neighbours and fill its links, and in the end
 * be all it has. Pure decisions, like keep.ts.
 */
import { guarded } from '../guards/guards.js';

/** Our own tuning. */
export const anchorLimits = {
  most: guarded('prefix-caps') ? 6 : 0,
  /** How long a link is an anchor, ms: with time, who never leaves would be all of them. */
  life: 7_200_000,
} as const;

/** What decides about an open link. */
export interface Held {
  /** Distance to our own id. */
  readonly gap: number;
  readonly since: number;
  readonly direction: 'out' | 'in';
  readonly usedAt: number;
  /** The network it leads into; see net/address.ts. */
  readonly prefix: string;
}

/** Which links are anchors: the oldest of our own making in each network. @param others links that are no neighbours', oldest first */
export function anchors<L extends Held>(others: readonly L[], now: number): L[] {
  const networks = new Set<string>();
  return others.filter((link) => {
    if (networks.size >= anchorLimits.most || link.direction !== 'out') return false;
    if (now - link.since > anchorLimits.life || networks.has(link.prefix)) return false;
    networks.add(link.prefix);
    return true;
  });
}

/**
 * A contact to anchor at, by chance: first a network without an anchor, then one of its contacts; null when there are
 * anchors enough, or nobody is left.
 * @param others links that are no neighbours', oldest first; @param isOut who is linked already, or gone in all likelihood
 * @param chance gives numbers in [0, 1)
 */
export function contactToAnchor<C extends { readonly tryAfter: number; readonly prefix: string }>(
  others: readonly Held[],
  contacts: () => readonly C[],
  isOut: (contact: C) => boolean,
  now: number,
  chance: () => number,
): C | null {
  const anchored = anchors(others, now);
  if (anchored.length >= anchorLimits.most) return null;
  const taken = new Set(anchored.map((link) => link.prefix));
  const ready = contacts().filter(
    (contact) => contact.tryAfter <= now && !taken.has(contact.prefix) && !isOut(contact),
  );
  const networks = [...new Set(ready.map((contact) => contact.prefix))];
  const network = networks[Math.floor(chance() * networks.length)];
  const there = ready.filter((contact) => contact.prefix === network);
  return there[Math.floor(chance() * there.length)] ?? null;
}
