/**
 * The node records that this node holds for others. It checks what it takes in, forgets what ends, and stays within
 * its bounds whatever it is sent: when full, the record furthest from our own id goes, since others are asked for it.
 */
import { identityOf, nameOf } from '../crypto/identities.js';
import { verify } from '../crypto/sign.js';
import { guarded } from '../guards/guards.js';
import { prefixOf } from '../net/address.js';
import { textOf } from '../wire/bytes.js';
import { decodeNodeRecord, type NodeRecord } from '../wire/node-record.js';
import { Recent } from '../wire/recent.js';
import { shared } from '../wire/shared.js';
import { isAlive } from './life.js';

/** A record may end at most so long after now, in seconds: 3 h, and an hour for clocks that differ. */
const longestLife = 4 * 3600;
const maxRecords = 4096;
/** Of one network (/16 or /32): a single landlord must not fill the store. */
const maxPerPrefix = 64;

export type StoreVerdict = 'stored' | 'malformed' | 'expired' | 'puzzle' | 'forged' | 'stale' | 'full';

/** A record whose signature holds. */
export interface SignedRecord {
  readonly bytes: Uint8Array;
  readonly record: NodeRecord;
  /** 32 bytes. */
  readonly nodeId: Uint8Array;
}

/**
 * Records that were found true, by their bytes and once for the whole process: the same one comes from each of its twenty
 * holders, and its signature costs as much as a Diffie-Hellman. Only a true one is kept. About 20 MB when full.
 */
const signedOnes = new Recent<SignedRecord>(16_384);

/** The node id of a record that holds by itself (signature, puzzle, life), or why it does not. `now` in seconds. */
export function checkNodeRecord(
  bytes: Uint8Array,
  now: number,
  puzzleBits: number,
): SignedRecord | Exclude<StoreVerdict, 'stored' | 'stale' | 'full'> {
  const text = textOf(bytes);
  const known = signedOnes.get(text);
  const decoded = known ?? decodeNodeRecord(bytes);
  if (!decoded) return 'malformed';
  const { record } = decoded;
  if (!isAlive(record.expiry, now, longestLife)) return 'expired';
  const { identityKey, puzzleNonce, nodeId, zeros } = identityOf(record.identityKey, record.puzzleNonce);
  if (zeros < puzzleBits) return 'puzzle';
  if (!('signature' in decoded)) return decoded;
  if (!verify(decoded.signature, decoded.signed, identityKey)) return 'forged';
  const own = { identityKey, puzzleNonce, onionKey: shared(record.onionKey) };
  const signed = { bytes: bytes.slice(), record: { ...record, ...own }, nodeId };
  signedOnes.set(text, signed);
  return signed;
}

export class NodeRecords {
  /** By node id in hex. */
  readonly #held = new Map<string, SignedRecord>();
  readonly #perPrefix = new Map<string, number>();

  constructor(
    readonly ownId: Uint8Array,
    readonly puzzleBits: number,
    readonly limit = maxRecords,
  ) {}

  get size(): number {
    return this.#held.size;
  }

  /**
   * Takes a record in, if it is true and newer than what is held, and its node id is one that `isWanted`. `now` in
   * seconds of network time.
   */
  store(
    bytes: Uint8Array,
    now: number,
    isWanted: (nodeId: Uint8Array) => boolean = () => true,
  ): StoreVerdict | 'wrong-key' {
    const checked = checkNodeRecord(bytes, now, this.puzzleBits);
    if (typeof checked === 'string') return checked;
    if (!isWanted(checked.nodeId)) return 'wrong-key';
    const key = nameOf(checked.nodeId);
    if (this.get(checked.nodeId, now) === null) this.#forget(key);
    const old = this.#held.get(key);
    if (old && old.record.expiry >= checked.record.expiry) return 'stale';
    const prefixes = prefixesOf(checked);
    const isCapped = !old && guarded('prefix-caps');
    if (isCapped && prefixes.some((prefix) => (this.#perPrefix.get(prefix) ?? 0) >= maxPerPrefix))
      return 'full';
    if (!old && this.#held.size >= this.limit && !this.#makeRoom(checked.nodeId, now)) return 'full';
    if (old) this.#forget(key);
    this.#held.set(key, checked);
    for (const prefix of prefixes) this.#perPrefix.set(prefix, (this.#perPrefix.get(prefix) ?? 0) + 1);
    return 'stored';
  }

  /** The record of a node id, as it came. */
  get(nodeId: Uint8Array, now: number): Uint8Array | null {
    const held = this.#held.get(nameOf(nodeId));
    return held && isAlive(held.record.expiry, now, longestLife) ? held.bytes : null;
  }

  /** Every live record, for handing on to nodes that have come nearer to it. */
  *live(now: number): IterableIterator<{ readonly nodeId: Uint8Array; readonly bytes: Uint8Array }> {
    for (const held of this.#held.values()) if (isAlive(held.record.expiry, now, longestLife)) yield held;
  }

  /** Forgets what has ended; call it now and then. */
  expire(now: number): void {
    for (const [key, { record }] of this.#held)
      if (!isAlive(record.expiry, now, longestLife)) this.#forget(key);
  }

  #makeRoom(forId: Uint8Array, now: number): boolean {
    this.expire(now);
    if (this.#held.size < this.limit) return true;
    let furthest: string | null = null;
    for (const key of this.#held.keys()) {
      if (furthest === null || further(this.ownId, key, furthest)) furthest = key;
    }
    if (furthest === null || !further(this.ownId, furthest, nameOf(forId))) return false;
    this.#forget(furthest);
    return true;
  }

  #forget(key: string): void {
    const held = this.#held.get(key);
    for (const prefix of held ? prefixesOf(held) : []) {
      const count = (this.#perPrefix.get(prefix) ?? 1) - 1;
      if (count > 0) this.#perPrefix.set(prefix, count);
      else this.#perPrefix.delete(prefix);
    }
    this.#held.delete(key);
  }
}

function prefixesOf({ record }: SignedRecord): string[] {
  return [...new Set(record.endpoints.map(prefixOf))];
}

/** Whether `a` lies further from `from` than `b` by XOR; ids as hex. */
function further(from: Uint8Array, a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, 'hex'), Buffer.from(b, 'hex')];
  for (let at = 0; at < from.length; at += 1) {
    const difference = (left[at]! ^ from[at]!) - (right[at]! ^ from[at]!);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
