/**
 * Nodes on the same LAN call out, and hear each other. To machines outside the channel a beacon is noise. Calls come
 * quickly at the start, whenever an interface comes up, and slowly once linked. A beacon makes its hearer dial where it
 * came from, so one from outside the LAN is not even opened: else any host could point this node at any other.
 */
import { type Clock, every, type Timer } from '../../clock/clock.js';
import type { Random } from '../../crypto/random.js';
import { hex } from '../../dht/id.js';
import type { Channel } from '../../link/types.js';
import type { Log } from '../../log/log.js';
import { classOf } from '../../net/address.js';
import { type Interface, isOnLink } from '../../net/interfaces.js';
import { decodeBeacon, encodeBeacon, saltLength } from '../../wire/beacon.js';
import type { BeaconSocket, Beacons } from '../beacons.js';
import type { Found } from '../candidates.js';
import type { Source } from './source.js';

/** Pauses between the calls after a start or a new interface, ms. */
const quickPauses = [200, 1_000, 2_000, 4_000, 8_000] as const;

/** How often a node calls while it is alone, and once it has links; ms. */
const callEvery = { alone: 10_000, linked: 60_000 } as const;

/** Beacons opened per second: more is a flood, and dropped. */
const maxPerSecond = 100;

/** For how long, and of how many nodes, the last beacon's time is remembered, so that a recorded one is not heard again. */
const memory = { ms: 300_000, nodes: 512 } as const;

/** For how long copies of one call may come in, ms. */
const sameCall = 1_000;

export interface LanParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly beacons: Beacons;
  readonly channel: Channel;
  /** Ed25519, 32 bytes. */
  readonly identityKey: Uint8Array;
  /** Hears, and does not call. */
  readonly isUnlisted: boolean;
  /** Where our links listen. */
  readonly port: number;
  /** This machine's addresses now: a beacon comes from one of their subnets. */
  readonly interfaces: () => readonly Interface[];
  readonly linkCount: () => number;
  /** Dropped beacons are counted here by reason. */
  readonly dropped: Record<string, number>;
}

export class LanSource implements Source {
  readonly name = 'lan';
  #socket: BeaconSocket | null = null;
  #found: (who: Found) => void = () => {};
  #quick: Timer | null = null;
  #slow: Timer | null = null;
  #calledAt = Number.NEGATIVE_INFINITY;
  #time = 0;
  #second = { start: Number.NEGATIVE_INFINITY, count: 0 };
  /** Identity key in hex to the newest beacon's time and when it was heard; oldest heard first. */
  readonly #newest = new Map<string, { time: number; at: number }>();

  constructor(
    readonly enabled: boolean,
    private readonly parts: LanParts,
  ) {}

  async start(found: (who: Found) => void): Promise<void> {
    this.#found = found;
    this.#socket = await this.parts.beacons.open();
    this.#socket.onBeacon = (data, from) => this.#hear(data, from);
    this.#socket.onInterface = () => this.#callQuickly(0);
    this.#callQuickly(0);
    const { clock, random } = this.parts;
    this.#slow = every(clock, callEvery.alone, 0.25, random.next, () => {
      const isAlone = this.parts.linkCount() === 0;
      const pause = isAlone ? 0 : callEvery.linked * (0.75 + random.next() / 4);
      if (clock.now() - this.#calledAt >= pause) this.#call();
    });
  }

  async stop(): Promise<void> {
    this.#quick?.cancel();
    this.#slow?.cancel();
    await this.#socket?.close();
    this.#socket = null;
  }

  #callQuickly(step: number): void {
    this.#quick?.cancel();
    const pause = quickPauses[step];
    if (pause === undefined) return;
    this.#quick = this.parts.clock.after(pause * (0.5 + this.parts.random.next()), () => {
      this.#call();
      this.#callQuickly(step + 1);
    });
  }

  #call(): void {
    const { clock, channel, identityKey, port, random } = this.parts;
    if (this.parts.isUnlisted) return;
    this.#calledAt = clock.now();
    this.#time = Math.max(this.#time + 1, Math.floor(clock.wall()));
    const beacon = { identityKey, port, time: this.#time };
    this.#socket?.send(encodeBeacon(beacon, channel.key, random.bytes(saltLength)));
  }

  #hear(data: Uint8Array, from: { family: 4 | 6; address: string }): void {
    // First, and at no cost: strangers elsewhere must not use up what the LAN's calls may take.
    if (!canBeNeighbour(from)) {
      this.#drop('beacon from afar');
      return;
    }
    const now = this.parts.clock.now();
    if (now - this.#second.start >= 1000) this.#second = { start: now, count: 0 };
    this.#second.count += 1;
    if (this.#second.count > maxPerSecond) {
      this.#drop('beacon flood');
      return;
    }
    if (!isOnLink(from, this.parts.interfaces())) {
      this.#drop('beacon from afar');
      return;
    }
    const beacon = decodeBeacon(data, this.parts.channel.key);
    if (!beacon) {
      this.#drop('foreign beacon');
      return;
    }
    const name = hex(beacon.identityKey);
    if (name === hex(this.parts.identityKey)) return;
    if (!this.#isNew(name, beacon.time, now)) {
      this.#drop('old beacon');
      return;
    }
    const endpoint = { ...from, port: beacon.port };
    this.#found({ peer: { identityKey: beacon.identityKey, endpoints: [endpoint] }, toldBy: 'beacon' });
  }

  /**
   * Whether this beacon is newer than the last one of its node. Both clocks may be wrong by years, so only a node's
   * own times are compared; and one that was silent for a while may have lost its clock. One call is heard once per
   * address family and interface, so for a moment the same time counts as new.
   */
  #isNew(name: string, time: number, now: number): boolean {
    const last = this.#newest.get(name);
    if (last && time === last.time) return now - last.at < sameCall;
    if (last && time < last.time && now - last.at < memory.ms) return false;
    this.#newest.delete(name);
    this.#newest.set(name, { time, at: now });
    const [oldest] = this.#newest.keys();
    if (this.#newest.size > memory.nodes && oldest !== undefined) this.#newest.delete(oldest);
    return true;
  }

  #drop(reason: string): void {
    this.parts.dropped[reason] = (this.parts.dropped[reason] ?? 0) + 1;
  }
}

/** Nodes call over IPv6 from their link-local addresses only, which no router lets through. */
function canBeNeighbour(from: { family: 4 | 6; address: string }): boolean {
  return from.family === 4 || classOf(from) === 'link-local';
}
