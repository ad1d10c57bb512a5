import type { Identity } from '../../crypto/identity.js';
import { sign } from '../../crypto/sign.js';
import type { Endpoint } from '../../net/net.js';
import { concat } from '../../wire/bytes.js';
import { encodeUnsignedNodeRecord } from '../../wire/node-record.js';
import { deadEndpoint } from './addresses.js';
import { anyIdentity } from './ids.js';
import type { MemberParts } from './member.js';

type RecordParts = Pick<MemberParts, 'random' | 'puzzleBits' | 'networkTime'>;

/** A node record that holds by itself, as its owner would sign it, and promises much. */
export function recordFor(parts: RecordParts, owner: Identity, at: Endpoint): Uint8Array {
  const unsigned = encodeUnsignedNodeRecord({
    identityKey: owner.publicKey,
    puzzleNonce: owner.puzzleNonce,
    onionKey: parts.random.bytes(32),
    endpoints: [at],
    reachability: 0b101,
    offers: 1,
    rate: 20,
    minor: 0,
    expiry: Math.floor(parts.networkTime() / 1000) + 3 * 3600,
    introducers: [],
  });
  return concat(unsigned, sign(unsigned, owner.secretKey));
}

/** The record of an owner that never was. */
export function madeUpRecord(parts: RecordParts): { readonly key: Uint8Array; readonly record: Uint8Array } {
  const owner = anyIdentity(parts.random, parts.puzzleBits);
  return { key: owner.nodeId, record: recordFor(parts, owner, deadEndpoint(parts.random)) };
}
