/**
 * Identities heard of lately. The same few nodes are named again and again, in every answer, and their ids cost a hash
 * each; so they are kept for a while, once for the whole process, and whoever notes a node notes these objects. Bounded:
 * a flood of names costs hashing, as it would without.
 */
import { textOf } from '../wire/bytes.js';
import { Recent } from '../wire/recent.js';
import { leadingZeroBits, nodeIdOf } from './identity.js';

/** How many are kept. About 16 MB when full. */
const most = 32_768;

export interface NodeIdentity {
  readonly identityKey: Uint8Array;
  readonly puzzleNonce: Uint8Array;
  /** 32 bytes. */
  readonly nodeId: Uint8Array;
  /** Leading zero bits of the node id. */
  readonly zeros: number;
}

const kept = new Recent<NodeIdentity>(most);

const names = new WeakMap<Uint8Array, string>();

/** A node id in hex, made once for as long as its object lives; the id must not be changed after. */
export function nameOf(nodeId: Uint8Array): string {
  const known = names.get(nodeId);
  if (known !== undefined) return known;
  const name = Buffer.from(nodeId).toString('hex');
  names.set(nodeId, name);
  return name;
}

/** The identity of a key (32 bytes) and a nonce (8), the same object as long as it is kept. */
export function identityOf(identityKey: Uint8Array, puzzleNonce: Uint8Array): NodeIdentity {
  const key = textOf(identityKey) + textOf(puzzleNonce);
  const known = kept.get(key);
  if (known) return known;
  const nodeId = nodeIdOf(identityKey, puzzleNonce);
  const identity = {
    identityKey: identityKey.slice(),
    puzzleNonce: puzzleNonce.slice(),
    nodeId,
    zeros: leadingZeroBits(nodeId),
  };
  kept.set(key, identity);
  return identity;
}
