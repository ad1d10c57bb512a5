/**
 * What the two messages of a link's handshake carry. Both are padded with zeros to one length; the padding of a
 * later suite holds ML-KEM-768's key (1184) and ciphertext (1088).
 */
import {
  answerPayloadLength,
  datagramLength,
  firstPayloadLength,
  halfHeaderLength,
  preludeLength,
  saltLength,
} from './sizes.js';

/** In front of the first Noise message, readable by whoever knows the channel and the responder. */
export interface Prelude {
  readonly major: number;
  /** Sender's network time in seconds since 1970, 0 when it has none. */
  readonly time: number;
}

export function encodePrelude(prelude: Prelude): Uint8Array {
  const out = new Uint8Array(preludeLength);
  out[0] = prelude.major;
  viewOf(out).setUint32(1, prelude.time);
  return out;
}

export function decodePrelude(bytes: Uint8Array): Prelude | null {
  if (bytes.length !== preludeLength) return null;
  return { major: bytes[0]!, time: viewOf(bytes).getUint32(1) };
}

/** Who the initiator is and what it speaks. */
export interface FirstPayload {
  /** Highest minor version spoken. */
  readonly minor: number;
  /** A bit per suite that may be used. */
  readonly suites: number;
  /** Ed25519, 32 bytes; its X25519 form must be the static key that Noise proved. */
  readonly identityKey: Uint8Array;
  /** 8 bytes. */
  readonly puzzleNonce: Uint8Array;
  /** The sender asks to be named to nobody. */
  readonly isUnlisted: boolean;
}

/** Bit of the flags that both payloads hold. */
const unlistedFlag = 1;

export function encodeFirstPayload(payload: FirstPayload): Uint8Array {
  const out = new Uint8Array(firstPayloadLength);
  out[0] = payload.minor;
  out[1] = payload.suites;
  out.set(payload.identityKey, 2);
  out.set(payload.puzzleNonce, 34);
  out[42] = payload.isUnlisted ? unlistedFlag : 0;
  return out;
}

/** Null when the length is wrong or no suite is offered. */
export function decodeFirstPayload(bytes: Uint8Array): FirstPayload | null {
  if (bytes.length !== firstPayloadLength || bytes[1] === 0) return null;
  return {
    minor: bytes[0]!,
    suites: bytes[1]!,
    identityKey: bytes.slice(2, 34),
    puzzleNonce: bytes.slice(34, 42),
    isUnlisted: (bytes[42]! & unlistedFlag) !== 0,
  };
}

/** What the responder chose, and how to address its end of the session. */
export interface AnswerPayload {
  readonly minor: number;
  /** The one suite chosen, as its bit. */
  readonly suite: number;
  readonly puzzleNonce: Uint8Array;
  /** Where the initiator's datagrams belong at the responder. */
  readonly index: number;
  /** 32 bytes: masks headers of datagrams to the responder. */
  readonly headerKey: Uint8Array;
  /** X25519, 32 bytes: what is meant for the responder alone is sealed to it. */
  readonly onionKey: Uint8Array;
  /** The responder asks to be named to nobody. */
  readonly isUnlisted: boolean;
}

export function encodeAnswerPayload(payload: AnswerPayload): Uint8Array {
  const out = new Uint8Array(answerPayloadLength);
  out[0] = payload.minor;
  out[1] = payload.suite;
  out.set(payload.puzzleNonce, 2);
  viewOf(out).setUint32(10, payload.index);
  out.set(payload.headerKey, 14);
  out.set(payload.onionKey, 46);
  out[78] = payload.isUnlisted ? unlistedFlag : 0;
  return out;
}

/** Null when the length is wrong. */
export function decodeAnswerPayload(bytes: Uint8Array): AnswerPayload | null {
  if (bytes.length !== answerPayloadLength) return null;
  return {
    minor: bytes[0]!,
    suite: bytes[1]!,
    puzzleNonce: bytes.slice(2, 10),
    index: viewOf(bytes).getUint32(10),
    headerKey: bytes.slice(14, 46),
    onionKey: bytes.slice(46, 78),
    isUnlisted: (bytes[78]! & unlistedFlag) !== 0,
  };
}

export const cookieLength = 16;

/** The cookie of a retry, whose other bytes are padding. Null when the length is wrong. */
export function decodeRetry(bytes: Uint8Array): Uint8Array | null {
  return bytes.length === datagramLength - saltLength ? bytes.slice(0, cookieLength) : null;
}

/** Padded with zeros to the rest of a datagram. */
export function encodeRetry(cookie: Uint8Array): Uint8Array {
  const out = new Uint8Array(datagramLength - saltLength);
  out.set(cookie);
  return out;
}

export type Half = 0 | 1;

/** In front of each half of a first message, masked. */
export interface HalfHeader {
  readonly half: Half;
  /** 5 bytes that both halves have in common. */
  readonly id: Uint8Array;
}

export function encodeHalfHeader(header: HalfHeader): Uint8Array {
  const out = new Uint8Array(halfHeaderLength);
  out.set(header.id);
  out[halfHeaderLength - 1] = header.half;
  return out;
}

/** Null when the length is wrong, or when it names neither half. */
export function decodeHalfHeader(bytes: Uint8Array): HalfHeader | null {
  const half = bytes[halfHeaderLength - 1];
  if (bytes.length !== halfHeaderLength || (half !== 0 && half !== 1)) return null;
  return { half, id: bytes.slice(0, halfHeaderLength - 1) };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
