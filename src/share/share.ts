/**
 * What this node gives to others at most, as its operator has said: so many cells a second, and so many bytes a month of all that it
 * sends and receives. When the month's share is used, it takes no new paths of others; those that stand live out their hour, and what is
 * its own goes on. Made by node/, asked by path/; it knows neither.
 */
import { type Clock, every, type Timer } from '../clock/clock.js';
import type { ShareFacts } from '../control/protocol.js';
import type { Random } from '../crypto/random.js';
import type { Log } from '../log/log.js';
import type { State } from '../state/state.js';
import { counted, decodeMonth, encodeMonth, type Month, monthAt, standing } from './month.js';

/** How often it is counted, and how often that is written, ms: a power cut forgets so much. */
const countEvery = 60_000;
const keepEvery = 10 * 60_000;
const stateName = 'month';

export interface Limits {
  /** Bytes a second that go out for others; null: as many as there are. */
  readonly bytesPerSecond: number | null;
  /** Of all that goes out and comes in; null: no limit. */
  readonly bytesPerMonth: number | null;
}

export interface ShareParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly state: State;
  readonly limits: Limits;
  /** Milliseconds since 1970; null while nobody else has said so: the date of a dead battery begins no month. */
  readonly date: () => number | null;
  /** Bytes that went over the line both ways, since the start. */
  readonly traffic: () => number;
}

export interface Share {
  /** Whether others' paths are taken. */
  readonly isGiving: boolean;
  readonly facts: ShareFacts;
  /** Writes the account. */
  close(): Promise<void>;
}

/** Rejects when the state cannot be read. */
export async function openShare(parts: ShareParts): Promise<Share> {
  const { limits } = parts;
  if (limits.bytesPerMonth === null) {
    const facts = { ...limits, bytesThisMonth: 0, pause: null, monthEnds: null };
    return { isGiving: true, facts, close: async () => {} };
  }
  const bytes = await parts.state.read(stateName);
  const month = bytes && decodeMonth(bytes);
  if (bytes && !month) parts.log.warn('what was counted this month cannot be read; it is counted anew');
  return new Account(parts, limits.bytesPerMonth, month);
}

class Account implements Share {
  #isGiving = true;
  /** How many bytes since the start are in the account. */
  #counted = 0;
  #keptAt: number;
  readonly #timer: Timer;

  constructor(
    private readonly parts: ShareParts,
    private readonly limit: number,
    private month: Month | null,
  ) {
    const { clock, random } = parts;
    this.#keptAt = clock.now();
    this.#timer = every(clock, countEvery, 0.1, random.next, () => this.#count());
    this.#count();
  }

  get isGiving(): boolean {
    return this.#isGiving;
  }

  get facts(): ShareFacts {
    const { month, limit } = this;
    const date = this.parts.date();
    const now = month && date !== null ? standing(month, limit, date, this.#isGiving) : null;
    return {
      ...this.parts.limits,
      bytesThisMonth: month?.bytes ?? 0,
      pause: this.#isGiving ? null : now?.isUsedUp ? 'used' : 'ahead',
      monthEnds: now?.endsAt ?? null,
    };
  }

  async close(): Promise<void> {
    this.#timer.cancel();
    this.#count();
    await this.#keep();
  }

  #count(): void {
    const { clock, log, date, traffic } = this.parts;
    const now = date();
    if (now === null) return;
    const bytes = Math.round(traffic());
    this.month = counted(this.month ?? monthAt(now), bytes - this.#counted, now);
    this.#counted = bytes;
    const { isGiving } = standing(this.month, this.limit, now, this.#isGiving);
    if (isGiving !== this.#isGiving)
      log.info(
        isGiving ? 'paths of others are taken again' : "the month's share is used: no paths of others",
      );
    this.#isGiving = isGiving;
    if (clock.now() - this.#keptAt < keepEvery) return;
    this.#keptAt = clock.now();
    void this.#keep();
  }

  async #keep(): Promise<void> {
    const { state, log } = this.parts;
    if (!this.month) return;
    await state
      .write(stateName, encodeMonth(this.month))
      .catch((error: Error) => log.warn(`what was counted this month could not be kept: ${error.message}`));
  }
}
