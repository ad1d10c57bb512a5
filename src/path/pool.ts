/** The pools of all AP keys in use: one tick for all of them, and a bound on the builds that are under way at once. */
import { every, type Timer } from '../clock/clock.js';
import type { Want } from './choice/choice.js';
import { KeyPool, type Pool, type PoolParts, tickEvery } from './key-pool.js';
import type { HeldPath } from './pool-side.js';

export type { Pool, PoolParts } from './key-pool.js';
export { type HeldPath, wanted } from './pool-side.js';

/** Builds under way at once, in all pools: a guard takes so many builds of one link and no more. */
const mostBuilds = 8;

export interface Pools {
  /** The pool of an AP key (32 bytes), the same one until it is closed. @param lasts whether the key outlives this start */
  of(apKey: Uint8Array, lasts?: boolean): Pool;
  /** All own paths, pool by pool. */
  readonly held: readonly HeldPath[];
  /** How many are being built. */
  readonly building: number;
  /** Why no path is built though one is wanted; null: nothing is in the way. */
  readonly waits: Want | null;
  /** Our machine has a connection again, or the operator has agreed to something: pauses are over. */
  hurry(): void;
  /** Closes all pools; no timer is left. */
  close(): void;
}

export function createPools(parts: PoolParts): Pools {
  return new NodePools(parts);
}

class NodePools implements Pools {
  readonly #pools = new Map<string, KeyPool>();
  #tick: Timer | null = null;
  #closed = false;

  constructor(private readonly parts: PoolParts) {
    parts.choice.onKept = () => {
      for (const pool of this.#pools.values()) pool.kept();
    };
  }

  of(apKey: Uint8Array, lasts = false): Pool {
    if (this.#closed) throw new Error('the pools are closed');
    const name = Buffer.from(apKey).toString('hex');
    const known = this.#pools.get(name);
    if (known) return known;
    const pool = new KeyPool(
      this.parts,
      this.parts.choice.of(apKey, lasts),
      () => this.building < mostBuilds,
      () => this.#forget(name),
    );
    this.#pools.set(name, pool);
    this.#tick ??= every(this.parts.clock, tickEvery, 0.2, this.parts.random.next, () => {
      for (const each of this.#pools.values()) each.upkeep();
    });
    pool.upkeep();
    return pool;
  }

  get held(): readonly HeldPath[] {
    return [...this.#pools.values()].flatMap((pool) => pool.held);
  }

  get building(): number {
    let count = 0;
    for (const pool of this.#pools.values()) count += pool.building;
    return count;
  }

  get waits(): Want | null {
    for (const { waits } of this.#pools.values()) if (waits) return waits;
    return null;
  }

  hurry(): void {
    for (const pool of this.#pools.values()) pool.hurry();
  }

  close(): void {
    this.#closed = true;
    this.parts.choice.onKept = () => {};
    for (const pool of [...this.#pools.values()]) pool.close();
  }

  #forget(name: string): void {
    this.#pools.delete(name);
    if (this.#pools.size > 0) return;
    this.#tick?.cancel();
    this.#tick = null;
  }
}
