/**
 * AP records: where an AP address can be reached, published by its owner and read by others, over paths only. The owner's
 * side (owner.ts) says when something is published, publish.ts how; reader.ts looks an address up. Called by node/ and
 * tunnel/; knows nothing of how paths are built, and of the network only who may keep a record.
 */
import type { Clock } from '../clock/clock.js';
import type { Random } from '../crypto/random.js';
import type { Log } from '../log/log.js';
import type { Endpoint } from '../net/net.js';
import type { EntryPoint } from '../wire/entry-point.js';

/** A node that may keep records. */
export interface StoringNode {
  /** 32 bytes. */
  readonly nodeId: Uint8Array;
  /** Ed25519, 32 bytes. */
  readonly identityKey: Uint8Array;
  /** X25519, 32 bytes, from its signed record or from itself. */
  readonly onionKey: Uint8Array;
  readonly endpoints: readonly Endpoint[];
}

export interface RecordParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** 32 bytes. */
  readonly channelKey: Uint8Array;
  readonly puzzleBits: number;
  /** Network time in seconds. */
  readonly seconds: () => number;
  /**
   * The nodes nearest to a slot that we know of, nearest first, at most `count`. Our own node is one of them like any
   * other: an address whose record never lies with us would tell so.
   */
  readonly nearest: (slot: Uint8Array, count: number) => readonly StoringNode[];
}

/** An AP key of ours. */
export interface ApKey {
  /** The address, 16 bytes. */
  readonly address: Uint8Array;
  /** Ed25519 public key, 32 bytes. */
  readonly key: Uint8Array;
  /** Ed25519 secret key, 64 bytes. */
  readonly secret: Uint8Array;
  /** 16 bytes. */
  readonly modifier: Uint8Array;
}

/** What came of looking an address up: null where none of those who answered keeps a true record. */
export type Lookup = FoundRecord | 'unanswered' | null;

/** What an AP record says inside, checked: it belongs to the address that was asked for. */
export interface FoundRecord {
  /** Ed25519 public key of the address, 32 bytes. */
  readonly apKey: Uint8Array;
  readonly modifier: Uint8Array;
  /** X25519; it changes daily. */
  readonly sessionKey: Uint8Array;
  /** Work that a join must show, in bits. */
  readonly joinBits: number;
  /** Those that have not ended; at least one. */
  readonly entries: readonly EntryPoint[];
}
