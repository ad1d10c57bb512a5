/**
 * What an entry node does for the owners of entry paths: who comes with a blob that names an entry id gets a selector on
 * that path, and its message goes to the owner. It learns the other exit node and the entry id; not who wants to reach whom.
 * Everything is checked before the owner hears of it:
 *
 *     the link's rate -> genuine? time? came before? work? -> waits (waiting.ts) -> the entry id's rate -> the owner
 */
import type { Timer } from '../../clock/clock.js';
import { Limiter } from '../../link/limiter.js';
import type { Link } from '../../link/types.js';
import { textOf } from '../../wire/bytes.js';
import { joinBlobLength } from '../../wire/sizes.js';
import {
  incomingRate,
  joinPatience,
  joinRatePerLink,
  joinTimeSpan,
  maxJoinsSeen,
  maxJoinsSeenPerLink,
  maxJoinsWaiting,
  maxJoinsWaitingInAll,
  releaseEvery,
} from '../constants.js';
import { isTagged, type OpenedJoin, openJoin, workOf } from '../join-blob.js';
import type { Inside } from '../parts.js';
import { SeenKeys } from '../seen.js';
import type { PathEnd } from './end.js';
import type { Join, Line } from './join.js';
import { Waiting } from './waiting.js';

interface Entry {
  readonly end: PathEnd;
  /** Leading zero bits that its owner asks of joins. */
  readonly effort: number;
  readonly limiter: Limiter;
  readonly waiting: Waiting<Arrival>;
}

/** A join that may be passed on. */
interface Arrival {
  readonly opened: OpenedJoin;
  readonly work: number;
  /** Whose doing it is: a neighbour's key, or our own exit path's. */
  readonly by: string;
  readonly line: Line;
  /** It was passed on. */
  readonly met: (join: Join) => void;
}

export class Entries {
  readonly #byId = new Map<string, Entry>();
  readonly #limiter = new Limiter(joinRatePerLink);
  readonly #seen = new SeenKeys(maxJoinsSeen, maxJoinsSeenPerLink);
  /** Those at which joins wait. */
  readonly #busy = new Set<Entry>();
  /** Runs while there are any. */
  #timer: Timer | null = null;

  constructor(readonly parts: Inside) {}

  has(entryId: Uint8Array): boolean {
    return this.#byId.has(textOf(entryId));
  }

  add(entryId: Uint8Array, effort: number, end: PathEnd): void {
    this.#byId.set(textOf(entryId), {
      end,
      effort,
      limiter: new Limiter(incomingRate, 1),
      waiting: new Waiting(maxJoinsWaiting, joinPatience),
    });
  }

  remove(entryId: Uint8Array, end: PathEnd): void {
    const name = textOf(entryId);
    const entry = this.#byId.get(name);
    if (entry?.end !== end) return;
    this.#byId.delete(name);
    this.#busy.delete(entry);
    this.#watch();
  }

  /** A cell on a path id that stands for nothing. False when it is no join for us. */
  take(link: Link, id: number, body: Uint8Array): boolean {
    const blob = body.subarray(0, joinBlobLength);
    return this.#open(blob, textOf(link.identityKey), { link, id }, () => {}) !== 'none';
  }

  /** From an exit path that ends here, too. False: it is refused; else `met` is called once it is passed on. */
  takeOwn(blob: Uint8Array, from: Join, met: (join: Join) => void): boolean {
    return this.#open(blob, '', { other: from }, met) === 'taken';
  }

  #open(blob: Uint8Array, by: string, line: Line, met: Arrival['met']): 'none' | 'refused' | 'taken' {
    const { channelKey, clock, drop, onionKeys } = this.parts;
    for (const key of onionKeys()) {
      // Without our tag this costs one hash; with it a Diffie-Hellman, so that the rate counts first.
      if (!isTagged(blob, key.publicKey)) continue;
      if (!this.#limiter.take(by, clock.now())) {
        drop('join-rate');
        return 'refused';
      }
      const opened = openJoin(blob, key, channelKey);
      const flaw = opened ? this.#queue({ opened, work: workOf(opened), by, line, met }) : 'join-forged';
      if (flaw === null) return 'taken';
      drop(flaw);
      return 'refused';
    }
    return 'none';
  }

  /** Null, or why not. */
  #queue(arrival: Arrival): string | null {
    const { clock, networkTime } = this.parts;
    const { ephemeral, payload } = arrival.opened;
    if (Math.abs(payload.time - networkTime()) > joinTimeSpan) return 'join-time';
    if (this.#seen.has(ephemeral)) return 'join-repeated';
    const entry = this.#byId.get(textOf(payload.entryId));
    if (!entry) return 'join-unknown';
    if (arrival.work < entry.effort) return 'join-work';
    const [name, now] = [textOf(ephemeral), clock.now()];
    if (entry.waiting.has(name)) return 'join-repeated';
    const isFull = this.#waiting() >= maxJoinsWaitingInAll;
    if (isFull || !entry.waiting.add(name, arrival, arrival.work, now)) return 'join-rate';
    this.#release(entry, now);
    return null;
  }

  /** Passes on what may go now. */
  #release(entry: Entry, now: number): void {
    const { drop } = this.parts;
    for (let late = entry.waiting.expire(now); late > 0; late -= 1) drop('join-rate');
    while (entry.waiting.size > 0 && !entry.end.isFull && entry.limiter.take('', now)) {
      const flaw = this.#admit(entry.end, entry.waiting.take()!);
      if (flaw) drop(flaw);
    }
    if (entry.waiting.size > 0) this.#busy.add(entry);
    else this.#busy.delete(entry);
    this.#watch();
  }

  /** Null, or why not. */
  #admit(end: PathEnd, { opened, work, by, line, met }: Arrival): string | null {
    const { clock, random } = this.parts;
    const { ephemeral, payload } = opened;
    // By the steady clock: network time may be set anew.
    const now = Math.floor(clock.now() / 1000);
    if ('link' in line ? !line.link.open : !line.other?.isOpen) return 'join-gone';
    const selector = freeSelector(end, random);
    const join = end.join(selector, line);
    if (!join) return 'join-full';
    // Only what came to something takes room; how much of one entry id, its rate bounds.
    if (!this.#seen.add(ephemeral, by, now + 2 * joinTimeSpan, now)) {
      end.forget(join);
      return 'join-full';
    }
    met(join);
    end.tell({ type: 'incoming', selector, work, message: payload.message });
    return null;
  }

  #watch(): void {
    const { clock } = this.parts;
    if (this.#busy.size === 0) {
      this.#timer?.cancel();
      this.#timer = null;
      return;
    }
    this.#timer ??= clock.after(releaseEvery, () => {
      this.#timer = null;
      for (const entry of [...this.#busy]) this.#release(entry, clock.now());
      this.#watch();
    });
  }

  #waiting(): number {
    let count = 0;
    for (const { waiting } of this.#busy) count += waiting.size;
    return count;
  }
}

function freeSelector(end: PathEnd, { bytes }: Inside['random']): number {
  for (;;) {
    const selector = new DataView(bytes(4).buffer).getUint32(0);
    if (selector !== 0 && !end.joins.has(selector)) return selector;
  }
}
