/**
 * What this room stands on and what it offers. A tunnel is the session between two AP addresses; it belongs to their keys and
 * goes over joins, each an exit path of one end met by an entry path of the other. The room moves packets between the TUN
 * device and tunnels, answers programs at once where there is no way, and keeps strangers out. It knows nothing of hops,
 * of how paths are chosen or records found: that is behind the interfaces below, which node/ connects.
 */
import type { Clock } from '../clock/clock.js';
import type { KeyPair } from '../crypto/noise.js';
import type { Random } from '../crypto/random.js';
import type { Log } from '../log/log.js';
import type { HopNode, OwnPath } from '../path/types.js';
import type { State } from '../state/state.js';
import type { TunDevice } from '../tun/tun.js';
import type { EntryPoint } from '../wire/entry-point.js';

/** One of this machine's AP addresses. */
export interface OwnAddress {
  /** 16 bytes. */
  readonly address: Uint8Array;
  /** Ed25519 public key, 32 bytes. */
  readonly key: Uint8Array;
  /** Ed25519 secret key, 64 bytes. */
  readonly secret: Uint8Array;
  /** 16 bytes. */
  readonly modifier: Uint8Array;
  /** Whether it outlives the start and is given to others; else it is only for going out. */
  readonly isLasting: boolean;
}

export interface Addresses {
  /** All of them, the one that programs shall use by default first. */
  readonly list: readonly OwnAddress[];
  /** Null when it is none of ours. */
  of(address: Uint8Array): OwnAddress | null;
  /** The list changed. One listener. */
  onChange: () => void;
}

/** What an AP record says inside, checked: it belongs to the address that was asked for. */
export interface FoundRecord {
  /** Ed25519 public key of the address, 32 bytes. */
  readonly apKey: Uint8Array;
  readonly modifier: Uint8Array;
  /** X25519, 32 bytes; it changes daily. */
  readonly sessionKey: Uint8Array;
  /** Work that a join must show, in bits. */
  readonly joinBits: number;
  readonly entries: readonly EntryPoint[];
}

export interface Records {
  /**
   * Looks an address up through an exit path of the AP key that asks. Null when nobody of those asked keeps a true record; others
   * are asked the next time. `isAnew`: what came of it a moment ago has turned out to be of no use.
   */
  find(address: Uint8Array, through: OwnPath, isAnew?: boolean): Promise<FoundRecord | 'unanswered' | null>;
}

/** The paths of one AP key, as they come and go. */
export interface Pool {
  readonly exits: readonly OwnPath[];
  readonly entries: readonly OwnPath[];
  /** One of the lists changed. One listener. */
  onChange: () => void;
}

export interface Pools {
  /** The pool of one of our addresses; made when it is asked for the first time. */
  of(address: Uint8Array): Pool;
}

export interface TunnelParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly state: State;
  readonly tun: TunDevice;
  /** The channel's key, 32 bytes. */
  readonly channelKey: Uint8Array;
  /** Seconds since 1970. */
  readonly networkTime: () => number;
  readonly addresses: Addresses;
  /** Whether a tunnel to that address may be begun from here; any may where it is left out. */
  readonly mayBegin?: (other: Uint8Array) => boolean;
  readonly records: Records;
  readonly pools: Pools;
  /** The key that our record of a day names; null when there is none. Days are those of crypto/ap.ts. */
  readonly sessionKeys: (address: Uint8Array, day: number) => KeyPair | null;
}

export type { EntryPoint, HopNode, OwnPath };
