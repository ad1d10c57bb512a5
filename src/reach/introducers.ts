import type { Link } from '../link/types.js';
import { prefixOf } from '../net/address.js';
import { marks, type Standing } from '../wire/standing.js';

/** A record has room for two. */
const count = 2;
/** So long must a link have stood before others are sent over it, ms. */
const proven = 30_000;

/** An open link, with what its peer said of itself last. */
export interface Neighbour {
  readonly link: Link;
  readonly said: Standing | null;
  /** Its distance to us, in whatever measure; near ones are kept longest. */
  readonly gap: number;
}

/**
 * Who introduces others to us: those that did it before as long as their links stand, then the nearest that strangers reach, in
 * different networks. Pure.
 */
export function chooseIntroducers(
  before: readonly Link[],
  neighbours: readonly Neighbour[],
  now: number,
): Link[] {
  const able = neighbours.filter(
    ({ link, said }) => link.open && now - link.since >= proven && isReached(link, said),
  );
  const chosen = before.filter((link) => able.some((one) => one.link === link));
  const nearest = able.sort((a, b) => a.gap - b.gap).map(({ link }) => link);
  const isNew = (link: Link) => !chosen.some((one) => prefixOf(one.endpoint) === prefixOf(link.endpoint));
  for (const link of nearest) if (chosen.length < count && isNew(link)) chosen.push(link);
  for (const link of nearest) if (chosen.length < count && !chosen.includes(link)) chosen.push(link);
  return chosen;
}

/** It says that strangers get through, or we did ourselves without its saying otherwise. */
function isReached(link: Link, said: Standing | null): boolean {
  const { hidden, reached4, reached6 } = marks;
  if (said && (said.marks & hidden) !== 0) return false;
  const reached = link.endpoint.family === 4 ? reached4 : reached6;
  return link.direction === 'out' || (said !== null && (said.marks & reached) !== 0);
}
