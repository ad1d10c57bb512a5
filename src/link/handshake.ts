/**
 * The two messages that make a link, as pure steps: Noise IKpsk0 with the channel's key, each wrapped so that every
 * byte of the 1344 looks random to whoever does not know the channel and the responder (docs/protocol.md, Links).
 *
 *     first   = salt 16 ‖ wrap( major version 1 ‖ time 4 ‖ Noise message 1 )
 *     answer  = token 16 ‖ wrap( Noise message 2 )
 *     retry   = other token 16 ‖ wrap( cookie 16, zeros )                                   (only under load)
 *
 * The wrap's keys come from the channel's key, the responder's identity key and the salt; the token likewise, so the
 * initiator knows it beforehand and everybody else sees noise. Salt, version and time enter Noise's prologue: nobody
 * can change them and keep the message valid.
 */
import { streamXor } from '../crypto/aead.js';
import { equal, hash, wipe } from '../crypto/hash.js';
import type { Identity } from '../crypto/identity.js';
import { type KeyPair, NoiseHandshake, patterns, type TransportKeys } from '../crypto/noise.js';
import { x25519, x25519OfEd25519 } from '../crypto/x25519.js';
import { concat, textOf } from '../wire/bytes.js';
import {
  type AnswerPayload,
  decodeAnswerPayload,
  decodeFirstPayload,
  decodePrelude,
  decodeRetry,
  encodeAnswerPayload,
  encodeFirstPayload,
  encodePrelude,
  encodeRetry,
  type FirstPayload,
  type Prelude,
} from '../wire/handshake.js';
import { datagramLength, preludeLength, saltLength } from '../wire/sizes.js';
import { majorVersion, minorVersion, suites } from './constants.js';

/** Who we are in every handshake. */
export interface Self {
  readonly identity: Identity;
  /** X25519 form of the identity's key. */
  readonly static: KeyPair;
  /** 32 bytes. */
  readonly channelKey: Uint8Array;
  /** Whether every peer is asked to name us to nobody. */
  readonly isUnlisted: boolean;
}

/** Whom first messages go to, with what is the same in all of them. */
export interface Responder {
  /** Ed25519, 32 bytes. */
  readonly identityKey: Uint8Array;
  /** Its X25519 form. */
  readonly static: Uint8Array;
  /** What that and our own static key agree on; secret, to be wiped. */
  readonly sharedStatic: Uint8Array;
}

/** The holder of a key as one to dial; null when it is no valid key. */
export function responderOf(self: Self, identityKey: Uint8Array): Responder | null {
  const remoteStatic = x25519OfEd25519(identityKey);
  const sharedStatic = remoteStatic && x25519(self.static.secretKey, remoteStatic);
  return sharedStatic && { identityKey, static: remoteStatic, sharedStatic };
}

/** A first message that waits for its answer. */
export interface Begun {
  readonly noise: NoiseHandshake;
  readonly responder: Uint8Array;
  readonly salt: Uint8Array;
  /** The tokens that an answer or a retry will begin with, by `textOf`. */
  readonly token: string;
  readonly retryToken: string;
  readonly datagram: Uint8Array;
}

/** A first message that proved genuine. */
export interface Received {
  readonly noise: NoiseHandshake;
  readonly salt: Uint8Array;
  readonly payload: FirstPayload;
}

/**
 * Makes the first message to `responder`. `time`: network time in seconds, or 0. `salt` is 16, `ephemeralSecret` 32
 * fresh random bytes. Null when `responder` is no valid key.
 */
export function begin(
  self: Self,
  responder: Responder,
  time: number,
  salt: Uint8Array,
  ephemeralSecret: Uint8Array,
): Begun | null {
  const { identityKey } = responder;
  const prelude = encodePrelude({ major: majorVersion, time });
  const noise = new NoiseHandshake(patterns.IKpsk0, true, prologueOf(self, salt, prelude), {
    static: self.static,
    remoteStatic: responder.static,
    sharedStatic: responder.sharedStatic,
    psks: [self.channelKey],
  });
  const payload = encodeFirstPayload({
    minor: minorVersion,
    suites,
    identityKey: self.identity.publicKey,
    puzzleNonce: self.identity.puzzleNonce,
    isUnlisted: self.isUnlisted,
  });
  const message = noise.write(payload, ephemeralSecret);
  if (!message) {
    noise.end();
    return null;
  }
  const datagram = concat(salt, prelude, message);
  wrap(datagram.subarray(saltLength), 'phantom wrap', self.channelKey, identityKey, salt);
  return {
    noise,
    responder: identityKey,
    salt,
    token: textOf(tokenOf('phantom token', self.channelKey, identityKey, salt)),
    retryToken: textOf(tokenOf('phantom retry token', self.channelKey, identityKey, salt)),
    datagram,
  };
}

/**
 * Reads what stands in front of a first message to us, at the cost of one hash: the caller checks version, time and
 * replay before any Diffie-Hellman. Null when the length is wrong.
 */
export function peek(self: Self, datagram: Uint8Array): Prelude | null {
  if (datagram.length !== datagramLength) return null;
  const prelude = datagram.slice(saltLength, saltLength + preludeLength);
  wrap(prelude, 'phantom wrap', self.channelKey, self.identity.publicKey, datagram.subarray(0, saltLength));
  return decodePrelude(prelude);
}

/** The strongest suite that both know, as its bit: the highest. 0 when there is none. */
function bestSuite(theirs: number): number {
  const common = suites & theirs;
  return common === 0 ? 0 : 2 ** (31 - Math.clz32(common));
}

/** Opens a first message to us. Null when it is not genuine. */
export function receive(self: Self, datagram: Uint8Array): Received | null {
  const salt = datagram.slice(0, saltLength);
  const rest = datagram.slice(saltLength);
  wrap(rest, 'phantom wrap', self.channelKey, self.identity.publicKey, salt);
  const noise = new NoiseHandshake(
    patterns.IKpsk0,
    false,
    prologueOf(self, salt, rest.subarray(0, preludeLength)),
    { static: self.static, psks: [self.channelKey] },
  );
  const plain = noise.read(rest.subarray(preludeLength));
  const payload = plain && decodeFirstPayload(plain);
  if (!payload) {
    noise.end();
    return null;
  }
  // The identity is an Ed25519 key, Noise proved its X25519 form: they must belong together.
  const claimed = x25519OfEd25519(payload.identityKey);
  if (!claimed || !equal(claimed, noise.remoteStatic!) || bestSuite(payload.suites) === 0) {
    noise.end();
    return null;
  }
  return { noise, salt, payload };
}

/** Makes the answer and the session's keys. `ephemeralSecret`: 32 fresh random bytes. Null when a key was no good. */
export function answer(
  self: Self,
  received: Received,
  payload: Omit<AnswerPayload, 'minor' | 'suite' | 'puzzleNonce' | 'isUnlisted'>,
  ephemeralSecret: Uint8Array,
): { datagram: Uint8Array; keys: TransportKeys } | null {
  const { noise, salt } = received;
  const message = noise.write(
    encodeAnswerPayload({
      ...payload,
      minor: Math.min(minorVersion, received.payload.minor),
      suite: bestSuite(received.payload.suites),
      puzzleNonce: self.identity.puzzleNonce,
      isUnlisted: self.isUnlisted,
    }),
    ephemeralSecret,
  );
  if (!message) {
    noise.end();
    return null;
  }
  wrap(message, 'phantom wrap back', self.channelKey, self.identity.publicKey, salt);
  const token = tokenOf('phantom token', self.channelKey, self.identity.publicKey, salt);
  const keys = noise.split();
  noise.end();
  return { datagram: concat(token, message), keys };
}

/** Opens the answer to our first message. Null when it is not genuine; then another may be. */
export function finish(
  self: Self,
  begun: Begun,
  datagram: Uint8Array,
): { payload: AnswerPayload; keys: TransportKeys } | null {
  if (datagram.length !== datagramLength) return null;
  const message = datagram.slice(saltLength);
  wrap(message, 'phantom wrap back', self.channelKey, begun.responder, begun.salt);
  const noise = begun.noise.copy();
  const plain = noise.read(message);
  const payload = plain && decodeAnswerPayload(plain);
  const keys =
    payload && (payload.suite & suites) !== 0 && payload.suite === bestSuite(payload.suite)
      ? noise.split()
      : null;
  noise.end();
  return payload && keys ? { payload, keys } : null;
}

/** Asks the sender of a first message to come again with `cookie` in its salt. */
export function retry(self: Self, salt: Uint8Array, cookie: Uint8Array): Uint8Array {
  const rest = encodeRetry(cookie);
  wrap(rest, 'phantom wrap retry', self.channelKey, self.identity.publicKey, salt);
  return concat(tokenOf('phantom retry token', self.channelKey, self.identity.publicKey, salt), rest);
}

/** The cookie of a retry that answers `begun`. */
export function cookieOf(self: Self, begun: Begun, datagram: Uint8Array): Uint8Array | null {
  const rest = datagram.slice(saltLength);
  wrap(rest, 'phantom wrap retry', self.channelKey, begun.responder, begun.salt);
  return decodeRetry(rest);
}

const prologueStart = new TextEncoder().encode('phantom link');

function prologueOf(self: Self, salt: Uint8Array, prelude: Uint8Array): Uint8Array {
  return concat(prologueStart, salt, prelude, hash(16, 'phantom channel id', self.channelKey));
}

function wrap(
  bytes: Uint8Array,
  purpose: string,
  channelKey: Uint8Array,
  responder: Uint8Array,
  salt: Uint8Array,
): void {
  const key = hash(32, purpose, channelKey, responder, salt);
  streamXor(bytes, key);
  wipe(key);
}

function tokenOf(
  purpose: string,
  channelKey: Uint8Array,
  responder: Uint8Array,
  salt: Uint8Array,
): Uint8Array {
  return hash(saltLength, purpose, channelKey, responder, salt);
}
