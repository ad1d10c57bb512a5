/**
 * The blob by which a join begins at an entry node, as pure steps: sealed by whoever wants to reach an address, handed on by
 * its exit node, opened by the entry node. It is anonymous, and outsiders cannot tell whose onion key it is sealed to.
 *
 *     blob 1208 = tag 8 (first of hash(16, "phantom join tag", N's onion pk, e)) ‖ Noise NK message 1 (e 32, payload 1152 + 16)
 */
import { equal, hash } from '../crypto/hash.js';
import { type KeyPair, NoiseHandshake, patterns } from '../crypto/noise.js';
import { x25519Public } from '../crypto/x25519.js';
import { concat } from '../wire/bytes.js';
import { decodeJoinPayload, encodeJoinPayload, type JoinPayload } from '../wire/join.js';
import { joinBlobLength } from '../wire/sizes.js';
import { type WorkedKey, workShown } from './join-work.js';

const tagLength = 8;
const prologueStart = new TextEncoder().encode('phantom join');

export interface OpenedJoin {
  /** What must never be seen twice, 32 bytes. */
  readonly ephemeral: Uint8Array;
  readonly payload: JoinPayload;
}

/** Seals to the entry node's onion key with a key whose work was done before; the key is wiped. Null when the onion key is no good. */
export function sealJoin(
  onionKey: Uint8Array,
  channelKey: Uint8Array,
  payload: Omit<JoinPayload, 'workNonce'>,
  { secret, nonce }: WorkedKey,
): Uint8Array | null {
  const ephemeral = x25519Public(secret);
  const noise = new NoiseHandshake(patterns.NK, true, prologueOf(channelKey), { remoteStatic: onionKey });
  const message = noise.write(encodeJoinPayload({ ...payload, workNonce: nonce }), secret);
  noise.end();
  return message && concat(tagOf(onionKey, ephemeral), message);
}

/** Whether a blob says that it is sealed to that onion key, at the cost of one hash. */
export function isTagged(blob: Uint8Array, onionKey: Uint8Array): boolean {
  const ephemeral = blob.subarray(tagLength, tagLength + 32);
  return equal(blob.subarray(0, tagLength), tagOf(onionKey, ephemeral));
}

/** Opens a blob sealed to our onion key; null for anything else. Without the right tag it costs one hash. */
export function openJoin(blob: Uint8Array, onionKey: KeyPair, channelKey: Uint8Array): OpenedJoin | null {
  if (blob.length !== joinBlobLength) return null;
  if (!isTagged(blob, onionKey.publicKey)) return null;
  const ephemeral = blob.slice(tagLength, tagLength + 32);
  const noise = new NoiseHandshake(patterns.NK, false, prologueOf(channelKey), { static: onionKey });
  const plain = noise.read(blob.subarray(tagLength));
  noise.end();
  const payload = plain && decodeJoinPayload(plain);
  return payload && { ephemeral, payload };
}

/** How many bits of work an opened join shows. */
export function workOf({ ephemeral, payload }: OpenedJoin): number {
  return workShown(ephemeral, payload.workNonce);
}

function tagOf(onionKey: Uint8Array, ephemeral: Uint8Array): Uint8Array {
  return hash(16, 'phantom join tag', onionKey, ephemeral).slice(0, tagLength);
}

function prologueOf(channelKey: Uint8Array): Uint8Array {
  return concat(prologueStart, hash(16, 'phantom channel id', channelKey));
}
