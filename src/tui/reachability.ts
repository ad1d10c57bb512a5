import type { Snapshot } from '../control/protocol.js';
import type { Say } from './texts/say.js';

/** Whether others reach this node from outside, and how, in words. */
export function reachabilityWords({ reachability }: Pick<Snapshot, 'reachability'>, say: Say): string {
  const { state, judges, mapping, natKind, introducers } = reachability;
  const isHidden = state === 'unreachable';
  return [
    say(`reach.${state}`, { count: judges }),
    ...(introducers > 0 ? [say('reach.introduced', { count: introducers })] : []),
    ...(mapping === 'none' || mapping === 'off' ? [] : [say(`reach.${mapping}`)]),
    ...(isHidden && natKind === 'port-per-peer' ? [say('reach.port-per-peer')] : []),
  ].join(' ');
}
