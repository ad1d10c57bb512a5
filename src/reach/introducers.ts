import type { Link } from '../link/types.js';
import { prefixOf } from '../net/address.js';
import { marks, type Standing } from '../wire/standing.js';

/** A record has room for two. */
const count = 2;
/** Chosen ones stay as long as they are among so many nearest: those are the links that we keep whatever happens. */
const stay = 8;
/** A link that has stood for so long, ms, is taken before a younger one. */
const proven = 30_000;

/** An open link, with what its peer said of itself last. */
export interface Neighbour {
  readonly link: Link;
  readonly said: Standing | null;
  /** Its distance to us, in whatever measure. */
  readonly gap: number;
}

/** Who introduces others to us: near ones that strangers reach, in different networks where there are such. Pure. */
export function chooseIntroducers(
  before: readonly Link[],
  neighbours: readonly Neighbour[],
  now: number,
): Link[] {
  // Our record names them, and an unlisted one asked to be named to nobody.
  const able = neighbours.filter(({ link, said }) => link.open && !link.isUnlisted && isReached(link, said));
  const nearest = able.sort((a, b) => a.gap - b.gap).map(({ link }) => link);
  const chosen = before.filter((link) => nearest.indexOf(link) >= 0 && nearest.indexOf(link) < stay);
  const old = nearest.filter(({ since }) => now - since >= proven);
  const isElsewhere = (link: Link) =>
    chosen.every((one) => prefixOf(one.endpoint) !== prefixOf(link.endpoint));
  for (const link of [...old, ...nearest]) if (chosen.length < count && isElsewhere(link)) chosen.push(link);
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
