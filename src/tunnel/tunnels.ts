/**
 * Tunnels between AP addresses: the one door of this room, called by node/, which hands it what it stands on (types.ts).
 *
 *     programs -> TUN -> send.ts -> join -> path          path -> join -> receive.ts -> TUN -> programs
 *
 * A pair of addresses (pair.ts) has a filter, a queue and a tunnel. A tunnel is opened by the first packet (opener.ts), or by
 * the other end (answerer.ts), and goes over joins (join.ts); upkeep.ts looks after all that happens by itself.
 */
import type { Timer } from '../clock/clock.js';
import type { TunnelFacts } from '../control/protocol.js';
import { Limiter } from '../link/limiter.js';
import { addressFromBytes } from '../net/address.js';
import { JoinWork } from '../path/join-work.js';
import { Recent } from '../wire/recent.js';
import { incoming } from './answerer.js';
import { Asked } from './asked.js';
import { Carriers } from './carriers.js';
import { CellBuffer } from './cell.js';
import { allIncomingRate, busyTick, errorRate, incomingRate, maxPairs, maxWaiting } from './constants.js';
import { ExposedPorts } from './exposed.js';
import { endPair } from './life.js';
import { startOpening } from './opener.js';
import { ownAddressesOnTun } from './own-addresses.js';
import { Pair } from './pair.js';
import { Pairs } from './pairs.js';
import type { Room } from './room.js';
import { fromPrograms } from './send.js';
import { Slots } from './slots.js';
import type { OwnAddress, TunnelParts } from './types.js';
import { pathsChanged, upkeep } from './upkeep.js';

export interface Tunnels {
  facts(): TunnelFacts[];
  /** The ports that strangers may reach. */
  readonly exposed: ExposedPorts;
  /** Packets, cells and joins dropped, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Ends every tunnel, telling nobody; the TUN device and the paths stay the caller's. No timer is left. */
  close(): void;
}

/** How long may unused answers to first messages be told apart: as many as the rates allow in twice the tolerated time. */
const seenMessages = 65_536;

export async function createTunnels(parts: TunnelParts): Promise<Tunnels> {
  const exposed = await ExposedPorts.open(parts.state);
  return new TunnelRoom(parts, exposed);
}

class TunnelRoom implements Tunnels, Room {
  readonly out = new CellBuffer();
  readonly in = new CellBuffer();
  readonly slots = new Slots(maxWaiting);
  readonly pairs = new Pairs();
  readonly asked = new Asked();
  readonly carriers: Carriers;
  readonly work: JoinWork;
  readonly errors = new Limiter(errorRate);
  readonly incoming = new Limiter(incomingRate);
  readonly allIncoming = new Limiter(allIncomingRate);
  readonly seen = new Recent<true>(seenMessages);
  readonly awaited: Room['awaited'] = new Map();
  readonly dropped: Record<string, number> = {};
  #timer: Timer | null = null;
  #timerAt = 0;
  #isClosed = false;

  constructor(
    readonly parts: TunnelParts,
    readonly exposed: ExposedPorts,
  ) {
    this.work = new JoinWork(parts);
    this.carriers = new Carriers(parts.pools, {
      onIncoming: (own, path, selector, message) => incoming(this, own, path, selector, message),
      onChange: (own) => this.#pathsChanged(own),
      drop: this.drop,
    });
    const { tun, addresses } = parts;
    addresses.onChange = () => this.#addressesChanged();
    tun.onBatch = (count) => fromPrograms(this, count);
    this.#addressesChanged();
  }

  readonly drop = (reason: string): void => {
    this.dropped[reason] = (this.dropped[reason] ?? 0) + 1;
  };

  pair(own: OwnAddress, other: Uint8Array, isStrangers = false): Pair | null {
    const known = this.pairs.of(own, other);
    if (known) return known;
    if (!isStrangers && this.pairs.ofPrograms >= maxPairs) return null;
    const onDrop = () => this.drop('out-queue');
    const pair = new Pair(own, other, this.exposed.of(own), isStrangers, this.slots, onDrop);
    this.pairs.add(pair);
    this.wake(pair);
    return pair;
  }

  open(pair: Pair, now: number): void {
    startOpening(this, pair, now);
  }

  wake(pair: Pair): void {
    const at = this.parts.clock.now() + busyTick;
    if (pair.dueAt <= at && pair.dueAt >= this.#timerAt && this.#timer) return;
    pair.dueAt = at;
    this.#arm(at);
  }

  facts(): TunnelFacts[] {
    const now = this.parts.clock.now();
    return [...this.pairs.all()].map((pair) => factsOf(pair, now));
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#timer?.cancel();
    for (const pair of this.pairs.all()) endPair(this, pair);
    this.work.close();
    this.parts.tun.onBatch = () => {};
    this.parts.addresses.onChange = () => {};
    this.carriers.close();
  }

  #addressesChanged(): void {
    const { addresses, tun } = this.parts;
    for (const pair of [...this.pairs.all()]) {
      if (addresses.of(pair.own.address)) continue;
      endPair(this, pair);
      this.pairs.delete(pair);
    }
    try {
      ownAddressesOnTun(tun, addresses.list);
    } catch (error) {
      // IPv6 may be switched off, or the device deleted, at any time: whoever changed the list is not to blame.
      this.parts.log.error(`programs cannot use our addresses: ${(error as Error).message}`);
    }
    this.carriers.watch(addresses);
  }

  #pathsChanged(own: OwnAddress): void {
    const now = this.parts.clock.now();
    for (const pair of this.pairs.all()) if (pair.own === own) pathsChanged(this, pair, now);
  }

  #arm(at: number): void {
    if (this.#isClosed || (this.#timer && this.#timerAt <= at)) return;
    this.#timer?.cancel();
    this.#timerAt = at;
    this.#timer = this.parts.clock.after(at - this.parts.clock.now(), () => this.#tick());
  }

  #tick(): void {
    this.#timer = null;
    const now = this.parts.clock.now();
    let next = Number.POSITIVE_INFINITY;
    for (const pair of [...this.pairs.all()]) {
      if (pair.dueAt <= now) pair.dueAt = now + upkeep(this, pair, now);
      if (pair.isIdle && !(pair.refusal && pair.refusal.until > now)) this.pairs.delete(pair);
      else next = Math.min(next, pair.dueAt);
    }
    if (next < Number.POSITIVE_INFINITY) this.#arm(next);
  }
}

function factsOf(pair: Pair, now: number): TunnelFacts {
  const { current, opening, refusal } = pair;
  const isRefused = refusal !== null && refusal.until > now;
  const without = opening ? (opening.record ? 'opening' : 'looking') : isRefused ? 'unreachable' : 'idle';
  return {
    own: addressFromBytes(pair.own.address),
    other: addressFromBytes(pair.other),
    state: current ? 'open' : without,
    role: current?.role ?? null,
    openFor: current ? now - current.since : 0,
    idleFor: current ? now - current.usedAt : 0,
    joins: (current?.joins ?? []).map((join) => ({
      isCarrying: join === current?.carrier,
      state: join.state === 'unproven' ? 'beginning' : join.isSilent(now) ? 'silent' : 'fit',
      rtt: Math.round(join.rtt),
      endsIn: join.endsAt - now,
    })),
    waiting: pair.queue.length,
    flows: pair.filter.size,
    ...pair.traffic,
  };
}
