/**
 * The TUN device: IP packets from and to this machine's programs, in batches, and the addresses by which programs
 * reach it. The real form is device.ts, the in-memory form memory.ts; one suite (test/tun/) runs on both. Only node/
 * opens devices and only tunnel/ moves packets; this room knows nothing of flows, paths or keys.
 *
 * A batch's memory is lent for the length of one call, changed in place, and never allocated per packet.
 */

/** Fields of a descriptor; slot i's begin at `i * fieldCount`. */
export const field = {
  /** Where the packet begins, counted from the start of the arena. */
  offset: 0,
  /** Bytes. */
  length: 1,
  /** 0: one packet. Otherwise a train of packets to be cut after every so many payload bytes. */
  segment: 2,
  /** Whom it came from or goes to, where there are several; 0 for a TUN device. */
  peer: 3,
} as const;
export const fieldCount = 4;

/** Bytes free before each packet, for the headers that links and paths put there in place. */
export const headroom = 64;
/** Packets handed over at once. */
export const batchSlots = 64;

/** One arena cut into slots, and four integers per slot. */
export interface Batch {
  readonly slots: number;
  readonly slotSize: number;
  readonly headroom: number;
  readonly arena: Uint8Array;
  readonly descriptors: Int32Array;
  /** The whole slot, headroom included; always the same object. */
  slot(index: number): Uint8Array;
}

export interface TunDevice {
  /** The interface's name, as programs see it. */
  readonly name: string;
  /** The longest packet that programs may send, in bytes. */
  readonly mtu: number;
  /** Where packets from programs are handed over, and room to write from. */
  readonly batch: Batch;
  /** `count` packets lie in slots 0 to `count - 1`; valid, and free to be changed, during the call. */
  onBatch: (count: number) => void;
  /** The interface was deleted by somebody else: nothing moves any more. Called once. */
  onGone: (reason: string) => void;
  /** Hands the packets of `count` descriptors from `first` on to the system; how many it took, the rest is counted as dropped. */
  write(first: number, count: number): number;
  /** Adds an address in CIDR form; programs can use it at once. */
  addAddress(cidr: string): void;
  /** Whether programs take this address when they do not choose one; at first they may take any. */
  preferAddress(cidr: string, isPreferred: boolean): void;
  removeAddress(cidr: string): void;
  /** In CIDR form, in the order they were added. */
  readonly addresses: readonly string[];
  /** Packets dropped: from programs, because longer than the MTU allows; to programs, because the system refused them. */
  readonly dropped: { readonly in: number; readonly out: number };
  /** The interface disappears. A second call does nothing; `write` takes nothing afterwards. */
  close(): void;
}

export interface TunOptions {
  /** At most 15 characters; `%d` becomes the first free number. */
  readonly name: string;
  /** Bytes. */
  readonly mtu: number;
  /** IPv4 and IPv6 addresses in CIDR form. */
  readonly addresses: readonly string[];
  /** An IPv6 prefix in CIDR form: packets from and to it go by this device or nowhere, also when it is gone. */
  readonly confined?: string;
  /**
   * Another device carries that prefix: this one only what goes to these of its addresses, and what comes from its own. Left out:
   * this one carries all of it.
   */
  readonly destinations?: readonly string[];
}

/** Bytes per slot for that MTU: headroom, the packet, and one byte more, by which a cut packet is known; whole cache lines. */
export function slotSizeFor(mtu: number): number {
  return Math.ceil((headroom + mtu + 1) / 64) * 64;
}
