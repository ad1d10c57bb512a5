/**
 * The paths of an AP key in use: two to go out by, three to be reached by. One upkeep tick sees to all pools (pool.ts):
 *
 * 1. a path that ends soon is replaced before it does: the next one is built, takes its place, and the old one lives on, out of
 *    the list, until its time is over, for those who still know it
 * 2. a path that died is replaced at once
 * 3. a build that takes long gets company: whichever is done first counts
 * 4. after a failure come other hops, after the second pauses that double, with jitter; the same where there is nobody to choose
 * 5. a path that would be made better now (the network has grown, no two share no hop) is replaced soon, and left soon after that
 *
 * Whoever publishes entry paths, or sends over exit paths, is told of every change of the lists. Hops come from choice/, which
 * also hears what became of them; building is the builder's.
 */
import type { Clock } from '../clock/clock.js';
import type { Random } from '../crypto/random.js';
import type { Choice, Want } from './choice/choice.js';
import type { Relay } from './choice/relay.js';
import {
  type Held,
  type HeldPath,
  isWell,
  missing,
  newSide,
  type Side,
  staying,
  wanted,
  young,
} from './pool-side.js';
import { firstHopGone, type OwnPath, type PathBuilder } from './types.js';

const minute = 60_000;

/** How long a path lives: so much, more or less by a quarter. */
const life = 60 * minute;
const lifeJitter = 0.25;
/** So long before its end a path's successor is begun: enough for many failures. */
const lead = 6 * minute;
const leadJitter = 1 / 3;
/** Pauses after failures double between these, varied by half, ms. */
const pauses = { least: 1_000, most: 60_000 } as const;
/** Where there is nobody to choose it is asked again after about this, ms. */
const waitFor = 4_000;
/** After so many failures in a row nobody is passed over any more for being on the other paths. */
const mostChoosy = 4;
/** How often paths are looked at for one that would be made better now, and how soon after that its successor is begun, ms. */
const reviewEvery = 10_000;
/** How long such a path lives on beside its successor, for those who use it, ms. */
const outgrownLife = 2 * minute;
/** One upkeep tick, ms. */
export const tickEvery = 1_000;

export interface PoolParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly builder: PathBuilder;
  readonly choice: Pick<Choice, 'of' | 'report' | 'onKept'>;
}

/** Paths of one AP key. The lists hold those to be used and published; they are other arrays after each change. */
export interface Pool {
  readonly exits: readonly OwnPath[];
  readonly entries: readonly OwnPath[];
  /** Called when a list has changed. One listener. */
  onChange: () => void;
  /** Closes all its paths. */
  close(): void;
}

export class KeyPool implements Pool {
  exits: readonly OwnPath[] = [];
  entries: readonly OwnPath[] = [];
  onChange = (): void => {};
  readonly #sides: readonly Side[] = (['exit', 'entry'] as const).map(newSide);
  #closed = false;

  constructor(
    private readonly parts: PoolParts,
    private readonly choice: ReturnType<Choice['of']>,
    private readonly mayBuild: () => boolean,
    private readonly onClosed: () => void,
  ) {}

  get held(): HeldPath[] {
    return this.#sides.flatMap((side) => side.held);
  }

  get building(): number {
    return this.#sides.reduce((sum, side) => sum + side.building.size, 0);
  }

  get waits(): Want | null {
    return this.#sides.find(({ waits }) => waits)?.waits ?? null;
  }

  upkeep(): void {
    const now = this.parts.clock.now();
    for (const side of this.#sides) {
      if (isWell(side, now)) side.failures = 0;
      if (now >= side.reviewAt) this.#review(side, now);
      while (!this.#closed && missing(side, now) > 0 && now >= side.retryAt && this.mayBuild())
        this.#begin(side, now);
    }
  }

  hurry(): void {
    for (const side of this.#sides) {
      side.retryAt = 0;
      // What failed until now says nothing of what is tried from now on.
      side.failures = 0;
    }
    this.upkeep();
  }

  /** Who was drawn is written down. */
  kept(): void {
    for (const side of this.#sides) if (side.waits === 'unkept') side.retryAt = 0;
    this.upkeep();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { held } of this.#sides) for (const { path } of [...held]) path.close();
    this.choice.close();
    this.onClosed();
  }

  /** A build is under way after this, or `retryAt` lies ahead. */
  #begin(side: Side, now: number): void {
    // Where that came to nothing again and again, any path is welcome, also one that shares hops with all others.
    const others = side.failures < mostChoosy ? [...staying(side, now), ...side.building.keys()] : [];
    const hops = this.choice.hops(side.kind, others);
    if (typeof hops === 'string') {
      side.waits = hops;
      this.#rest(side, waitFor);
      return;
    }
    side.waits = null;
    side.building.set(hops, now);
    void this.#build(side, hops);
  }

  async #build(side: Side, hops: readonly Relay[]): Promise<void> {
    const { builder, choice, clock, random } = this.parts;
    const lifeMs = life * (1 + lifeJitter * (2 * random.next() - 1));
    const begunAt = clock.now();
    const built = await builder.build(hops, side.kind, { lifeMs });
    side.building.delete(hops);
    if (this.#closed) {
      if ('close' in built) built.close();
      return;
    }
    if (!('close' in built)) {
      choice.report(hops, built);
      this.#failed(side, begunAt);
      this.upkeep();
      return;
    }
    choice.report(hops, 'built');
    side.retryAt = 0;
    const renewAt = built.expiresAt - lead * (1 + leadJitter * (2 * random.next() - 1));
    const now = clock.now();
    // The one that ends first makes place, if one is due.
    const current = side.held.filter(({ isReplaced }) => !isReplaced);
    const due = current.filter(({ renewAt }) => renewAt <= now);
    const first = due.sort((a, b) => a.path.expiresAt - b.path.expiresAt)[0];
    if (current.length >= wanted[side.kind]) {
      if (!first) {
        // Begun in place of one that took long and came after all.
        built.close();
        return;
      }
      this.#replace(first);
    }
    const held: Held = { path: built, hops, renewAt, isReplaced: false, isOutgrown: false };
    built.onClose = (reason) => this.#ended(side, held, reason);
    side.held.push(held);
    this.#changed();
  }

  #replace(held: Held): void {
    held.isReplaced = true;
    if (held.isOutgrown) held.path.endWithin(outgrownLife);
  }

  #ended(side: Side, held: Held, reason: string): void {
    side.held = side.held.filter((one) => one !== held);
    if (this.#closed) return;
    const { clock, choice } = this.parts;
    const now = clock.now();
    if (now < held.path.expiresAt - tickEvery)
      choice.report(held.hops, reason === firstHopGone ? 'cut' : 'died');
    if (now - held.path.since < young) this.#failed(side, held.path.since);
    if (held.isReplaced) return;
    this.#changed();
    this.upkeep();
  }

  /** Sees to it that a path which would be made better now is replaced soon; one at a time. */
  #review(side: Side, now: number): void {
    const { random } = this.parts;
    side.reviewAt = now + reviewEvery * (0.5 + random.next());
    if (side.building.size > 0 || missing(side, now) > 0) return;
    const outgrown = this.choice.outgrown(side.kind, staying(side, now));
    const held = side.held.find(({ hops }) => hops === outgrown);
    if (!held) return;
    held.isOutgrown = true;
    held.renewAt = now;
  }

  /**
   * What was begun before the last failure fails for the same reason, and counts with it. The first costs no time: others are
   * chosen now, since it is known who had to do with it.
   */
  #failed(side: Side, begunAt: number): void {
    if (side.failures > 0 && begunAt <= side.failedAt) return;
    side.failedAt = this.parts.clock.now();
    const pause = side.failures === 0 ? 0 : Math.min(pauses.most, pauses.least * 2 ** (side.failures - 1));
    side.failures = Math.min(side.failures + 1, 16);
    this.#rest(side, pause);
  }

  #rest(side: Side, ms: number): void {
    side.retryAt = this.parts.clock.now() + ms * (0.5 + this.parts.random.next());
  }

  #changed(): void {
    const [exits, entries] = this.#sides.map(({ held }) =>
      held.filter(({ isReplaced }) => !isReplaced).map(({ path }) => path),
    );
    this.exits = exits!;
    this.entries = entries!;
    this.onChange();
  }
}
