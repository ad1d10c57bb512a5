/**
 * What `phantom doctor` looks at. What is wrong with this machine's way to others is judged (judge.ts) from what the node
 * says of itself and from a few looks at the machine (machine.ts); nothing is sent anywhere, and nobody is asked.
 */
import type { Config } from '../config/types.js';
import type { Snapshot } from '../control/protocol.js';

/** The machine, whether a node runs or not. Null: it could not be found out. */
export interface MachineFacts {
  /** Its date, milliseconds since 1970. */
  readonly date: number;
  /** Interfaces with an address, loopback and our own device left out. */
  readonly interfaces: readonly string[];
  /** Whether a way leads out of the local network. */
  readonly route4: boolean | null;
  readonly route6: boolean | null;
  /** Whether it has an IPv6 address of the Internet, and whether IPv6 is switched off altogether. */
  readonly hasPublic6: boolean;
  readonly isIpv6Off: boolean;
  /** Whether what it sends to a group of the local network would go out; null: there is no IPv4 network. */
  readonly multicast: boolean | null;
  /** Whether there is /dev/net/tun. */
  readonly hasTun: boolean;
}

export interface DoctorFacts {
  /** Null: no node runs. */
  readonly node: Snapshot | null;
  readonly machine: MachineFacts;
  readonly config: Config;
}
