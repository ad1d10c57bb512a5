/** What the DHT stands on, and what it offers. */
import type { Clock } from '../clock/clock.js';
import type { NetworkTime } from '../clock/network-time.js';
import type { Identity } from '../crypto/identity.js';
import type { KeyPair } from '../crypto/noise.js';
import type { Random } from '../crypto/random.js';
import type { Link, Links, RequestHandler } from '../link/types.js';
import type { Log } from '../log/log.js';
import type { Endpoint } from '../net/net.js';
import type { Reach } from '../reach/reach.js';
import type { Dialer } from './dialer.js';
import type { Holdings } from './holdings.js';
import type { LinkBook } from './linked.js';
import type { Asked, Found } from './search.js';
import type { KeyedNode } from './storing.js';
import type { NodeContact, Table } from './table.js';
import type { View } from './view.js';

export interface DhtParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly links: Links;
  readonly identity: Identity;
  /** 32 bytes. */
  readonly channelKey: Uint8Array;
  /** What goes into our node record, X25519, 32 bytes: questions about AP records are sealed to it. */
  readonly onionKey: () => Uint8Array;
  /** That key, and the one before as long as it answers. */
  readonly onionKeys: () => readonly KeyPair[];
  readonly puzzleBits: number;
  /** network.private_endpoints; see net/dialable.ts. */
  readonly privateEndpoints: boolean;
  /** Where we can be reached, never dialled; changes over time. */
  readonly own: () => readonly Endpoint[];
  /** Families over which this machine gets out; left out: nobody knows. */
  readonly families?: () => readonly (4 | 6)[];
  /** How strangers reach us, and how we reach those they do not; see reach/. */
  readonly reach: Pick<Reach, 'standing' | 'introducers' | 'introduce'>;
  /** Learned from pings; `timeStepped` is called when it is set anew. */
  readonly time: NetworkTime;
  /** Whether this node keeps out of what nodes tell each other: no record of it is left, and no question led to it. */
  readonly isUnlisted?: boolean;
  /** Whether a link is in use for more than this room knows of: then it stays. */
  readonly isUsed: (link: Link) => boolean;
}

export interface Dht {
  readonly table: Table;
  readonly dialer: Dialer;
  /** A sealed question that we bring to ourselves, as an exit node. */
  answerSealed(body: Uint8Array): ReturnType<RequestHandler>;
  /** As it was made last; null before it was left anywhere. */
  readonly ownRecord: Uint8Array | null;
  /** The nodes nearest to an id of 32 bytes that answer, nearest first, at most k. */
  lookup(target: Uint8Array): Promise<NodeContact[]>;
  /** The true record of a node, with who gave it and over how many referrals; null when nobody has it. */
  findNode(nodeId: Uint8Array): Promise<Found<Uint8Array> | null>;
  /** The same, with how the search went. */
  explainNode(nodeId: Uint8Array): Promise<{ found: Found<Uint8Array> | null; asked: Asked[] }>;
  /** Nodes to choose hops from. */
  readonly view: View;
  /**
   * How many nodes the view is to hold, as far as there are so many: while it holds fewer, random ids are looked up more
   * often. 0 unless set: who builds no paths needs few.
   */
  viewWanted: number;
  /** What our links are wanted for, and what was noted of them. */
  readonly book: LinkBook;
  /** How many nodes there seem to be; 0 while unknown. */
  readonly nodes: number;
  /** The nodes known nearest to a key that questions can be sealed to, our own included; nearest first. */
  storing(key: Uint8Array, count: number): KeyedNode[];
  /** Records held for others. */
  readonly holdings: Holdings;
  /** What became of records that others left here, by verdict. */
  readonly stores: Readonly<Record<string, number>>;
  /** How many nodes keep our own record. */
  readonly keepers: number;
  /** Where most linked peers see us, public endpoints first; and what each of them says, public ones only. See seen.ts. */
  seenAt(): Endpoint[];
  readonly seenBy: readonly Endpoint[];
  /** How others reach us is other than before: our neighbours hear of it. */
  standingChanged(): void;
  /** What our record says is no longer so: another one is left soon. */
  recordChanged(): void;
  /** How many of the k nodes nearest to us we know; null until some have answered a lookup of ourselves. */
  readonly neighbours: number | null;
  /** @param isFirstContact it was not our lookups that led here, so it may be another group's */
  linkOpened(link: Link, isFirstContact?: boolean): void;
  linkClosed(link: Link): void;
  /** Network time was set anew: our record says another end of time. */
  timeStepped(): void;
  /** See upkeep.ts. */
  isLeaving(link: Link): boolean;
  readonly hasRoom: boolean;
  /** Bad answers and refused dials, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Cancels every timer; links stay the caller's. */
  close(): void;
}
