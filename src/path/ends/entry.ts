/**
 * What an entry node does for the owners of entry paths: who comes with a blob that names an entry id gets a selector on
 * that path, and its message goes to the owner. It learns the other exit node and the entry id; not who wants to reach whom.
 * Everything is checked before the owner hears of it: time, replay, rate, work.
 */
import { Limiter } from '../../link/limiter.js';
import type { Link } from '../../link/types.js';
import { textOf } from '../../wire/bytes.js';
import { joinBlobLength } from '../../wire/sizes.js';
import {
  incomingRate,
  joinRatePerLink,
  joinTimeSpan,
  maxJoinsSeen,
  maxJoinsSeenPerLink,
} from '../constants.js';
import { isTagged, type OpenedJoin, openJoin, workOf } from '../join-blob.js';
import type { Inside } from '../parts.js';
import { SeenKeys } from '../seen.js';
import type { PathEnd } from './end.js';
import type { Join, Line } from './join.js';

interface Entry {
  readonly end: PathEnd;
  /** Leading zero bits that its owner asks of joins. */
  readonly effort: number;
  readonly limiter: Limiter;
}

export class Entries {
  readonly #byId = new Map<string, Entry>();
  readonly #limiter = new Limiter(joinRatePerLink);
  readonly #seen = new SeenKeys(maxJoinsSeen, maxJoinsSeenPerLink);

  constructor(readonly parts: Inside) {}

  has(entryId: Uint8Array): boolean {
    return this.#byId.has(textOf(entryId));
  }

  add(entryId: Uint8Array, effort: number, end: PathEnd): void {
    this.#byId.set(textOf(entryId), { end, effort, limiter: new Limiter(incomingRate, 1) });
  }

  remove(entryId: Uint8Array, end: PathEnd): void {
    const name = textOf(entryId);
    if (this.#byId.get(name)?.end === end) this.#byId.delete(name);
  }

  /** A cell on a path id that stands for nothing. False when it is no join for us. */
  take(link: Link, id: number, body: Uint8Array): boolean {
    const blob = body.subarray(0, joinBlobLength);
    return this.#open(blob, textOf(link.identityKey), { link, id }) !== 'none';
  }

  /** From an exit path that ends here, too. */
  takeOwn(blob: Uint8Array, from: Join): Join | null {
    const taken = this.#open(blob, '', { other: from });
    return typeof taken === 'string' ? null : taken;
  }

  #open(blob: Uint8Array, by: string, line: Line): Join | 'none' | 'refused' {
    const { channelKey, clock, drop, onionKeys } = this.parts;
    for (const key of onionKeys()) {
      // Without our tag this costs one hash; with it a Diffie-Hellman, so that the rate counts first.
      if (!isTagged(blob, key.publicKey)) continue;
      if (!this.#limiter.take(by, clock.now())) {
        drop('join-rate');
        return 'refused';
      }
      const opened = openJoin(blob, key, channelKey);
      const result = opened ? this.#admit(opened, by, line) : 'join-forged';
      if (typeof result !== 'string') return result;
      drop(result);
      return 'refused';
    }
    return 'none';
  }

  /** The join, or why not. */
  #admit(opened: OpenedJoin, by: string, line: Line): Join | string {
    const { clock, networkTime, random } = this.parts;
    const { ephemeral, payload } = opened;
    const now = networkTime();
    if (Math.abs(payload.time - now) > joinTimeSpan) return 'join-time';
    if (this.#seen.has(ephemeral)) return 'join-repeated';
    const entry = this.#byId.get(textOf(payload.entryId));
    if (!entry) return 'join-unknown';
    if (workOf(opened) < entry.effort) return 'join-work';
    if (!entry.limiter.take('', clock.now())) return 'join-rate';
    if (!this.#seen.add(ephemeral, by, clock.now() + 2 * joinTimeSpan * 1000, clock.now()))
      return 'join-full';
    const selector = freeSelector(entry.end, random);
    const join = entry.end.join(selector, line);
    if (!join) return 'join-full';
    entry.end.tell({ type: 'incoming', selector, message: payload.message });
    return join;
  }
}

function freeSelector(end: PathEnd, { bytes }: Inside['random']): number {
  for (;;) {
    const selector = new DataView(bytes(4).buffer).getUint32(0);
    if (selector !== 0 && !end.joins.has(selector)) return selector;
  }
}
