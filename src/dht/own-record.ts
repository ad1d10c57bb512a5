/**
 * Our own node record: made and signed afresh, and left with the nodes nearest to our id. Looking ourselves up and
 * leaving the record are one lookup: it asks for our own record, so that everybody near us gives a token for it, and
 * says whether they have it still.
 */
import type { Identity } from '../crypto/identity.js';
import { sign } from '../crypto/sign.js';
import type { Link } from '../link/types.js';
import { formatEndpoint } from '../net/address.js';
import { concat } from '../wire/bytes.js';
import type { Contact } from '../wire/contact.js';
import { recordKinds } from '../wire/get.js';
import { encodeUnsignedNodeRecord, type Introducer } from '../wire/node-record.js';
import type { Standing } from '../wire/standing.js';
import type { Holding } from './holdings.js';
import { hex, nameOf } from './id.js';
import { hasty, offer, publish, type RecordParts } from './records.js';

/** A record's life, and its age from which on a new one is left instead; seconds. */
const life = 3 * 3600;
const freshFor = 1800;
/** Holders keep what ends last: where network time was set back by less than that, a new record ends after the one before; seconds. */
const leap = 3000;
/** As much longer than a life a record may last, when network time was set back a little. */
const tolerance = 60;

export interface OwnRecordParts extends RecordParts {
  readonly identity: Identity;
  /** X25519 public key that paths through us are sealed to now. */
  readonly onionKey: () => Uint8Array;
  /** Where others see us and may dial us, at most one per family, and whether they get through. */
  readonly standing: () => Standing;
  /** Who introduces others to us: two, or none. */
  readonly introducers: () => readonly Introducer[];
}

export class OwnRecord {
  readonly #parts: OwnRecordParts;
  /** Node ids in hex of those that keep it. */
  #keepers = new Set<string>();
  #made: {
    readonly bytes: Uint8Array;
    readonly expiry: number;
    readonly at: number;
    readonly of: string;
  } | null = null;

  constructor(parts: OwnRecordParts) {
    this.#parts = parts;
  }

  /** How many nodes keep it; 0 before the first time. */
  get keepers(): number {
    return this.#keepers.size;
  }

  /** The record as it was made last; null before the first time. */
  get bytes(): Uint8Array | null {
    return this.#made?.bytes ?? null;
  }

  /** Looks ourselves up and leaves the record where it is not; how many nodes answered. */
  async renew(): Promise<number> {
    // Who is not yet to be found is in a hurry.
    const alpha = this.#keepers.size === 0 ? hasty : 1;
    const where = { kind: recordKinds.node, key: this.#parts.ownId };
    const { kept, answered } = await publish(this.#parts, where, () => this.#holding().record, alpha);
    this.#keepers = new Set(kept.map(({ nodeId }) => nameOf(nodeId)));
    // Whoever linked with us meanwhile was not asked.
    const { book, table } = this.#parts;
    const missed = [...book.all()].filter(({ name, gap }) => gap <= table.reach && !this.#keepers.has(name));
    await Promise.all(missed.map(({ link }) => this.hand(link)));
    return answered;
  }

  /** A node is gone, and what it kept with it. */
  lost(name: string): void {
    this.#keepers.delete(name);
  }

  /** Leaves it with one node that turned up near us; whom that one knows near us. */
  async hand(newcomer: Link): Promise<readonly Contact[]> {
    const offered = this.#made && (await offer(this.#parts, newcomer, this.#holding()));
    if (offered?.isKept) this.#keepers.add(nameOf(newcomer.nodeId));
    return offered?.contacts ?? [];
  }

  #holding(): Holding {
    const { ownId } = this.#parts;
    const now = this.#parts.seconds();
    const of = this.#facts();
    const age = now - (this.#made?.at ?? 0);
    if (!this.#made || age > freshFor || age < -tolerance || this.#made.of !== of)
      this.#made = { ...this.#make(now), at: now, of };
    return { kind: recordKinds.node, key: ownId, record: this.#made.bytes };
  }

  #make(now: number): { bytes: Uint8Array; expiry: number } {
    const { identity } = this.#parts;
    const { endpoints, marks } = this.#parts.standing();
    const after = (this.#made?.expiry ?? 0) + 1;
    const usual = now + life;
    const expiry = after > usual && after <= usual + leap ? after : usual;
    const unsigned = encodeUnsignedNodeRecord({
      identityKey: identity.publicKey,
      puzzleNonce: identity.puzzleNonce,
      onionKey: this.#parts.onionKey(),
      endpoints,
      reachability: marks,
      // Every node that runs relays for others.
      offers: 1,
      rate: 0,
      minor: 0,
      expiry,
      introducers: this.#parts.introducers(),
    });
    return { bytes: concat(unsigned, sign(unsigned, identity.secretKey)), expiry };
  }

  /** What a record made now would say and an older one may not. */
  #facts(): string {
    const { standing, introducers, onionKey } = this.#parts;
    const { endpoints, marks } = standing();
    const named = introducers().map(({ identityKey }) => hex(identityKey));
    return [...endpoints.map(formatEndpoint), marks, ...named, hex(onionKey())].join(' ');
  }
}
