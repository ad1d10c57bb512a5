/**
 * The owner's side of one AP address: keeps its record up. It publishes shortly after the entry points changed, before a
 * record ends, and when the day's turn begins or is over; after a failure again, with growing pauses. When it is flooded
 * with joins, the record asks for work (effort.ts).
 */
import { every, type Timer } from '../clock/clock.js';
import { slotCount } from '../crypto/ap.js';
import type { KeyPair } from '../crypto/noise.js';
import type { OwnPath } from '../path/types.js';
import { type EntryPoint, maxEntryPoints } from '../wire/entry-point.js';
import type { Asking } from './ask.js';
import { allToPublish, nextChange } from './days.js';
import { JoinEffort, lookEvery } from './effort.js';
import { publishSlot, type SlotOutcome } from './publish.js';
import type { Revisions } from './revisions.js';
import { SessionKeys } from './session-keys.js';
import type { ApKey, RecordParts } from './types.js';

/** Entry points come and go a few at a time: so long after the first change, ms. While it lasts nobody new finds us. */
const debounce = 250;
/** A record that nothing changed in is left again after this, give or take a quarter, ms. */
const renewEvery = 60 * 60_000;
/** After a publication that under some slot nobody took; doubled each time up to the longest, ms. */
const retryAfter = 4_000;
const longestRetry = 300_000;
/** How long a storing node's answer is waited for, ms. */
const patience = 6_000;
/** An entry point ends at a whole number of these, in seconds: exact times would show how our clock is off. */
const coarse = 60;
/** So long after network time was set anew the records are kept up as of the old one, too, ms: groups that meet take a while. */
const bothFor = 3 * 3600_000;

export interface OwnerParts extends RecordParts {
  readonly key: ApKey;
  readonly revisions: Revisions;
  /** Exit paths of this key: questions go over them. */
  readonly exits: () => readonly OwnPath[];
  /** Entry paths of this key: what is published. */
  readonly entries: () => readonly OwnPath[];
}

export interface PublishedFacts {
  /** Nodes that keep the record, over all slots and days; 0 before the first time. */
  readonly kept: number;
  /** Whether others hold slots of this address, so that the proof had to be shown. */
  readonly contested: boolean;
  /** `Clock.now()` of the last publication that somebody took. */
  readonly at: number | null;
}

/** `isCurrent`: by the time that is ours, not by the former one. */
interface Outcome extends SlotOutcome {
  readonly isCurrent: boolean;
}

export class ApOwner {
  readonly #parts: OwnerParts;
  readonly #sessionKeys: SessionKeys;
  readonly #asking: Asking;
  readonly #effort = new JoinEffort();
  readonly #watch: Timer;
  #facts: PublishedFacts = { kept: 0, contested: false, at: null };
  #timer: Timer | null = null;
  #dueAt = Number.POSITIVE_INFINITY;
  #failures = 0;
  #isBusy = false;
  /** The entry points have changed since the last publication began. */
  #isChanged = false;
  #isClosed = false;
  /** By how much the former network time is ahead of ours, in seconds, and until when (`Clock.now()`) it matters. */
  #former: { readonly ahead: number; readonly until: number } | null = null;

  constructor(parts: OwnerParts) {
    this.#parts = parts;
    this.#sessionKeys = new SessionKeys(parts.random);
    this.#asking = { ...parts, paths: parts.exits, patience };
    this.#watch = every(parts.clock, lookEvery, 0.1, parts.random.next, () => this.#lookAtJoins());
    this.changed();
  }

  get facts(): PublishedFacts {
    return this.#facts;
  }

  /** The key that our record of a day names; null when there is none. */
  sessionKey(day: number): KeyPair | null {
    return this.#sessionKeys.get(day);
  }

  /** Exit or entry paths have come or gone. */
  changed(): void {
    this.#isChanged = true;
    this.#wake(debounce);
  }

  /**
   * Network time was set anew, by so many ms. `isShared`: others still have the former one. Under a time that was ours alone
   * nothing is published, since it would show whose record it is.
   */
  timeStepped(by: number, isShared: boolean): void {
    const until = this.#parts.clock.now() + bothFor;
    this.#former = isShared ? { ahead: Math.round(-by / 1000), until } : null;
    this.changed();
  }

  /** Ends publishing and wipes the session keys; records out there end by themselves. */
  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
    this.#watch.cancel();
    this.#sessionKeys.keep([]);
  }

  #lookAtJoins(): void {
    if (!this.#effort.look(this.#parts.entries())) return;
    this.#parts.log.info(
      `joins to an address of ours are to show ${this.#effort.bits} bits of work from now on`,
    );
    this.changed();
  }

  /** Publishes in `ms` at the latest. */
  #wake(ms: number): void {
    const { clock } = this.#parts;
    if (this.#isClosed || clock.now() + ms >= this.#dueAt) return;
    this.#timer?.cancel();
    this.#dueAt = clock.now() + ms;
    this.#timer = clock.after(ms, () => {
      this.#dueAt = Number.POSITIVE_INFINITY;
      if (!this.#isBusy) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isBusy = true;
    this.#isChanged = false;
    const outcomes = await this.#publish();
    this.#isBusy = false;
    if (this.#isClosed) return;
    this.#note(outcomes);
    if (this.#isChanged) this.#wake(debounce);
    this.#wake(this.#nextIn(outcomes));
  }

  /** Null when there is nothing to publish, or no way out. */
  async #publish(): Promise<Outcome[] | null> {
    const { key, seconds, channelKey, revisions, exits, log } = this.#parts;
    const now = seconds();
    const former = this.#formerTime(now);
    const days = allToPublish(key.address, now, former);
    this.#sessionKeys.keep(days.map(({ day }) => day));
    if (this.#entryPoints(now).length === 0 || !exits().some(({ open }) => open)) return null;
    try {
      const revision = await revisions.next(key.address, now);
      // Closed while the revision was written: the keys are gone.
      if (this.#isClosed) return null;
      const jobs = days.flatMap(({ day, now: then }) => {
        const entries = this.#entryPoints(then);
        const common = { key, channelKey, revision, now: then, effort: this.#effort.bits, entries };
        const sessionKey = this.#sessionKeys.get(day)!.publicKey;
        return Array.from({ length: slotCount }, async (_, index): Promise<Outcome> => {
          const publication = { ...common, day, sessionKey };
          const outcome = await publishSlot(this.#parts, this.#asking, publication, index);
          return { ...outcome, isCurrent: then === now };
        });
      });
      const outcomes = await Promise.all(jobs);
      for (const { seen } of outcomes) if (seen >= revision) this.#isChanged = true;
      for (const { seen } of outcomes) revisions.seen(key.address, seen);
      return outcomes;
    } catch (error) {
      log.warn(`a record could not be published: ${(error as Error).message}`);
      return [];
    }
  }

  /** Network time as it would be had it not been set anew; null when that is long ago, or never was. */
  #formerTime(now: number): number | null {
    if (this.#former && this.#parts.clock.now() >= this.#former.until) this.#former = null;
    return this.#former && now + this.#former.ahead;
  }

  #note(outcomes: Outcome[] | null): void {
    if (!outcomes) return;
    const kept = outcomes.reduce((sum, one) => sum + one.kept, 0);
    const contested = outcomes.some((one) => one.contested);
    const at = kept > 0 ? this.#parts.clock.now() : this.#facts.at;
    if (contested && !this.#facts.contested) this.#parts.log.warn('others hold slots of an address of ours');
    this.#facts = { kept, contested, at };
    // Readers ask under two slots of three, at first: none may be empty for an hour.
    const isWhole = kept > 0 && outcomes.every((one) => one.kept > 0 || !one.isCurrent);
    this.#failures = isWhole ? 0 : this.#failures + 1;
  }

  /** When to publish the next time if nothing changes, in ms. */
  #nextIn(outcomes: Outcome[] | null): number {
    const { key, random, seconds } = this.#parts;
    const turn = (nextChange(key.address, seconds()) - seconds()) * 1000;
    // Without paths or entry points there is nothing to try: `changed` says when there are.
    if (outcomes && this.#failures > 0)
      return Math.min(longestRetry, retryAfter * 2 ** (this.#failures - 1)) * (0.75 + random.next() / 2);
    return Math.min(turn, renewEvery * (0.75 + random.next() / 2));
  }

  /** Where we can be reached, what lasts longest first. */
  #entryPoints(now: number): EntryPoint[] {
    const { clock, entries } = this.#parts;
    return entries()
      .filter(({ open, entryId }) => open && entryId !== null)
      .map((path) => ({
        node: path.end,
        entryId: path.entryId!,
        expiry: Math.floor((now + (path.expiresAt - clock.now()) / 1000) / coarse) * coarse,
      }))
      .filter(({ expiry }) => expiry > now)
      .sort((a, b) => b.expiry - a.expiry)
      .slice(0, maxEntryPoints);
  }
}
