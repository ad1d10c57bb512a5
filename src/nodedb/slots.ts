/**
 * AP records as a storing node keeps them. It cannot read them and cannot tell the owner of an address from a squatter
 * on its slot; so it keeps several keys per slot, the oldest first, and whoever proves that the slot follows from its
 * key is ranked before all others. Only one key can.
 */
import { apAddressOf, blindedKeyOf, dayOf, slotCount, slotOf } from '../crypto/ap.js';
import { equal } from '../crypto/hash.js';
import { verify } from '../crypto/sign.js';
import { type ApRecord, decodeApRecord } from '../wire/ap-record.js';
import { isAlive } from './life.js';

/** Keys kept per slot. */
export const maxKeys = 16;
const maxSlots = 2048;
/** A record may end at most so long after now, in seconds: a day, and two hours on both sides of its turn. */
const longestLife = 28 * 3600;

export type SlotVerdict = 'stored' | 'malformed' | 'expired' | 'forged' | 'unproven' | 'stale' | 'full';

interface Kept {
  readonly bytes: Uint8Array;
  readonly record: ApRecord;
  readonly proven: boolean;
}

export class Slots {
  /** Per slot in order of arrival; the proven one first. */
  readonly #slots = new Map<string, Kept[]>();
  /** Over which network (/16, /32) each slot's first record came. */
  readonly #bringers = new Map<string, string>();

  constructor(
    readonly channelKey: Uint8Array,
    readonly limit = maxSlots,
  ) {}

  get size(): number {
    return this.#slots.size;
  }

  /**
   * Takes a record into a slot (32 bytes). `now` in seconds of network time.
   * @param bringer the network (/16, /32) of whoever brings it, for its owner or to hand it on
   */
  store(slot: Uint8Array, bytes: Uint8Array, now: number, bringer = ''): SlotVerdict {
    const decoded = decodeApRecord(bytes);
    if (!decoded) return 'malformed';
    const { record, signed, signature } = decoded;
    if (!isAlive(record.expiry, now, longestLife)) return 'expired';
    if (!verify(signature, signed, record.blindedKey)) return 'forged';
    const proven = record.proof !== null && this.#proves(slot, record, now);
    if (record.proof !== null && !proven) return 'unproven';

    const key = hex(slot);
    const kept = (this.#slots.get(key) ?? []).filter((one) => lives(one, now));
    const at = kept.findIndex((one) => equal(one.record.blindedKey, record.blindedKey));
    const old = kept[at];
    if (old && old.record.revision >= record.revision && !(proven && !old.proven)) return 'stale';
    const isNew = !this.#slots.has(key);
    if (isNew && this.#slots.size >= this.limit && !this.#makeRoom(now, proven, bringer)) return 'full';
    if (!old && kept.length >= maxKeys && !proven) return 'full';
    const entry: Kept = { bytes: bytes.slice(), record, proven: proven || old?.proven === true };
    if (old) kept[at] = entry;
    else if (kept.length >= maxKeys) kept[maxKeys - 1] = entry;
    else kept.push(entry);
    if (isNew) this.#bringers.set(key, bringer);
    // Stable: among the unproven the oldest stays first.
    this.#slots.set(
      key,
      kept.sort((a, b) => Number(b.proven) - Number(a.proven)),
    );
    return 'stored';
  }

  /** The records of a slot by rank. */
  get(slot: Uint8Array, now: number): Uint8Array[] {
    return (this.#slots.get(hex(slot)) ?? []).filter((one) => lives(one, now)).map((one) => one.bytes);
  }

  /** Every live record, for handing on to nodes that have come nearer to its slot. */
  *live(now: number): IterableIterator<{ readonly slot: Uint8Array; readonly bytes: Uint8Array }> {
    for (const [key, kept] of this.#slots) {
      for (const one of kept) if (lives(one, now)) yield { slot: Buffer.from(key, 'hex'), bytes: one.bytes };
    }
  }

  /** Forgets what has ended; call it now and then. */
  expire(now: number): void {
    for (const [key, kept] of this.#slots) {
      const left = kept.filter((one) => lives(one, now));
      if (left.length > 0) this.#slots.set(key, left);
      else this.#forget(key);
    }
  }

  /** Whether key and modifier in clear lead to this slot and to the key that signed. */
  #proves(slot: Uint8Array, { proof, blindedKey }: ApRecord, now: number): boolean {
    const address = proof && apAddressOf(proof.key, proof.modifier);
    if (!address) return false;
    const today = dayOf(address, now);
    return [today - 1, today, today + 1].some((day) => {
      const blinded = blindedKeyOf(proof.key, day, this.channelKey);
      if (!blinded || !equal(blinded, blindedKey)) return false;
      return Array.from({ length: slotCount }, (_, index) => index).some((index) =>
        equal(slotOf(address, day, this.channelKey, index), slot),
      );
    });
  }

  /**
   * A slot costs nothing, but who proves has done an address's work: for that one the newest slot without proof goes. Else the
   * newest of those without proof that came over the network which brought most of them, if it brought more than this one has.
   */
  #makeRoom(now: number, proven: boolean, bringer: string): boolean {
    this.expire(now);
    if (this.#slots.size < this.limit) return true;
    const counts = new Map<string, number>();
    for (const network of this.#bringers.values()) counts.set(network, (counts.get(network) ?? 0) + 1);
    const most = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
    if (!proven && most[1] <= (counts.get(bringer) ?? 0) + 1) return false;
    let newest: string | null = null;
    for (const [key, [first]] of this.#slots) {
      if (!first!.proven && (proven || this.#bringers.get(key) === most[0])) newest = key;
    }
    if (newest === null) return false;
    this.#forget(newest);
    return true;
  }

  #forget(key: string): void {
    this.#slots.delete(key);
    this.#bringers.delete(key);
  }
}

function lives({ record }: Kept, now: number): boolean {
  return isAlive(record.expiry, now, longestLife);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
