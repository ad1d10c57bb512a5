import { Duplex } from 'node:stream';

/**
 * An operator's trouble with a device. `code` is an errno name such as `EPERM`, or one of `ERR_TUNTAP_NAME`,
 * `_ADDRESS`, `_MAC`, `_MTU`, `_TYPE` (a wrong value), `_CLOSED` (released already) and `_GONE` (deleted by others).
 */
export class TuntapError extends Error {
  readonly code: string;
}

export interface Drops {
  /** From the system, because longer than a slot. */
  readonly in: number;
  /** Towards the system, because not a packet, too long, or the interface was down. */
  readonly out: number;
}

/** What can be read and set on every device. Setting needs CAP_NET_ADMIN. */
export interface Interface {
  /** The interface's present name. */
  readonly name: string;
  readonly isTap: boolean;
  readonly isTun: boolean;
  /** Hardware address such as `00:11:22:33:44:55`; settable on TAP devices only. */
  mac: string;
  /** Bytes. */
  mtu: number;
  /** First IPv4 address in CIDR form, `''` when there is none. Setting replaces all of them; `''` removes them. */
  ipv4: string;
  /** First IPv6 address in CIDR form, link-local ones last. Setting replaces all but link-local ones. */
  ipv6: string;
  isUp: boolean;
  /** Packets dropped since the device was opened. */
  readonly dropped: Drops;
}

export interface StreamOptions {
  /** At most 15 characters; `%d` becomes the first free number. The kernel chooses when it is missing. */
  name?: string;
  mac?: string;
  mtu?: number;
  ipv4?: string;
  ipv6?: string;
  isUp?: boolean;
}

/**
 * A device as a stream: each chunk read is one packet, each chunk written must be one. Packets that the system does
 * not take are dropped and counted; the stream fails only when somebody else deletes the interface.
 */
export abstract class TuntapStream extends Duplex implements Interface {
  protected constructor(type: 'tun' | 'tap', options?: StreamOptions);
  readonly name: string;
  readonly isTap: boolean;
  readonly isTun: boolean;
  mac: string;
  mtu: number;
  ipv4: string;
  ipv6: string;
  isUp: boolean;
  readonly dropped: Drops;
  /** Removes the device and calls back once everything is closed. A second call only calls back. */
  release(callback?: () => void): void;
  /** Keep the process alive while the device is read (the default), or not. */
  ref(): this;
  unref(): this;
}

/** A device that carries IP packets. Throws `TuntapError`. */
export class Tun extends TuntapStream {
  constructor(options?: StreamOptions);
}

/** A device that carries Ethernet frames. Throws `TuntapError`. */
export class Tap extends TuntapStream {
  constructor(options?: StreamOptions);
}

/** Opens a device from one object: `type` (`tun` unless told) and the properties to start with. */
export function tuntap(options?: StreamOptions & { type?: 'tun' | 'tap' }): Tun | Tap;

/** Fields of a descriptor: slot i's begin at `i * FIELDS`. */
export const FIELDS: 4;
/** Where the packet begins, counted from the start of the arena. */
export const OFFSET: 0;
/** Its length in bytes. */
export const LENGTH: 1;
/** 0: one packet. Otherwise the packet is a train to be cut into segments of this many payload bytes. */
export const SEGMENT: 2;
/** Whom it came from or goes to, for devices that have several; 0 for TUN and TAP. */
export const PEER: 3;

/**
 * Memory for packets, registered once with the addon: one arena cut into slots, and four integers per slot. Packets
 * are read to `headroom` bytes after the start of a slot, so that something can be put before them in place. Any
 * number of devices of one thread may read into and write from one batch.
 */
export class Batch {
  /** Defaults: 64 slots of 2048 bytes with 64 bytes of headroom. A packet that fits a slot is at least one byte shorter than the room in it. */
  constructor(options?: { slots?: number; slotSize?: number; headroom?: number });
  readonly slots: number;
  readonly slotSize: number;
  readonly headroom: number;
  readonly arena: Uint8Array;
  readonly descriptors: Int32Array;
  /** The addon's number for it, -1 after release. */
  readonly id: number;
  /** The whole slot, headroom included; always the same object. */
  slot(index: number): Uint8Array;
  /** The packet that slot `index`'s descriptor names: a new view, so not for the hot path. */
  packet(index: number): Uint8Array;
  /** Copies `bytes` into slot `index` and describes them; false when they are too long for it. */
  put(index: number, bytes: Uint8Array): boolean;
  /** Gives the memory back to the garbage collector; the batch is of no use afterwards. */
  release(): void;
}

/**
 * A device to read and write in batches. Set `onReadable` and call `watch(true)`; it is called on every turn of the
 * event loop on which packets wait, and what it does not read is announced again on the next turn.
 */
export class Device implements Interface {
  /** Opens a device; throws `TuntapError`. The event loop keeps the process alive only while it is watched. */
  constructor(options?: { type?: 'tun' | 'tap'; name?: string });
  readonly name: string;
  readonly isTap: boolean;
  readonly isTun: boolean;
  mac: string;
  mtu: number;
  ipv4: string;
  ipv6: string;
  isUp: boolean;
  readonly dropped: Drops;
  /** False once `close` was called. */
  readonly isOpen: boolean;
  /** Called when packets wait. */
  onReadable: () => void;
  /** Called once when somebody else deleted the interface; only `close` makes sense afterwards. */
  onGone: (error: TuntapError) => void;
  /** All addresses of that IP version in CIDR form. */
  addresses(version: 4 | 6): string[];
  addAddress(version: 4 | 6, cidr: string): void;
  /** Whether programs take this address when they do not choose one themselves; one that is not preferred is deprecated. */
  preferAddress(version: 4 | 6, cidr: string, isPreferred: boolean): void;
  removeAddress(version: 4 | 6, cidr: string): void;
  /**
   * Packets from and to an IPv6 prefix of at least 32 bits go by this device, which must be up, or nowhere. The rules that say so
   * stay when the device is gone: packets are then unreachable rather than sent by another way.
   * @param carries false: another device carries the prefix, and this one only what `addRoute` names
   */
  confine(cidr: string, carries?: boolean): void;
  /** Packets to `destination`, within a confined prefix, go by this device: all, or those from `source`; both in CIDR form. */
  addRoute(destination: string, source?: string | null): void;
  removeRoute(destination: string, source?: string | null): void;
  /** Starts or stops calling `onReadable`. */
  watch(on: boolean): void;
  /** Whether a watched device keeps the process alive (it does at first). */
  hold(on: boolean): void;
  /** Reads up to `count` packets into slots from `first` on without waiting; returns how many. */
  read(batch: Batch, first: number, count: number): number;
  /** Writes the packets of `count` descriptors from `first` on; returns how many the system took, the rest is counted as dropped. */
  write(batch: Batch, first: number, count: number): number;
  /** Removes the device; the interface is gone on return. A second call does nothing. */
  close(): void;
}
