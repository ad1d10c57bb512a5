/**
 * What the rooms above know of links. A link is an encrypted UDP session with one neighbour; this room makes and keeps
 * them, and carries requests over them. It knows nothing of tables, lookups, paths or where a peer was heard of.
 */
import type { Endpoint } from '../net/net.js';
import type { ChannelKind } from '../wire/channel.js';
import type { RequestKind } from '../wire/link-message.js';

export { maxRequestBody, type RequestKind, requestKinds } from '../wire/link-message.js';

/** Whom to dial: the identity key and where it may be reached, best first. */
export interface PeerAddress {
  /** Ed25519 identity public key, 32 bytes. */
  readonly identityKey: Uint8Array;
  readonly endpoints: readonly Endpoint[];
  /** Strangers do not get through to it: one of its neighbours must introduce us. */
  readonly isHidden?: true;
  /** Neighbours of it that do, where they are known. */
  readonly introducers?: readonly {
    readonly identityKey: Uint8Array;
    readonly endpoints: readonly Endpoint[];
  }[];
}

/** One neighbour, as long as the session with it lasts; rekeying and roaming keep the object. */
export interface Link {
  /** Ed25519 identity public key, 32 bytes, proven by the handshake. */
  readonly identityKey: Uint8Array;
  /** 8 bytes that make the identity key's hash a node id (the puzzle's solution), checked in the handshake. */
  readonly puzzleNonce: Uint8Array;
  /** 32 bytes. */
  readonly nodeId: Uint8Array;
  /** X25519, 32 bytes: what is meant for the peer alone is sealed to it; by its own word in the handshake. */
  readonly onionKey: Uint8Array;
  /** The peer asked, in the handshake that opened the link, to be named to nobody. */
  readonly isUnlisted: boolean;
  readonly direction: 'out' | 'in';
  /** Its first message came from an address to which we had not sent for long: whoever is there gets through to us. */
  readonly isUnasked: boolean;
  /** Where it last proved to be: by a handshake, or by answering a challenge from there. */
  readonly endpoint: Endpoint;
  /** `Clock.now()` when it was established. */
  readonly since: number;
  /** `Clock.now()` of the last authenticated datagram. */
  readonly heardAt: number;
  /** UDP payload bytes. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Smoothed round trip in ms, from answered requests; null until one was. */
  readonly rtt: number | null;
  readonly open: boolean;
}

/** Answers a request, at once or later: the body of the answer, or null to stay silent (malformed or refused; counted). */
export type RequestHandler = (body: Uint8Array, from: Link) => Uint8Array | null | Promise<Uint8Array | null>;

export interface Links {
  /** Open links. */
  readonly list: readonly Link[];
  find(identityKey: Uint8Array): Link | null;
  /**
   * The open link to that peer, or a new one: its endpoints are tried in order, each a few times.
   * Null when none answered (about 5 s per endpoint), when it is ourselves, or when closed meanwhile.
   * Several callers for one peer at the same endpoints share one attempt.
   * @param isBrief the peer is given up sooner (1.5 s per endpoint): there are others
   */
  connect(peer: PeerAddress, isBrief?: boolean): Promise<Link | null>;
  /** Peers being dialled now. */
  readonly dialling: readonly PeerAddress[];
  /** One cell there and one back. Null after `timeoutMs` (default 3000, the request repeated once half-way), or when the link closes. */
  request(link: Link, kind: RequestKind, body: Uint8Array, timeoutMs?: number): Promise<Uint8Array | null>;
  /** Sets the one handler of a kind. */
  handle(kind: RequestKind, handler: RequestHandler): void;
  /** Sends one cell of a path (`pathId` is not 0, `body` at most 1304 bytes). False when the link is closed. */
  send(link: Link, pathId: number, body: Uint8Array): boolean;
  /** Called for every cell of a path; `body` (1304 bytes) is valid during the call only. One listener. */
  onCell: (link: Link, pathId: number, body: Uint8Array) => void;
  /** Tells the peer and forgets the session. */
  disconnect(link: Link): void;
  /** Called for every link that opens or closes. One listener. */
  onChange: (link: Link, event: 'open' | 'close') => void;
  /** Datagrams and requests dropped, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  /**
   * Everything sent and received since the start, UDP payload bytes. `upkeepOut`: the part of `bytesOut` that kept links
   * which were there (keepalives, confirmations, new sessions, challenges and proofs, mere reports).
   */
  readonly traffic: { readonly bytesIn: number; readonly bytesOut: number; readonly upkeepOut: number };
  /** Closes every link (telling the peers) and cancels every timer; the socket stays the caller's. */
  close(): void;
}

/** A channel: a separate Phantom network. */
export interface Channel {
  readonly name: string;
  readonly kind: ChannelKind;
  /** 32 bytes. */
  readonly key: Uint8Array;
}
