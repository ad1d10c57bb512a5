import type { NodeRecord } from '../wire/node-record.js';
import { marks } from '../wire/standing.js';

/** How a node is reached that says in its record that strangers do not get through: who introduces to it. Nothing for others. */
export function introducedBy({
  reachability,
  introducers,
}: Pick<NodeRecord, 'reachability' | 'introducers'>):
  | { readonly isHidden: true; readonly introducers: NodeRecord['introducers'] }
  | Record<string, never> {
  return (reachability & marks.hidden) === 0 ? {} : { isHidden: true, introducers };
}
