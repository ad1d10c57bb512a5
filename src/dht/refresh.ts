/**
 * Keeps a node's knowledge of the network fresh: looks itself up to find, and be found by, its neighbours, and now and
 * then any id at all, for what is farther away. At once when the first link opens, soon when another group is touched or
 * neighbours were lost, so that groups that touch grow together; else rarely.
 */
import { type Clock, every, type Timer } from '../clock/clock.js';
import type { Random } from '../crypto/random.js';
import type { Links } from '../link/types.js';
import { k, type Table } from './table.js';

/** How long after a reason to look ourselves up it is done, so that many reasons make one lookup; ms. */
const settle = 1_000;

/** The least time between two lookups of ourselves, ms. */
const rest = 10_000;

/** How often a node looks itself up: while the network fits into one bucket, and above; ms. */
const selfEvery = { small: 300_000, large: 1_800_000 } as const;

/** After so many lost neighbours a node looks itself up. */
const lostLimit = 8;

/**
 * Lookups of random ids: so many at once as soon as we have joined, since until then we cannot tell a crowd from
 * neighbours; then after pauses that double from the first to the last, ms.
 */
const afarAtOnce = 2;
const afarPauses = { first: 120_000, last: 1_800_000 } as const;

/** The pause while hops are to be chosen and too few nodes are known for that, ms. */
const afarHurry = 10_000;

/** How often it is looked what is due, ms. */
const tickEvery = 10_000;

export interface RefreshParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly links: Links;
  readonly table: Table;
  /** Looks ourselves up; how many answered. */
  readonly lookSelf: () => Promise<number>;
  /** Looks a random id up, for the view and for far buckets. */
  readonly lookAfar: () => Promise<unknown>;
  /** Whether more nodes are wanted in the view than are there. */
  readonly isViewThin: () => boolean;
}

export interface Refresh {
  /** There is reason to look ourselves up soon. */
  wanted(): void;
  /** Whether neighbours of ours have answered since we were last alone. */
  readonly isJoined: boolean;
  /** One of the nodes nearest to us is gone. */
  neighbourLost(): void;
  /** Nobody is linked any more: what the last lookup found says nothing. */
  alone(): void;
  close(): void;
}

export function startRefresh(parts: RefreshParts): Refresh {
  const { clock, random, table } = parts;
  let isJoined = false;
  let running = false;
  let again = false;
  let closed = false;
  let pending: Timer | null = null;
  let lost = 0;
  let lastSelf = Number.NEGATIVE_INFINITY;
  let selfDue = Number.POSITIVE_INFINITY;
  let afarPause: number = afarPauses.first;
  let afarDue = Number.POSITIVE_INFINITY;
  let hurriedAt = Number.NEGATIVE_INFINITY;

  const vary = (ms: number): number => ms * (0.75 + random.next() / 2);

  async function run(): Promise<void> {
    running = true;
    again = false;
    lost = 0;
    lastSelf = clock.now();
    const found = await parts.lookSelf();
    running = false;
    const now = clock.now();
    const next = table.size < k ? selfEvery.small : selfEvery.large;
    // After joining at any time within the span, or nodes that started together would ask and publish together for hours.
    selfDue = now + (isJoined ? vary(next) : next * (0.1 + 0.9 * random.next()));
    if (found > 0 && !isJoined) {
      isJoined = true;
      afarPause = afarPauses.first;
      afarDue = now + vary(afarPause);
      for (let lookups = afarAtOnce; lookups > 0; lookups -= 1) void parts.lookAfar();
    }
    // Linked, and yet nobody answered: that is no answer to be content with.
    else if (found === 0 && parts.links.list.length > 0) again = true;
    if (again) plan();
  }

  function plan(): void {
    if (closed || pending) return;
    // The first time nothing is waited for: who has just arrived wants to be found.
    const wait = isJoined ? settle * (0.5 + random.next()) : 0;
    pending = clock.after(Math.max(wait, lastSelf + rest - clock.now()), () => {
      pending = null;
      if (!running) void run();
    });
  }

  function wanted(): void {
    if (running) again = isJoined;
    else plan();
  }

  const tick = every(clock, tickEvery, 0.25, random.next, () => {
    const now = clock.now();
    if (now >= selfDue && table.size > 0) {
      selfDue = Number.POSITIVE_INFINITY;
      wanted();
    }
    if (!isJoined) return;
    if (now >= afarDue) {
      afarDue = now + vary(afarPause);
      afarPause = Math.min(afarPauses.last, 2 * afarPause);
    } else if (now < hurriedAt + afarHurry || !parts.isViewThin()) return;
    hurriedAt = now;
    void parts.lookAfar();
  });

  return {
    wanted,
    get isJoined() {
      return isJoined;
    },
    neighbourLost() {
      lost += 1;
      if (lost >= lostLimit) wanted();
    },
    alone() {
      isJoined = false;
    },
    close() {
      closed = true;
      tick.cancel();
      pending?.cancel();
    },
  };
}
