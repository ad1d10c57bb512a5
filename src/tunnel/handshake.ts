/**
 * How a tunnel and its joins begin, as pure steps. Both ends prove their AP addresses: the opener by Noise IK, the answerer
 * by a signature, for IK only proves that it has the session key of the day.
 *
 *     open     = Noise IK message 1 (1122)                       opener's static key: the X25519 form of its AP key
 *     answer   = Noise IK message 2 (1300)                       answerer's: the session key of the day in its AP record
 *     further  = key 32 ‖ proof 16 ‖ sealed( challenge 16, time 4 )   join j of a tunnel that is there (1122)
 *                                                            the key is nobody's: a first message begins with one, and not every
 *                                                            32 bytes are a point of the curve
 *     its keys = keyed BLAKE2b-256( key of the direction, "phantom join key" ‖ j ), likewise all proofs
 */
import { open, seal } from '../crypto/aead.js';
import { apAddressOf } from '../crypto/ap.js';
import { equal, hash, keyedHash, wipe } from '../crypto/hash.js';
import { type KeyPair, NoiseHandshake, patterns, type TransportKeys } from '../crypto/noise.js';
import { sign, verify } from '../crypto/sign.js';
import { x25519OfEd25519, x25519Public, x25519SecretOfEd25519 } from '../crypto/x25519.js';
import { concat, numberToBytes } from '../wire/bytes.js';
import type { EntryPoint } from '../wire/entry-point.js';
import { maxJoinMessage } from '../wire/join.js';
import { restLength } from '../wire/sizes.js';
import {
  decodeFurtherJoin,
  decodeTunnelAnswer,
  decodeTunnelOpen,
  encodeFurtherJoin,
  encodeTunnelAnswer,
  encodeTunnelOpen,
  type FurtherJoin,
  furtherLength,
} from '../wire/tunnel.js';
import type { FoundRecord, OwnAddress } from './types.js';

export const proofLength = 16;
/** Where the proof of a further join stands in it. */
export const proofAt = 32;

const encoder = new TextEncoder();
const prologueStart = encoder.encode('phantom tunnel');
const signedStart = encoder.encode('phantom tunnel answer');

export interface Opening {
  readonly noise: NoiseHandshake;
  readonly message: Uint8Array;
  /** What the answerer's signature stands for. */
  readonly heard: Uint8Array;
}

/** The first message to `other`, whose record was found. Null when the record's session key is no good. */
export function beginTunnel(
  self: OwnAddress,
  other: Uint8Array,
  record: FoundRecord,
  channelKey: Uint8Array,
  time: number,
  ephemeralSecret: Uint8Array,
): Opening | null {
  const noise = new NoiseHandshake(patterns.IK, true, prologueOf(channelKey, other), {
    static: staticOf(self),
    remoteStatic: record.sessionKey,
  });
  const payload = encodeTunnelOpen({ apKey: self.key, modifier: self.modifier, time });
  const message = noise.write(payload, ephemeralSecret);
  return message && { noise, message, heard: noise.handshakeHash.slice() };
}

/** The keys, and where the other end is reached now; null when the answer is not its. */
export function finishTunnel(
  { noise, heard }: Opening,
  record: FoundRecord,
  answer: Uint8Array,
): { keys: TransportKeys; entries: readonly EntryPoint[] } | null {
  const plain = noise.read(answer);
  const said = plain && decodeTunnelAnswer(plain);
  const isTrue =
    said &&
    equal(said.apKey, record.apKey) &&
    verify(said.signature, concat(signedStart, heard), record.apKey);
  const keys = isTrue ? noise.split() : null;
  noise.end();
  return keys && { keys, entries: said!.entries };
}

export interface Opened {
  readonly noise: NoiseHandshake;
  /** The opener's AP address, proven. */
  readonly other: Uint8Array;
  /** Seconds. */
  readonly time: number;
}

/** Reads a first message to one of our addresses; `sessionKey` is that of a day. Null when it is none under that key. */
export function readOpening(
  message: Uint8Array,
  self: OwnAddress,
  sessionKey: KeyPair,
  channelKey: Uint8Array,
): Opened | null {
  if (message.length !== maxJoinMessage) return null;
  const noise = new NoiseHandshake(patterns.IK, false, prologueOf(channelKey, self.address), {
    static: sessionKey,
  });
  const plain = noise.read(message);
  const said = plain && decodeTunnelOpen(plain);
  const form = said && x25519OfEd25519(said.apKey);
  // Noise proved the X25519 form: key, form and address must belong together.
  const other = form && equal(form, noise.remoteStatic!) ? apAddressOf(said.apKey, said.modifier) : null;
  if (other) return { noise, other, time: said!.time };
  noise.end();
  return null;
}

/** The answer, 1300 bytes, and the keys. Null when the opener's keys are no good. */
export function answerTunnel(
  { noise }: Opened,
  self: OwnAddress,
  entries: readonly EntryPoint[],
  ephemeralSecret: Uint8Array,
): { message: Uint8Array; keys: TransportKeys } | null {
  const signature = sign(concat(signedStart, noise.handshakeHash), self.secret);
  const payload = encodeTunnelAnswer({ apKey: self.key, modifier: self.modifier, signature, entries });
  const message = noise.write(payload, ephemeralSecret);
  const answered = message?.length === restLength ? { message, keys: noise.split() } : null;
  noise.end();
  return answered;
}

/** The key of one direction of a join. */
export function joinKey(directionKey: Uint8Array, number: number): Uint8Array {
  return keyedHash(32, directionKey, 'phantom join key', numberToBytes(number, 4));
}

/** By which the answerer knows a further join; once only. */
export function joinProof(openerKey: Uint8Array, number: number): Uint8Array {
  return keyedHash(proofLength, openerKey, 'phantom join proof', numberToBytes(number, 4));
}

/** What shows that the end with that direction's key has read a challenge. */
export function challengeProof(directionKey: Uint8Array, number: number, challenge: Uint8Array): Uint8Array {
  return keyedHash(proofLength, directionKey, 'phantom join answer', numberToBytes(number, 4), challenge);
}

/** @param anySecret 32 fresh random bytes: the key in front is made of them */
export function sealFurther(
  openerKey: Uint8Array,
  number: number,
  further: FurtherJoin,
  anySecret: Uint8Array,
): Uint8Array {
  const message = new Uint8Array(maxJoinMessage);
  message.set(x25519Public(anySecret));
  message.set(joinProof(openerKey, number), proofAt);
  const key = furtherKey(openerKey, number);
  seal(message.subarray(proofAt + proofLength), encodeFurtherJoin(further), null, 0, key);
  wipe(key);
  return message;
}

export function openFurther(openerKey: Uint8Array, number: number, message: Uint8Array): FurtherJoin | null {
  if (message.length !== maxJoinMessage) return null;
  const key = furtherKey(openerKey, number);
  const plain = new Uint8Array(furtherLength);
  const isTrue = open(plain, message.subarray(proofAt + proofLength), null, 0, key);
  wipe(key);
  return isTrue ? decodeFurtherJoin(plain) : null;
}

function furtherKey(openerKey: Uint8Array, number: number): Uint8Array {
  return keyedHash(32, openerKey, 'phantom join open', numberToBytes(number, 4));
}

function prologueOf(channelKey: Uint8Array, answerer: Uint8Array): Uint8Array {
  return concat(prologueStart, hash(16, 'phantom channel id', channelKey), answerer);
}

/** The address is ours no more: nothing of its key stays. */
export function forgetAddress({ secret }: OwnAddress): void {
  const pair = statics.get(secret);
  if (pair) wipe(pair.secretKey);
  statics.delete(secret);
}

/** X25519 forms of our AP keys, each reckoned once: the secret lies in locked memory, of which there is little. */
const statics = new WeakMap<Uint8Array, KeyPair>();

function staticOf(self: OwnAddress): KeyPair {
  const known = statics.get(self.secret);
  if (known) return known;
  const pair = { secretKey: x25519SecretOfEd25519(self.secret), publicKey: x25519OfEd25519(self.key)! };
  statics.set(self.secret, pair);
  return pair;
}
