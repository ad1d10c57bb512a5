import type { NodeContact } from '../../dht/table.js';
import type { Node } from '../../node/node.js';

/** A running node as a crawler knows it. */
export function contactOf(node: Node): NodeContact {
  const { identity, own } = node.rooms!;
  return {
    identityKey: identity.publicKey,
    puzzleNonce: identity.puzzleNonce,
    nodeId: identity.nodeId,
    endpoints: own().interfaces,
  };
}
