/**
 * Node ids of identities heard of lately. The same few nodes are named again and again, in every answer, and their ids
 * cost a hash each; so they are kept for a while, once for the whole process. Bounded: a flood of names costs hashing, as
 * it would without.
 */
import { leadingZeroBits, nodeIdOf } from '../crypto/identity.js';
import { Recent } from '../wire/recent.js';
import { hex } from './id.js';

/** How many are kept. About 16 MB when full. */
const most = 32_768;

export interface NodeIdentity {
  readonly identityKey: Uint8Array;
  readonly puzzleNonce: Uint8Array;
  /** 32 bytes. */
  readonly nodeId: Uint8Array;
  /** The node id in hex. */
  readonly name: string;
  /** Leading zero bits of the node id. */
  readonly zeros: number;
}

const kept = new Recent<NodeIdentity>(most);

/** The identity of a key (32 bytes) and a nonce (8), the same object as long as it is kept. */
export function identityOf(identityKey: Uint8Array, puzzleNonce: Uint8Array): NodeIdentity {
  const key = text(identityKey) + text(puzzleNonce);
  const known = kept.get(key);
  if (known) return known;
  const nodeId = nodeIdOf(identityKey, puzzleNonce);
  const identity = {
    identityKey: identityKey.slice(),
    puzzleNonce: puzzleNonce.slice(),
    nodeId,
    name: hex(nodeId),
    zeros: leadingZeroBits(nodeId),
  };
  kept.set(key, identity);
  return identity;
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
