/**
 * Builds that come over a link, in the order in which they are looked at:
 *
 *   1. a slot of ours? -> the link's rate -> came before? -> genuine?          else dropped and counted
 *   2. judged; a middle hop reaches the next one, 5 s at most
 *   3. our reply goes into the cell, which goes on, or is turned round
 */
import { Limiter } from '../../link/limiter.js';
import type { Link, PeerAddress } from '../../link/types.js';
import { type BuildStatus, buildStatuses, hopRoles, spliceFlags } from '../../wire/build.js';
import { textOf } from '../../wire/bytes.js';
import { findSlot, forget, type Received, receive, reply } from '../build/hop.js';
import { type HopKeys, prologueOf, wipeHopKeys } from '../build/keys.js';
import { buildRate, maxSeen, maxSeenPerLink, reachTimeout } from '../constants.js';
import { mayChoose } from '../ids.js';
import { type Inside, reachWithin } from '../parts.js';
import { SeenKeys } from '../seen.js';
import { judge, mayLead, rememberedUntil } from './judge.js';
import { type Ending, Relay, type Side } from './relay.js';
import type { Splices } from './splice.js';

export interface BuildParts extends Inside {
  readonly splices: Splices;
  /** There is one more. */
  readonly onRelay: () => void;
  /** What an end hop does: takes over the control keys. */
  readonly endingOf: (relay: Relay, received: Received, keys: HopKeys) => Ending;
  readonly isTaken: (entryId: Uint8Array) => boolean;
}

export class Builds {
  readonly relays = new Set<Relay>();
  readonly #limiter = new Limiter(buildRate);
  readonly #seen = new SeenKeys(maxSeen, maxSeenPerLink);
  readonly #prologue: Uint8Array;
  #closed = false;

  constructor(readonly parts: BuildParts) {
    this.#prologue = prologueOf('phantom build', parts.channelKey);
  }

  /** A cell on a path id that stands for nothing. False when it is no build of ours. */
  take(link: Link, id: number, body: Uint8Array): boolean {
    const { clock, drop, networkTime, onionKeys } = this.parts;
    const found = findSlot(onionKeys(), body);
    if (!found) return false;
    const neighbour = textOf(link.identityKey);
    const reason = (): string | null => {
      if (!this.#limiter.take(neighbour, clock.now())) return 'build-rate';
      if (this.#seen.has(found.ephemeral)) return 'build-repeated';
      return null;
    };
    const refusal = reason();
    if (refusal) {
      drop(refusal);
      return true;
    }
    const received = receive(this.#prologue, found, body);
    if (!received) {
      drop('build-forged');
      return true;
    }
    // By the steady clock from here on: network time may be set anew.
    const [steady, now] = [clock.now(), networkTime()];
    const endsAt = steady + Math.max(0, received.record.expiry - now) * 1000;
    const second = Math.floor(steady / 1000);
    const until = second + rememberedUntil(received.record, now) - now;
    if (!this.#seen.add(found.ephemeral, neighbour, until, second)) {
      forget(received);
      drop('build-full');
      return true;
    }
    void this.#accept({ link, id }, received, endsAt, body.slice());
    return true;
  }

  closed(): void {
    this.#closed = true;
    for (const relay of [...this.relays]) relay.close();
  }

  async #accept(previous: Side, received: Received, endsAt: number, body: Uint8Array): Promise<void> {
    const { parts } = this;
    const { record } = received;
    const relay = new Relay(parts, previous, endsAt, (closed) => {
      this.relays.delete(closed);
      parts.splices.forget(closed);
    });
    const verdict = parts.isNoHop?.() ? buildStatuses.refused : judge(record, this.#facts(previous.link));
    parts.ways.add(previous.link, previous.id, relay.fromPrevious);
    this.relays.add(relay);
    parts.onRelay();
    const status = verdict === buildStatuses.ok ? await this.#goOn(relay, received) : verdict;
    if (this.#closed || relay.state === 'closed' || !previous.link.open) {
      forget(received);
      relay.close();
      return;
    }
    this.#answer(relay, received, status, body);
  }

  /** Reaches the next hop, where there is one. */
  async #goOn(relay: Relay, { record }: Received): Promise<BuildStatus> {
    const { parts } = this;
    if (record.role !== hopRoles.pass) return buildStatuses.ok;
    const id = record.nextPathId;
    const { next, splice, splicing } = record;
    const peer: PeerAddress =
      splicing === spliceFlags.introduced ? { ...next, isHidden: true, introducers: [splice] } : next;
    const link = await reachWithin(parts, peer, relay.previous.link, reachTimeout);
    if (!link) return buildStatuses.unreachable;
    if (relay.state === 'closed') return buildStatuses.refused;
    if (!this.#mayLead(relay, link)) return buildStatuses.busy;
    if (!mayChoose(parts.identityKey, link.identityKey, id)) return buildStatuses.refused;
    if (!parts.ways.add(link, id, relay.fromNext)) return buildStatuses.refused;
    relay.next = { link, id };
    return buildStatuses.ok;
  }

  #answer(relay: Relay, received: Received, status: BuildStatus, body: Uint8Array): void {
    const { parts } = this;
    const { record } = received;
    const keys = reply(received, status, body, parts.random.bytes(32));
    if (!keys) {
      parts.drop('build-forged');
      forget(received);
      relay.close();
      return;
    }
    relay.masks = received.masks;
    if (status !== buildStatuses.ok) {
      parts.drop(`build-${nameOf(status)}`);
      wipeHopKeys(keys);
      relay.built(body);
      relay.close();
      return;
    }
    relay.use(keys);
    if (record.splicing === spliceFlags.wait) parts.splices.wait(relay, record.splice);
    if (record.splicing === spliceFlags.dial)
      parts.splices.dial(relay, record.splice, (link) => this.#mayLead(relay, link));
    if (relay.next) {
      relay.state = 'building';
      parts.sendRelayed(relay.next.link, relay.next.id, body);
    } else {
      relay.ending = parts.endingOf(relay, received, keys);
      relay.built(body);
    }
  }

  #facts(link: Link) {
    const { parts } = this;
    const onLink = [...this.relays].filter(({ previous }) => previous.link === link);
    return {
      time: parts.networkTime(),
      paths: this.relays.size,
      // Not what we lead over that link for others: it is not its doing.
      onLink: onLink.length,
      isLeaving: parts.isLeaving?.(link) ?? false,
      reaching: onLink.filter(({ state }) => state === 'reaching').length,
      isTaken: parts.isTaken,
    };
  }

  #mayLead(relay: Relay, link: Link): boolean {
    if (this.parts.isLeaving?.(link)) return false;
    const there = [...this.relays].filter(({ next, spliced }) => (spliced ?? next)?.link === link);
    const sameNeighbour = there.filter(({ previous }) => previous.link === relay.previous.link);
    return mayLead(there.length, sameNeighbour.length);
  }
}

function nameOf(status: BuildStatus): string {
  return Object.entries(buildStatuses).find(([, known]) => known === status)![0];
}
