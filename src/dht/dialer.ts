/**
 * From a contact to a link: the one door through which this node dials anybody. It asks who may be dialled, paces
 * what is done on a neighbour's behalf, and leaves alone for a while what just failed: a peer at an endpoint, since another
 * endpoint of the same peer may be the right one, and the wrong one a lie.
 */
import type { Clock, Timer } from '../clock/clock.js';
import type { Link, Links, PeerAddress } from '../link/types.js';
import { formatEndpoint } from '../net/address.js';
import { type DialRules, mayDial, type ToldBy } from '../net/dialable.js';
import type { Endpoint } from '../net/net.js';
import { hex } from './id.js';

/** Dials on one neighbour's behalf are this far apart: at most 2 per second in the long run. Milliseconds. */
const pace = 500;

/** A dial that would have to wait longer than this for its turn is refused, ms. */
const longestWait = 30_000;

/** How long a node is not dialled where it did not answer because another node named it there, ms. */
const restAfterFailure = 60_000;

/** How many failures are remembered. */
const maxResting = 512;

export interface Dialer {
  /**
   * The open link to that peer or a new one; null when it may not be dialled or does not answer.
   * @param tellers those who named it: the dial takes the turn of the one that is free first. Empty: it is our own wish
   * @param isBrief see `Links.connect`
   */
  reach(
    peer: PeerAddress,
    toldBy: ToldBy,
    tellers: readonly string[],
    isBrief?: boolean,
  ): Promise<Link | null>;
  /** Dials a stranger on a neighbour's behalf, to see whether it is reached. Refused: it was not even tried. */
  knock(peer: PeerAddress, teller: string): Promise<Link | 'refused' | null>;
  /** Dials refused, by reason. */
  readonly refused: Readonly<Record<string, number>>;
  /** Lets go of everybody who waits. */
  close(): void;
}

export interface DialerParts {
  readonly clock: Clock;
  readonly links: Links;
  readonly rules: () => DialRules;
  /** How many dials on one neighbour's behalf may go at once, in advance. */
  readonly burst: () => number;
  /** Has us introduced to a hidden peer: where it is; null: nobody does. */
  readonly introduce: (peer: PeerAddress, tellers: readonly string[]) => Promise<readonly Endpoint[] | null>;
}

export function createDialer(parts: DialerParts): Dialer {
  const { clock, links } = parts;
  const refused: Record<string, number> = {};
  /** Teller to the earliest time of its next dial. */
  const turns = new Map<string, number>();
  /** Peer and endpoint to the time until which it rests. */
  const resting = new Map<string, number>();
  const waiting = new Map<Timer, () => void>();
  let closed = false;

  function refuse(reason: string): 'refused' {
    refused[reason] = (refused[reason] ?? 0) + 1;
    return 'refused';
  }

  /** Waits for one of the tellers' turns; false when the next is too far off or the dialer closes. */
  function turn(tellers: readonly string[]): Promise<boolean> {
    const now = clock.now();
    const earliest = now - (parts.burst() - 1) * pace;
    for (const [other, at] of turns) if (at <= earliest) turns.delete(other);
    const turnOf = (teller: string) => turns.get(teller) ?? earliest;
    const teller = tellers.reduce((a, b) => (turnOf(b) < turnOf(a) ? b : a));
    const at = turnOf(teller);
    if (at - now > longestWait) return Promise.resolve(false);
    turns.set(teller, at + pace);
    if (at <= now) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = clock.after(at - now, () => {
        waiting.delete(timer);
        resolve(true);
      });
      waiting.set(timer, () => resolve(false));
    });
  }

  function rest(peer: PeerAddress): void {
    const now = clock.now();
    for (const endpoint of peer.endpoints) {
      const name = nameOf(peer, endpoint);
      resting.delete(name);
      resting.set(name, now + restAfterFailure);
    }
    for (const [oldest, until] of resting) {
      if (resting.size <= maxResting && until > now) break;
      resting.delete(oldest);
    }
  }

  async function dial(
    peer: PeerAddress,
    toldBy: ToldBy,
    tellers: readonly string[],
    isBrief?: boolean,
  ): Promise<Link | 'refused' | null> {
    if (closed) return null;
    const open = links.find(peer.identityKey);
    if (open) return open;
    let endpoints = peer.endpoints.filter((endpoint) => mayDial(endpoint, toldBy, parts.rules()));
    if (endpoints.length === 0) return refuse('endpoint not allowed');
    if (tellers.length > 0) {
      const isRested = (endpoint: Endpoint) => (resting.get(nameOf(peer, endpoint)) ?? 0) <= clock.now();
      endpoints = endpoints.filter(isRested);
      if (endpoints.length === 0) return refuse('failed a moment ago');
      if (!(await turn(tellers))) return refuse('too many for one teller');
    }
    if (peer.isHidden) {
      const where = closed ? null : await parts.introduce(peer, tellers);
      if (!where) return refuse('nobody introduces');
      // It may have come by itself meanwhile: it dials us, too.
      const come = links.find(peer.identityKey);
      if (come) return come;
      const rules = parts.rules();
      endpoints = where.filter((endpoint) => mayDial(endpoint, 'told', rules));
      if (endpoints.length === 0) return refuse('endpoint not allowed');
    }
    if (closed) return null;
    const tried = { identityKey: peer.identityKey, endpoints };
    const link = await links.connect(tried, isBrief);
    if (link) for (const endpoint of endpoints) resting.delete(nameOf(peer, endpoint));
    else rest(tried);
    return link;
  }

  return {
    refused,
    async reach(peer, toldBy, tellers, isBrief) {
      const link = await dial(peer, toldBy, tellers, isBrief);
      return link === 'refused' ? null : link;
    },
    knock: (peer, teller) => dial(peer, 'told', [teller], true),
    close() {
      closed = true;
      for (const [timer, release] of waiting) {
        timer.cancel();
        release();
      }
      waiting.clear();
    },
  };
}

function nameOf({ identityKey }: PeerAddress, endpoint: Endpoint): string {
  return `${hex(identityKey)} ${formatEndpoint(endpoint)}`;
}
