/** What all of this room stands on. */
import type { Clock } from '../clock/clock.js';
import type { KeyPair } from '../crypto/noise.js';
import type { Random } from '../crypto/random.js';
import type { Link, Links, PeerAddress } from '../link/types.js';
import type { Log } from '../log/log.js';
import type { QueryKind } from '../wire/path-control.js';
import type { Standing } from '../wire/standing.js';
import { neighbourFresh } from './constants.js';
import type { Neighbours } from './neighbours.js';
import type { Ways } from './ways.js';

export interface PathParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly links: Pick<Links, 'send' | 'request'>;
  /** Our own identity key, 32 bytes. */
  readonly identityKey: Uint8Array;
  /** Our onion key, and the one before as long as it counts. */
  readonly onionKeys: () => readonly KeyPair[];
  readonly channelKey: Uint8Array;
  /** Network time in seconds. */
  readonly networkTime: () => number;
  /**
   * The open link to a peer, or a new one where it may be dialled. `teller`: the neighbour over whom the wish came; null:
   * it is our own.
   */
  readonly reach: (peer: PeerAddress, teller: Link | null) => Promise<Link | null>;
  /** Whether a link is to be closed when what it carries has ended: no new path of others is led over it. Left out: none is. */
  readonly isLeaving?: (link: Link) => boolean;
  /** How strangers reach us, which every ping says; where it is left out, nothing is known. */
  readonly standing?: () => Standing;
  /** What a query that an owner sends to us over us is answered with; where it is left out, nothing. */
  readonly askOurselves?: (
    kind: QueryKind,
    body: Uint8Array,
  ) => Uint8Array | null | Promise<Uint8Array | null>;
  /** Whether this node is a hop of nobody else's paths; no where it is left out. */
  readonly isNoHop?: () => boolean;
  /** Cells per second that go out for others, and for ourselves; what is above is dropped. */
  readonly relayedCells?: number;
  readonly ownCells?: number;
}

/** The same, with what the room's files share. */
export interface Inside extends PathParts {
  readonly ways: Ways;
  readonly neighbours: Neighbours;
  /** Counts what was dropped. */
  readonly drop: (reason: string) => void;
  /** Sends a cell for others, or for ourselves: each under its own cap. */
  readonly sendRelayed: (link: Link, pathId: number, body: Uint8Array) => void;
  readonly sendOwn: (link: Link, pathId: number, body: Uint8Array) => boolean;
}

/** The link to a peer if there is one within `ms`, and the peer at its other end. */
export async function reachWithin(
  parts: Inside,
  peer: PeerAddress,
  teller: Link | null,
  ms: number,
): Promise<Link | null> {
  const link = await linkWithin(parts, peer, teller, ms);
  return link && (await parts.neighbours.isThere(link, neighbourFresh)) ? link : null;
}

/** The same, whether or not the peer is still there. */
export function linkWithin(
  parts: Pick<PathParts, 'clock' | 'reach'>,
  peer: PeerAddress,
  teller: Link | null,
  ms: number,
): Promise<Link | null> {
  return new Promise((resolve) => {
    const timer = parts.clock.after(ms, () => resolve(null));
    parts.reach(peer, teller).then(
      (link) => {
        timer.cancel();
        resolve(link?.open ? link : null);
      },
      () => {
        timer.cancel();
        resolve(null);
      },
    );
  });
}
