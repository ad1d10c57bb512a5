/**
 * Keeps a node's knowledge of the network fresh: looks itself up to find, and be found by, its neighbours, and looks
 * up a random id in each farther bucket. At once when the first link opens or a new neighbour turns up, so that two
 * groups that touch grow together; else from time to time.
 */
import { type Clock, every, type Timer } from '../clock/clock.js';
import type { Random } from '../crypto/random.js';
import { idInBucket, sharedBits } from './id.js';
import { type SearchParts, searchNodes } from './search.js';
import { k } from './table.js';

/** How long after a reason to look ourselves up it is done, so that many reasons make one lookup; ms. */
const settle = 1_000;

/** The least time between two lookups of ourselves, ms. */
const rest = 5_000;

/** How often a node looks itself up: while the network fits into one bucket, and above; ms. */
const selfEvery = { small: 60_000, large: 300_000 } as const;

/** How often every bucket is refreshed, ms. */
const bucketsEvery = 3_600_000;

export interface Refresh {
  /** There is reason to look ourselves up soon. */
  wanted(): void;
  /** How many neighbours answered the last lookup of ourselves; null before it ended. */
  readonly neighbours: number | null;
  /** Nobody is linked any more: what the last lookup found says nothing. */
  lost(): void;
  close(): void;
}

export function startRefresh(parts: SearchParts & { clock: Clock; random: Random }): Refresh {
  const { clock, random, table, ownId } = parts;
  let neighbours: number | null = null;
  let running = false;
  let again = false;
  let closed = false;
  let pending: Timer | null = null;
  let lastSelf = Number.NEGATIVE_INFINITY;
  let lastBuckets = Number.NEGATIVE_INFINITY;

  async function run(): Promise<void> {
    running = true;
    again = false;
    lastSelf = clock.now();
    const found = await searchNodes(parts, ownId);
    if (found.length > 0) neighbours = found.length;
    // Linked, and yet nobody answered: that is no answer to be content with.
    else if (parts.links.list.length > 0) again = true;
    const isLarge = table.size >= k;
    if (!closed && isLarge && clock.now() - lastBuckets >= bucketsEvery) {
      lastBuckets = clock.now();
      await refreshBuckets(found.map((contact) => contact.nodeId));
    }
    running = false;
    if (again) plan();
  }

  /** Buckets nearer than the nearest known node hold nobody; those the puzzle leaves empty are left out. */
  async function refreshBuckets(near: readonly Uint8Array[]): Promise<void> {
    const deepest = Math.max(...near.map((id) => sharedBits(ownId, id)), parts.puzzleBits);
    for (let bits = parts.puzzleBits; bits <= deepest && !closed; bits += 1) {
      await searchNodes(parts, idInBucket(ownId, bits, random));
    }
  }

  function plan(): void {
    if (closed || pending) return;
    const wait = Math.max(settle * (0.5 + random.next()), lastSelf + rest - clock.now());
    pending = clock.after(wait, () => {
      pending = null;
      if (!running) void run();
    });
  }

  function wanted(): void {
    if (running) again = true;
    else plan();
  }

  const tick = every(clock, selfEvery.small, 0.25, random.next, () => {
    const due = table.size < k ? 0 : selfEvery.large * (0.75 + random.next() / 2);
    if (table.size > 0 && clock.now() - lastSelf >= due) wanted();
  });

  return {
    wanted,
    get neighbours() {
      return neighbours;
    },
    lost() {
      neighbours = null;
    },
    close() {
      closed = true;
      tick.cancel();
      pending?.cancel();
    },
  };
}
