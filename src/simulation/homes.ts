/** Where simulated people live: address, distance from others, router, and a clock that is wrong in its own way. */
import type { Random } from '../crypto/random.js';
import { addressFromBytes, addressToBytes } from '../net/address.js';
import type { Interface } from '../net/interfaces.js';
import { HomeAddresses } from './addresses.js';
import type { ClockError } from './host-clock.js';
import { Nat, type NatKind } from './nat.js';
import type { HostAddresses, HostOptions } from './switchboard.js';

export interface World {
  /** Mean round trip between two homes, ms; a fifth of it is the same for all, the rest is distance. */
  readonly roundTrip: number;
  /** Part of the homes that have IPv6, too, and part that have nothing else. */
  readonly ipv6: number;
  readonly ipv6Only: number;
  /** Part of the homes behind a NAT; its kind is drawn. */
  readonly nat: number;
  /** Dates are off by at most this, either way, ms. */
  readonly clockError: number;
  /** Clocks go wrong by at most this, as a part of 1. */
  readonly drift: number;
  /** Part of the homes whose clock battery is dead: their date is that of an old BIOS. */
  readonly deadBatteries: number;
}

export const defaultWorld: World = {
  roundTrip: 100,
  ipv6: 0,
  ipv6Only: 0,
  nat: 0,
  clockError: 30_000,
  drift: 50e-6,
  deadBatteries: 0,
};

/** One host's lasting properties. */
export interface Home {
  readonly addresses: HostAddresses;
  readonly options: HostOptions;
  readonly interfaces: readonly Interface[];
  readonly clockError: ClockError;
}

/** Mean distance of two points drawn from a square of side 1. */
const meanDistance = 0.5214;

/** Of which kind a NAT is when the draw is below: roughly as measured by those who punch holes. */
const natKinds: readonly (readonly [NatKind, number])[] = [
  ['full-cone', 0.15],
  ['restricted', 0.3],
  ['port-restricted', 0.85],
  ['symmetric', 1],
];

/** Milliseconds after which NATs forget: RFC 4787 asks for 2 minutes, many routers grant 30 s. */
const natTimeout = { least: 30_000, most: 120_000 };

/** How far a date of 2009 is behind. */
const deadBattery = -18 * 365 * 86_400_000;

export class Homes {
  readonly #addresses: HomeAddresses;

  constructor(
    private readonly random: Random,
    readonly world: World,
  ) {
    this.#addresses = new HomeAddresses(random);
  }

  /** What every way takes, however near, in ms. */
  get shortestWay(): number {
    return this.world.roundTrip / 10;
  }

  /** @param router false: none; a kind: one of that kind; else as chance has it */
  next(router: boolean | NatKind = true): Home {
    const { random, world } = this;
    const seen = this.#addresses.next();
    const drawn = random.next();
    const isAlone = typeof router === 'boolean' && drawn < world.ipv6Only;
    const hasNat = typeof router === 'string' || (random.next() < world.nat && router && !isAlone);
    const nat = hasNat ? this.#nat(seen, typeof router === 'string' ? router : null) : null;
    const v4 = isAlone ? null : nat ? '192.168.1.2' : seen;
    const v6 = drawn < world.ipv6Only + world.ipv6 ? this.#v6(seen) : null;
    const side = (world.roundTrip / 2 - this.shortestWay) / meanDistance;
    const interfaces: Interface[] = [];
    if (v4) interfaces.push({ name: 'eth0', family: 4, address: v4, prefix: nat ? 24 : 16 });
    if (v6) interfaces.push({ name: 'eth0', family: 6, address: v6, prefix: 64 });
    const either = (most: number) => most * (2 * random.next() - 1);
    const hasDeadBattery = random.next() < world.deadBatteries;
    return {
      addresses: { ...(v4 ? { v4 } : {}), ...(v6 ? { v6 } : {}) },
      options: {
        place: { x: side * random.next(), y: side * random.next() },
        ...(nat ? { nat } : {}),
      },
      interfaces,
      clockError: {
        ahead: hasDeadBattery ? deadBattery : either(world.clockError),
        drift: either(world.drift),
      },
    };
  }

  #nat(address: string, wanted: NatKind | null): Nat {
    const drawn = this.random.next();
    const kind = wanted ?? natKinds.find(([, below]) => drawn < below)![0];
    const timeout = natTimeout.least + (natTimeout.most - natTimeout.least) * this.random.next();
    return new Nat(kind, address, timeout, this.random);
  }

  /** Providers' networks are as uneven in IPv6: one /32 per /16. */
  #v6(v4: string): string {
    const bytes = new Uint8Array(16);
    bytes.set([0x2a]);
    bytes.set(addressToBytes({ family: 4, address: v4 }).subarray(0, 2), 2);
    bytes.set(this.random.bytes(12), 4);
    return addressFromBytes(bytes);
  }
}
