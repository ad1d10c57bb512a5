/**
 * BitTorrent's own DHT ("Mainline", BEP 5 and 44), as much of it as a meeting needs. The real form is bittorrent.ts, the
 * in-memory form simulation/mainline.ts; one suite runs on both. What is said in it is not this file's business.
 */
import type { Endpoint } from '../net/net.js';

/** What a node of that DHT answers to everybody who asks it for this key: a "mutable item" of BEP 44. */
export interface MainlineItem {
  /** Ed25519, 32 bytes; it is asked for by their SHA-1. */
  readonly publicKey: Uint8Array;
  readonly value: Uint8Array;
  readonly sequence: number;
  /** By that key over sequence and value; see `signedPart`. */
  readonly signature: Uint8Array;
}

export interface MainlineNode {
  /** UDP port, IPv4 only. */
  readonly port: number;
  /** Settles when the first round of questions is over, whether anybody has answered or not, and when the node closes. */
  readonly joined: Promise<void>;
  /** From how many networks (/16) somebody has lately asked us to whom we had never written: so we can be reached. */
  readonly strangers: number;
  /** Where those are who have announced themselves under that hash (20 bytes); anybody may lie. IPv4 only. */
  lookup(infoHash: Uint8Array): Promise<Endpoint[]>;
  /** Leaves word that the one who announces is to be found at this node's own port. False: nobody took it. */
  announce(infoHash: Uint8Array): Promise<boolean>;
  /** What that node itself answers for a key; null: nothing. Nothing of it is checked. */
  ask(who: Endpoint, publicKey: Uint8Array): Promise<Uint8Array | null>;
  /** From now on these are what this node answers with, and no others. */
  offer(items: readonly MainlineItem[]): void;
  /** Nodes of that DHT that could be asked first next time, as `address:port`. */
  known(): string[];
  /** Ends everything that is under way; it resolves to what there is. */
  close(): Promise<void>;
}

export interface Mainline {
  /**
   * Begins to join that DHT. Throws when the port cannot be had.
   * @param port 0: any
   * @param nodes whom to ask first, as `host:port`
   * @param dropped malformed input is counted here by reason
   * @param privateEndpoints whether private addresses are written to, too; see net/dialable.ts
   */
  open(options: {
    readonly port: number;
    readonly nodes: readonly string[];
    readonly dropped: Record<string, number>;
    readonly privateEndpoints: boolean;
  }): Promise<MainlineNode>;
}

/** What the signature of an item without a salt is over (BEP 44). */
export function signedPart({ sequence, value }: Pick<MainlineItem, 'sequence' | 'value'>): Uint8Array {
  return Buffer.concat([Buffer.from(`3:seqi${sequence}e1:v${value.length}:`), value]);
}
