/** What the choice of hops needs, and what it offers. */
import type { Clock } from '../../clock/clock.js';
import type { Random } from '../../crypto/random.js';
import type { Log } from '../../log/log.js';
import type { State } from '../../state/state.js';
import type { PathKind } from '../types.js';
import type { Outcome } from './ledger.js';
import type { Level } from './level.js';
import type { Relay } from './relay.js';

export interface ChoiceParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly state: State;
  /** Seconds since 1970 by the machine's own clock: network time may be another one after a start, until it is learned. */
  readonly date: () => number;
  /** The verified relays of the local view. */
  readonly relays: () => readonly Relay[];
  /** Our own name (node id in hex), and ourselves as others see us; null while nobody can. */
  readonly ownName: string;
  readonly own: () => Relay | null;
  /** The open link with a node, and the onion key it said there; null: none is open. */
  readonly linkTo: (identityKey: Uint8Array) => { readonly onionKey: Uint8Array } | null;
  /** Whether our own connection works: somebody was heard lately. */
  readonly isOnline: () => boolean;
}

/**
 * Why there are no hops now: too few relays for any anonymity; fewer than there were, and the operator has not agreed; no guard that can
 * be used; nobody for the other places; who was drawn is not written down yet.
 */
export type Want = 'few' | 'fewer' | 'guards' | 'hops' | 'unkept';

/** What screens say of the network's worth. */
export interface StandingFacts {
  readonly level: Level;
  readonly best: Level;
  readonly relays: number;
  readonly prefixes: number;
  /** Most relays are on private addresses: one LAN. */
  readonly isLan: boolean;
  readonly hops: number;
  /** Guards stay for months; before, they are the best of few. */
  readonly areGuardsFirm: boolean;
  /** Why no new path is made now; null: they are. */
  readonly waits: 'few' | 'fewer' | 'guards' | 'unkept' | null;
}

/** The choice for one address. */
export interface AddressChoice {
  /** @param open the hops of its paths of this kind: others are preferred */
  hops(kind: PathKind, open: readonly (readonly Relay[])[]): readonly Relay[] | Want;
  /** One of the open paths of a kind that would be made better now: longer, or so that two of them share no hop. */
  outgrown(kind: PathKind, open: readonly (readonly Relay[])[]): readonly Relay[] | null;
  /** What is not meant to last is forgotten. */
  close(): void;
}

export interface Choice {
  /** Who was drawn is written down, so where hops were `unkept` there may be some now. One listener. */
  onKept: () => void;
  /** @param lasts whether the address outlives this start, and its end hops with it */
  of(apKey: Uint8Array, lasts: boolean): AddressChoice;
  /** Only these AP keys are still ours and lasting: the end hops of others are forgotten. */
  keep(apKeys: readonly Uint8Array[]): void;
  /** What became of a path of hops given here. */
  report(hops: readonly Relay[], outcome: Outcome): void;
  facts(): StandingFacts;
  /** The operator agrees to paths in a network that gives less than it did. */
  accept(): void;
  /** The guards, for the backup of an address; they go with whoever restores it. */
  exportGuards(): Uint8Array;
  /** Resolves once they are written, false when the bytes are none; rejects when they cannot be written. */
  importGuards(bytes: Uint8Array): Promise<boolean>;
  /** No timer is left, and everything is written. */
  close(): Promise<void>;
}
