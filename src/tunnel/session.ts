/**
 * One tunnel: what a handshake between two addresses gave, and the joins it goes over. When it grows old another takes its
 * place, while this one still hears what is under way.
 *
 *     candidate (answerer: until the opener's first cell) -> current -> replaced -> ended
 */
import type { Timer } from '../clock/clock.js';
import { wipe } from '../crypto/hash.js';
import type { TransportKeys } from '../crypto/noise.js';
import { rekeyAfter, rekeyJitter, sessionLife, settledAfter } from './constants.js';
import type { Join } from './join.js';
import type { EntryPoint, OwnPath } from './types.js';

/** A further join whose work is not done yet. */
export interface Begun {
  readonly exit: OwnPath;
  readonly entry: string;
  work: Timer;
}

export class Session {
  readonly joins: Join[] = [];
  readonly begun: Begun[] = [];
  /** The join that packets go over, and when that was last considered. */
  carrier: Join | null = null;
  carrierAt = Number.NEGATIVE_INFINITY;
  /** The join on which the other end's packets last came. */
  followed: Join | null = null;
  /** When the carrier that fell silent was last heard, until one of the others was heard after it; null: nothing is amiss. */
  lostAt: number | null = null;
  /** Which of the others has its turn meanwhile. */
  turn = 0;
  /** `Clock.now()` of the last packet. */
  usedAt: number;
  rekeyAt: number;
  readonly endsAt: number;
  /** Opener: where the other end is reached, the next join's number, the work it must show, how many failed in a row. */
  entries: readonly EntryPoint[] = [];
  nextNumber = 1;
  joinBits = 0;
  failures = 0;
  /** Opener: when the next join in reserve may begin. */
  reserveAt: number;
  /** Answerer: whose proofs are awaited, by join. */
  readonly awaited = new Map<number, string>();
  awaitedUpTo = 0;
  /** Answerer: when our entry points were last told; null when they must be. */
  toldAt: number | null = null;
  isToldTwice = false;

  constructor(
    readonly role: 'opener' | 'answerer',
    readonly keys: TransportKeys,
    readonly since: number,
    /** In [0, 1). */
    chance: number,
  ) {
    this.usedAt = since;
    this.rekeyAt = since + rekeyAfter[role] * (1 - rekeyJitter * chance);
    this.endsAt = since + sessionLife;
    this.reserveAt = since + settledAfter;
  }

  /** The key of cells from opener to answerer, from which the proofs of further joins are made. */
  get openerKey(): Uint8Array {
    return this.role === 'opener' ? this.keys.send : this.keys.receive;
  }

  /** The ways its joins take, and those that are about to be. */
  used(): { readonly exit: OwnPath; readonly entry: string }[] {
    return [...this.joins.map((join) => ({ exit: join.path, entry: join.entry })), ...this.begun];
  }

  /** The join is chosen anew with the next packet. */
  reconsider(): void {
    this.carrierAt = Number.NEGATIVE_INFINITY;
  }

  /** The join that carried packets does so no more. */
  lost(): void {
    this.lostAt ??= this.carrier?.heardAt ?? null;
    this.carrier = null;
  }

  remove(join: Join): void {
    join.close();
    this.joins.splice(this.joins.indexOf(join), 1);
    if (this.carrier === join) this.lost();
    if (this.followed === join) this.followed = null;
  }

  wipe(): void {
    for (const join of [...this.joins]) this.remove(join);
    for (const { work } of this.begun) work.cancel();
    this.begun.length = 0;
    wipe(this.keys.send);
    wipe(this.keys.receive);
  }
}
