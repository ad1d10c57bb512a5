/**
 * A backup of AP addresses as bytes; backup.ts of address/ seals it and writes it as text.
 *
 *     version 1, Argon2id passes 1, memory in MiB 1, salt 16, nonce 24, sealed content, check 8
 *     content = address book length 2, address book, guards length 2, guards, zeros
 */
import { hash } from '../crypto/hash.js';
import { concat, numberToBytes, Reader } from './bytes.js';

export const backupVersion = 1;
const headLength = 43;
const checkLength = 8;
/** Content comes in whole pieces of this size: a backup does not say how many addresses are in it. */
const piece = 1024;
/** More memory than this no backup of ours asks for: PCs with 512 MB must be able to open it. */
const mostMebibytes = 64;
const mostOperations = 16;

export interface BackupHead {
  readonly operations: number;
  readonly mebibytes: number;
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
}

export interface AddressBackup extends BackupHead {
  /** What the seal holds together, besides the content. */
  readonly head: Uint8Array;
  readonly sealed: Uint8Array;
}

/** The bytes in front of the sealed content; they are sealed with it. */
export function encodeBackupHead({ operations, mebibytes, salt, nonce }: BackupHead): Uint8Array {
  return concat(Uint8Array.of(backupVersion, operations, mebibytes), salt, nonce);
}

/** The whole backup. The check tells a damaged backup from a wrong passphrase; it proves nothing. */
export function encodeAddressBackup(head: Uint8Array, sealed: Uint8Array): Uint8Array {
  return concat(head, sealed, checkOf(concat(head, sealed)));
}

/** Null when it is damaged; a number when it is whole, but of that other version. */
export function decodeAddressBackup(bytes: Uint8Array): AddressBackup | number | null {
  if (bytes.length < headLength + checkLength) return null;
  const body = bytes.slice(0, -checkLength);
  if (Buffer.compare(checkOf(body), bytes.subarray(-checkLength)) !== 0) return null;
  const reader = new Reader(body);
  const version = reader.number(1);
  if (version !== backupVersion) return version;
  const operations = reader.number(1);
  const mebibytes = reader.number(1);
  if (operations < 1 || operations > mostOperations || mebibytes < 1 || mebibytes > mostMebibytes)
    return null;
  const [salt, nonce] = [reader.take(16), reader.take(24)];
  const sealed = reader.take(body.length - headLength);
  return { operations, mebibytes, salt, nonce, head: body.slice(0, headLength), sealed };
}

export interface BackupContent {
  /** Of address-book.ts. */
  readonly book: Uint8Array;
  /** Opaque: whoever chooses hops knows what it means. */
  readonly guards: Uint8Array;
}

export function encodeBackupContent({ book, guards }: BackupContent): Uint8Array {
  const content = concat(numberToBytes(book.length, 2), book, numberToBytes(guards.length, 2), guards);
  const out = new Uint8Array(Math.ceil(content.length / piece) * piece);
  out.set(content);
  return out;
}

export function decodeBackupContent(bytes: Uint8Array): BackupContent | null {
  const reader = new Reader(bytes);
  const book = reader.take(Math.min(reader.number(2), bytes.length));
  const guards = reader.take(Math.min(reader.number(2), bytes.length));
  return reader.ok ? { book, guards } : null;
}

function checkOf(bytes: Uint8Array): Uint8Array {
  return hash(16, 'phantom backup', bytes).slice(0, checkLength);
}
