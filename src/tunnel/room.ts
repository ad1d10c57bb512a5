/** What the files of this room share: its parts, buffers and tables. Made in tunnels.ts. */
import type { Limiter } from '../link/limiter.js';
import type { JoinWork } from '../path/join-work.js';
import type { Recent } from '../wire/recent.js';
import type { Asked } from './asked.js';
import type { Carriers } from './carriers.js';
import type { CellBuffer } from './cell.js';
import type { ExposedPorts } from './exposed.js';
import type { Pair } from './pair.js';
import type { Pairs } from './pairs.js';
import type { Session } from './session.js';
import type { Slots } from './slots.js';
import type { OwnAddress, TunnelParts } from './types.js';

export interface Room {
  readonly parts: TunnelParts;
  readonly out: CellBuffer;
  readonly in: CellBuffer;
  readonly slots: Slots;
  readonly pairs: Pairs;
  readonly carriers: Carriers;
  /** What joins must show is worked for here, in slices. */
  readonly work: JoinWork;
  readonly exposed: ExposedPorts;
  /** Which of our addresses was asked, of UDP servers that are bound to none. */
  readonly asked: Asked;
  /** ICMPv6 errors to programs. */
  readonly errors: Limiter;
  /** Messages on entry paths: by address, and in all. */
  readonly incoming: Limiter;
  readonly allIncoming: Limiter;
  /** First messages that were read, by their ephemeral key. */
  readonly seen: Recent<true>;
  /** Proofs of further joins that may come, to whom they belong. */
  readonly awaited: Map<string, { readonly pair: Pair; readonly session: Session; readonly number: number }>;
  readonly drop: (reason: string) => void;
  /** The pair there is, or a new one; null when there are too many. */
  pair(own: OwnAddress, other: Uint8Array, isStrangers?: boolean): Pair | null;
  /** There is no tunnel, or it leads nowhere any more: a new one is opened. */
  open(pair: Pair, now: number): void;
  /** Upkeep shall look at it soon. */
  wake(pair: Pair): void;
}
