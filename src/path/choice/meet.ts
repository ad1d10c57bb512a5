/**
 * Which hops can follow one another. The one before dials the one behind it, so it must get out over a family in which that one is; and
 * where strangers do not get through to the one behind, their routers must let an introduction work. Both know each other as neighbours
 * on the path anyway: what decides here tells neither of them anything of who else is on it. Pure.
 */
import { canDial, marks } from '../../wire/standing.js';
import type { HopNode } from '../types.js';

/** Whether `before` can dial `behind`, as far as their records say; who says nothing is not doubted. */
export function canReach(before: HopNode, behind: HopNode): boolean {
  const [from, to] = [before.marks ?? 0, behind.marks ?? 0];
  const { hidden, portPerPeer } = marks;
  if (!canDial(from, behind.endpoints)) return false;
  if ((to & hidden) === 0) return true;
  if ((behind.introducers ?? []).length === 0) return false;
  // Two routers of which one shows everybody another port: neither can be told where to knock.
  return (from & hidden) === 0 || ((from | to) & portPerPeer) === 0;
}

/** Whether strangers get through to it: others' joins and questions come from anywhere. */
export function isOpen({ marks: said = 0 }: HopNode): boolean {
  return (said & marks.hidden) === 0;
}
