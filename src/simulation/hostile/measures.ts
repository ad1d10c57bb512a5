/** What an attack is measured by: plain counts over what honest nodes hold and know. */
import { hex } from '../../dht/id.js';

interface Holder {
  readonly holdings: { live(): Iterable<{ readonly key: Uint8Array }> };
}

/** Records lying at honest nodes under keys (hex) that were sent there without a token. */
export function unaskedStores(honest: Iterable<Holder>, stuffed: ReadonlySet<string>): number {
  let count = 0;
  for (const { holdings } of honest) {
    for (const { key } of holdings.live()) if (stuffed.has(hex(key))) count += 1;
  }
  return count;
}

/**
 * How much more of the views is hostile, or does not exist, than of the network: 1 is a fair sample.
 * @param views the node ids that honest nodes would choose hops from
 * @param isHonest whether a node id in hex is that of a real, honest node
 * @param share hostile part of all nodes
 */
export function viewBias(
  views: Iterable<readonly Uint8Array[]>,
  isHonest: (name: string) => boolean,
  share: number,
): number {
  let bad = 0;
  let all = 0;
  for (const view of views) {
    all += view.length;
    for (const nodeId of view) if (!isHonest(hex(nodeId))) bad += 1;
  }
  return all === 0 ? Number.NaN : bad / all / share;
}
