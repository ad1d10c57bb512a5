import { sign } from '../../crypto/sign.js';
import { concat } from '../../wire/bytes.js';
import { encodeUnsignedNodeRecord } from '../../wire/node-record.js';
import { deadEndpoint } from './addresses.js';
import { anyIdentity } from './ids.js';
import type { MemberParts } from './member.js';

/** A node record that holds by itself, of an owner that never was. */
export function madeUpRecord(parts: Pick<MemberParts, 'random' | 'puzzleBits' | 'networkTime'>): {
  readonly key: Uint8Array;
  readonly record: Uint8Array;
} {
  const owner = anyIdentity(parts.random, parts.puzzleBits);
  const unsigned = encodeUnsignedNodeRecord({
    identityKey: owner.publicKey,
    puzzleNonce: owner.puzzleNonce,
    onionKey: parts.random.bytes(32),
    endpoints: [deadEndpoint(parts.random)],
    reachability: 0b101,
    offers: 1,
    rate: 20,
    minor: 0,
    expiry: Math.floor(parts.networkTime() / 1000) + 3 * 3600,
    introducers: [],
  });
  return { key: owner.nodeId, record: concat(unsigned, sign(unsigned, owner.secretKey)) };
}
