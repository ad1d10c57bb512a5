/**
 * What the rooms above know of paths. A path is a chain of nodes chosen by its owner: an exit path to go out by, an entry
 * path to be reached by. This room builds them, keeps them, and is a hop of others' paths. It knows nothing of AP
 * addresses, of tunnels, or of why these hops were chosen.
 */
import type { Endpoint } from '../net/net.js';
import type { Introducer } from '../wire/node-record.js';

/** A node as a hop: what is in its record. */
export interface HopNode {
  /** Ed25519, 32 bytes. */
  readonly identityKey: Uint8Array;
  /** X25519, 32 bytes. */
  readonly onionKey: Uint8Array;
  readonly endpoints: readonly Endpoint[];
  /** Bits of `marks` (wire/standing.ts) in its record; left out: it says nothing. */
  readonly marks?: number;
  /** Strangers do not get through to it, and these introduce to it. */
  readonly isHidden?: true;
  readonly introducers?: readonly Introducer[];
}

/** A node to which an exit node goes for its owner: one that stores records. */
export interface Remote {
  readonly identityKey: Uint8Array;
  readonly endpoints: readonly Endpoint[];
}

export type PathKind = 'exit' | 'entry';

/**
 * A path seen from its owner; the end hop is the exit or entry node. Selectors name joins on it.
 *
 *     open -> closed       (once; `onClose` says why)
 */
export interface OwnPath {
  readonly kind: PathKind;
  /** X1 first. */
  readonly hops: readonly HopNode[];
  /** The last of the hops. */
  readonly end: HopNode;
  /** `Clock.now()` when it was built, and when it will be closed. */
  readonly since: number;
  readonly expiresAt: number;
  /** 16 bytes by which others' joins find an entry path; null for an exit path. */
  readonly entryId: Uint8Array | null;
  readonly open: boolean;
  /** Smoothed round trip to the end hop, ms. */
  readonly rtt: number | null;
  /**
   * A cell of a join; `rest` is 1300 bytes, not kept. False when closed. Hops drop what they saw before, and the same bytes
   * under the same selector are the same cell to them: `rest` holds a counter.
   */
  send(selector: number, rest: Uint8Array): boolean;
  /** `rest` (1300 bytes) is valid during the call only. One listener. */
  onCell: (selector: number, rest: Uint8Array) => void;
  /** Exit paths: has the end hop carry the blob (1208 bytes) to N; cells then come and go under the returned selector. */
  join(n: HopNode, blob: Uint8Array): number;
  onJoinFailed: (selector: number, code: number) => void;
  /** Entry paths: somebody's join has come. `ikMessage` may be kept. */
  onIncoming: (selector: number, ikMessage: Uint8Array) => void;
  /** Entry paths: how many joins have come so far that showed so many bits of work, by bits; the last: so many or more. */
  readonly joinsByWork: readonly number[];
  closeSelector(selector: number): void;
  /**
   * One sealed question to a storing node, carried by the exit node: null when there is none within the timeout. What is
   * asked and answered is the caller's (at most 1212 and 1269 bytes).
   */
  query(s: Remote, body: Uint8Array, timeoutMs: number): Promise<Uint8Array | null>;
  /** The storing node's own node record, fetched by the exit node; null when it has none. */
  recordOf(s: Remote): Promise<Uint8Array | null>;
  /** Round trip to the end hop in ms, null after the timeout. */
  ping(timeoutMs: number): Promise<number | null>;
  /** Ends it by itself in `ms` at the latest; `expiresAt` says so. */
  endWithin(ms: number): void;
  close(): void;
  onClose: (reason: string) => void;
}

export interface BuildOptions {
  /** How long the path shall live, ms. */
  readonly lifeMs?: number;
  /** Leading zero bits that joins of an entry path must show; see the AP record. Default: 0. */
  readonly joinEffort?: number;
  /** A helper between X2 and X3 while building; it is not on the path that comes of it. */
  readonly yNode?: HopNode;
}

/** Why a path has closed when its first hop is gone, and with it every path over it. */
export const firstHopGone = 'the first hop is gone';

export interface BuildFailure {
  /** Index of the hop that turned the cell round; null: silence. */
  readonly at: number | null;
  /** The status it gave; null: silence. Unreachable with `at` null: we did not reach the first hop ourselves. */
  readonly status: number | null;
}

export interface PathBuilder {
  /** X1 first. Who is chosen is for others to say. */
  build(hops: readonly HopNode[], kind: PathKind, options?: BuildOptions): Promise<OwnPath | BuildFailure>;
}
