/**
 * The reader's side: finds the record of an address over a path of the AP key that asks.
 *
 *     two of the three slots, three nodes -> whoever they name nearer, twice at most -> near the turn, the other day
 *
 * Everything is checked; the highest revision counts, never one below what was seen. What one AP key of ours has found is
 * not used for another: who watches could tell by a lookup that did not come that the two are one machine.
 */
import { slotCount, slotOf } from '../crypto/ap.js';
import { equal } from '../crypto/hash.js';
import type { Endpoint } from '../net/net.js';
import type { OwnPath } from '../path/types.js';
import { textOf } from '../wire/bytes.js';
import { Recent } from '../wire/recent.js';
import { type Asking, askGet, canReachFrom, outOfReach } from './ask.js';
import { daysToRead } from './days.js';
import { checkApRecord } from './record.js';
import { settle } from './settle.js';
import { type Candidate, Survey } from './survey.js';
import type { FoundRecord, Lookup, RecordParts } from './types.js';

/** Slots asked, and nodes per slot in the first round; later ones ask two of each. */
const firstRound = [2, 1] as const;
const laterRounds = 2;
const perLaterRound = 2;
/** Nodes taken from what is known, per slot. */
const known = 6;
/** Where a slot's first record is somebody else's, so many behind it are looked at. */
const mostRanks = 3;
/** How long an answer is waited for, ms. */
const patience = 3_000;
/** How long what was found, and that nothing was, holds, ms. */
const foundFor = 10_000;
const missedFor = 5_000;
/** Addresses remembered, over all AP keys of ours. */
const mostRemembered = 2_048;

export interface ReaderParts extends RecordParts {
  /** A name of the AP key that a path belongs to; empty once it is nobody's any more. */
  readonly keyOf: (path: OwnPath) => string;
}

interface Seen {
  /** The highest revision met. */
  revision: number;
  record: FoundRecord | null;
  /** `Clock.now()` until which `record` holds. */
  until: number;
  /** The slot that the last look left out; null before the first. */
  skipped: number | null;
  looking: Promise<Lookup> | null;
}

export class ApReader {
  /** Records refused, by what is wrong with them. */
  readonly dropped: Record<string, number> = {};
  readonly #seen = new Recent<Seen>(mostRemembered);
  /** Whose a path is, also when it has left its pool; a path of nobody is by itself. */
  readonly #names = new WeakMap<OwnPath, string>();
  #strays = 0;

  constructor(private readonly parts: ReaderParts) {}

  /**
   * The true record of an address, asked for over `through`; null when nobody has one, which another look, under another slot,
   * may show to be wrong. Never throws. `isAnew`: it is asked for again whatever came of it a moment ago, because that led nowhere.
   */
  find(address: Uint8Array, through: OwnPath, isAnew = false): Promise<Lookup> {
    const name = `${this.#keyOf(through)} ${textOf(address)}`;
    const seen = this.#seen.get(name) ?? {
      revision: 0,
      record: null,
      until: 0,
      skipped: null,
      looking: null,
    };
    this.#seen.set(name, seen);
    if (!isAnew && this.parts.clock.now() < seen.until) return Promise.resolve(seen.record);
    seen.looking ??= this.#look(address, through, seen).finally(() => {
      seen.looking = null;
    });
    return seen.looking;
  }

  #keyOf(path: OwnPath): string {
    const name = this.#names.get(path) ?? (this.parts.keyOf(path) || `path ${++this.#strays}`);
    this.#names.set(path, name);
    return name;
  }

  async #look(address: Uint8Array, through: OwnPath, seen: Seen): Promise<Lookup> {
    const { clock, random, seconds } = this.parts;
    const before = seen.record;
    seen.record = null;
    // One slot may have lost all who kept it; the next look asks there.
    seen.skipped =
      seen.skipped === null ? Math.floor(random.next() * slotCount) : (seen.skipped + 1) % slotCount;
    let answered = false;
    for (const day of daysToRead(address, seconds())) {
      if (await this.#lookUnder(address, day, through, seen)) answered = true;
      if (seen.record) break;
    }
    // What was known holds as long as one of its entry points: the nodes asked may all have older ones.
    if (before?.entries.some(({ expiry }) => expiry > seconds())) seen.record ??= before;
    // Nobody answered at all: it is our way out that fails.
    if (!answered) return 'unanswered';
    seen.until = clock.now() + (seen.record ? foundFor : missedFor);
    return seen.record;
  }

  /** Looks under one day until a record is found; whether anybody answered. */
  async #lookUnder(address: Uint8Array, day: number, through: OwnPath, seen: Seen): Promise<boolean> {
    const { clock, channelKey, puzzleBits, nearest } = this.parts;
    const asking: Asking = { ...this.parts, paths: () => [through], patience };
    const surveys = [1, 2].map((step) => {
      const slot = slotOf(address, day, channelKey, (seen.skipped! + step) % slotCount);
      const canAsk = (endpoints: readonly Endpoint[]) => canReachFrom(through, endpoints);
      const near = nearest(slot, outOfReach * known).filter(({ endpoints }) => canAsk(endpoints));
      const all = near.slice(0, known);
      // The path's own end would see what this path asks: only where there are too few others.
      const others = all.filter((node) => !equal(node.identityKey, through.end.identityKey));
      const first = others.length >= firstRound[0] ? others : all;
      return new Survey(slot, first, puzzleBits, canAsk);
    });
    let answered = false;

    const askOne = async (survey: Survey, node: Candidate): Promise<boolean> => {
      node.state = 'asked';
      for (let rank = 0; rank <= mostRanks; rank += 1) {
        const answer = await askGet(asking, node, { type: 'find', slot: survey.slot, rank });
        node.state = answer ? 'answered' : 'failed';
        if (!answer) return false;
        answered = true;
        survey.heard(answer.contacts);
        if (answer.record && this.#take(answer.record, address, day, seen)) return true;
        if (rank + 1 >= answer.count) return false;
      }
      return false;
    };

    const all: Promise<boolean>[] = [];
    for (let round = 0; round <= laterRounds && !seen.record; round += 1) {
      const jobs = surveys.flatMap((survey, at) =>
        survey.toAsk(round === 0 ? firstRound[at]! : perLaterRound).map((node) => askOne(survey, node)),
      );
      if (jobs.length === 0) break;
      all.push(...jobs);
      await settle(clock, jobs, false);
    }
    if (!seen.record) await settle(clock, all, true);
    return answered;
  }

  /** Whether it is a true record of the address, and none older than what was seen. */
  #take(bytes: Uint8Array, address: Uint8Array, day: number, seen: Seen): boolean {
    const checked = checkApRecord(bytes, address, day, this.parts.channelKey, this.parts.seconds());
    const flaw = typeof checked === 'string' ? checked : checked.revision < seen.revision ? 'older' : null;
    if (flaw !== null || typeof checked === 'string') {
      const reason = `ap-record-${flaw}`;
      this.dropped[reason] = (this.dropped[reason] ?? 0) + 1;
      return false;
    }
    if (checked.revision > seen.revision || !seen.record) seen.record = checked.record;
    seen.revision = checked.revision;
    return true;
  }
}
