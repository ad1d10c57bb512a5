/**
 * An AP record as the nodes that store it see it: a blinded key's signature over something they cannot read.
 *
 *     type and version 1, blinded pk 32, revision 8, expiry 4, proof flag 1, [AP pk 32, modifier 16,]
 *     nonce 24, ciphertext with its tag, signature 64
 */
import { concat, numberToBytes, Reader } from './bytes.js';

const recordType = 0x21;
const nonceLength = 24;
const tagLength = 16;
const signatureLength = 64;
const headLength = 46;
const proofLength = 48;
/** With proof and four entry points a record has about 700 bytes; more is somebody else's purpose. */
export const maxApRecord = 800;

export interface ApRecord {
  readonly blindedKey: Uint8Array;
  /** Grows with every change; below 2^48. */
  readonly revision: number;
  /** Network time in seconds. */
  readonly expiry: number;
  /** In clear when the slot is contested: from it the address, the slot and the blinded key follow. */
  readonly proof: { readonly key: Uint8Array; readonly modifier: Uint8Array } | null;
  readonly nonce: Uint8Array;
  /** With its tag of 16 bytes. */
  readonly ciphertext: Uint8Array;
}

export interface SignedApRecord {
  readonly record: ApRecord;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/** The bytes to sign with the blinded key; the record is these and the signature. */
export function encodeUnsignedApRecord(record: ApRecord): Uint8Array {
  return concat(
    Uint8Array.of(recordType),
    record.blindedKey,
    numberToBytes(0, 2),
    numberToBytes(record.revision, 6),
    numberToBytes(record.expiry, 4),
    Uint8Array.of(record.proof ? 1 : 0),
    ...(record.proof ? [record.proof.key, record.proof.modifier] : []),
    record.nonce,
    record.ciphertext,
  );
}

/** Content only: whether signature and proof hold is for nodedb/ to see. */
export function decodeApRecord(bytes: Uint8Array): SignedApRecord | null {
  if (bytes.length > maxApRecord) return null;
  const reader = new Reader(bytes);
  if (reader.number(1) !== recordType) return null;
  const blindedKey = reader.take(32);
  if (reader.number(2) !== 0) return null;
  const revision = reader.number(6);
  const expiry = reader.number(4);
  const flag = reader.number(1);
  if (flag > 1) return null;
  const proof = flag ? { key: reader.take(32), modifier: reader.take(16) } : null;
  const nonce = reader.take(nonceLength);
  const rest = bytes.length - headLength - (flag ? proofLength : 0) - nonceLength - signatureLength;
  if (rest < tagLength) return null;
  const ciphertext = reader.take(rest);
  const signature = reader.take(signatureLength);
  if (!reader.done) return null;
  return {
    record: { blindedKey, revision, expiry, proof, nonce, ciphertext },
    signed: bytes.slice(0, bytes.length - signatureLength),
    signature,
  };
}
