/**
 * What the owner of a path tells one hop while building, and what the hop says to it. Both travel sealed.
 *
 *     record = version and role 1, flags 1, next identity pk 32, next endpoints 24, next path id 4, expiry 4, rate 1,
 *              join effort 1, entry id 16, splice: identity pk 32, endpoints 24, token 16, path id 4      = 160 bytes
 *              or in the splice's place who introduces to the next hop: identity pk 32, endpoints 24, zeros
 *     reply  = status 1, zeros                                                                            = 168 bytes
 */
import type { Endpoint } from '../net/net.js';
import { concat, numberToBytes, Reader } from './bytes.js';
import { encodeEndpointPair, readEndpointPair } from './endpoint-pair.js';
import { buildRecordLength, buildReplyLength } from './sizes.js';

const version = 0;

/** What the hop is on the path: one that passes cells on, or the end. */
export const hopRoles = { pass: 0, exit: 1, entry: 2 } as const;
export type HopRole = (typeof hopRoles)[keyof typeof hopRoles];

/**
 * The hop shall go over to, or wait for, another neighbour once the path is built: a helper falls out between them. Introduced: the
 * next hop is not to be reached from outside, and who stands in the splice's place introduces to it.
 */
export const spliceFlags = { none: 0, dial: 1, wait: 2, introduced: 3 } as const;
export type SpliceFlag = (typeof spliceFlags)[keyof typeof spliceFlags];

export interface Neighbour {
  /** Ed25519, 32 bytes. */
  readonly identityKey: Uint8Array;
  /** At most one per family. */
  readonly endpoints: readonly Endpoint[];
}

export interface Splice extends Neighbour {
  /** 16 bytes that both know. */
  readonly token: Uint8Array;
  /** On the link between the two. */
  readonly pathId: number;
}

export interface BuildRecord {
  readonly role: HopRole;
  readonly splicing: SpliceFlag;
  /** Zeros at the end hop. */
  readonly next: Neighbour;
  readonly nextPathId: number;
  /** Network time in seconds. */
  readonly expiry: number;
  /** Coarse rate the owner hopes for; 0: none. */
  readonly rate: number;
  /** Leading zero bits that joins of this entry path must show; 0: none. */
  readonly joinEffort: number;
  /** 16 bytes, of an entry path's end; zeros elsewhere. */
  readonly entryId: Uint8Array;
  /** Zeros where nothing is spliced. */
  readonly splice: Splice;
}

/** What became of a record at its hop. */
export const buildStatuses = { ok: 0, busy: 1, refused: 2, unreachable: 3, expired: 4 } as const;
export type BuildStatus = (typeof buildStatuses)[keyof typeof buildStatuses];

export function encodeBuildRecord(record: BuildRecord): Uint8Array {
  const { next, splice } = record;
  return concat(
    Uint8Array.of((version << 4) | record.role, record.splicing),
    next.identityKey,
    encodeEndpointPair(next.endpoints),
    numberToBytes(record.nextPathId, 4),
    numberToBytes(record.expiry, 4),
    Uint8Array.of(record.rate, record.joinEffort),
    record.entryId,
    splice.identityKey,
    encodeEndpointPair(splice.endpoints),
    splice.token,
    numberToBytes(splice.pathId, 4),
  );
}

/** Null for another version, an unknown role or flag, and endpoints that are none. */
export function decodeBuildRecord(bytes: Uint8Array): BuildRecord | null {
  if (bytes.length !== buildRecordLength) return null;
  const reader = new Reader(bytes);
  const first = reader.number(1);
  const role = Object.values(hopRoles).find((known) => known === (first & 15));
  const flag = reader.number(1);
  const splicing = Object.values(spliceFlags).find((known) => known === flag);
  if (first >> 4 !== version || role === undefined || splicing === undefined) return null;
  const next = readNeighbour(reader);
  const [nextPathId, expiry] = [reader.number(4), reader.number(4)];
  const [rate, joinEffort] = [reader.number(1), reader.number(1)];
  const entryId = reader.take(16);
  const other = readNeighbour(reader);
  if (!next || !other) return null;
  const splice = { ...other, token: reader.take(16), pathId: reader.number(4) };
  return { role, splicing, next, nextPathId, expiry, rate, joinEffort, entryId, splice };
}

export function encodeBuildReply({ status }: { readonly status: BuildStatus }): Uint8Array {
  const out = new Uint8Array(buildReplyLength);
  out[0] = status;
  return out;
}

/** What stands behind the status is left to later versions. */
export function decodeBuildReply(bytes: Uint8Array): { readonly status: BuildStatus } | null {
  if (bytes.length !== buildReplyLength) return null;
  const status = Object.values(buildStatuses).find((known) => known === bytes[0]);
  return status === undefined ? null : { status };
}

function readNeighbour(reader: Reader): Neighbour | null {
  const identityKey = reader.take(32);
  const endpoints = readEndpointPair(reader);
  return endpoints && { identityKey, endpoints };
}
