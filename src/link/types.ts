/**
 * What the rooms above know of links. A link is an encrypted UDP session with one neighbour; this room makes and keeps
 * them, and carries requests over them. It knows nothing of tables, lookups, paths or where a peer was heard of.
 */
import type { Endpoint } from '../net/net.js';

/** Whom to dial: the identity key and where it may be reached, best first. */
export interface PeerAddress {
  /** Ed25519 identity public key, 32 bytes. */
  readonly identityKey: Uint8Array;
  readonly endpoints: readonly Endpoint[];
}

/** One neighbour, as long as the session with it lasts; rekeying and roaming keep the object. */
export interface Link {
  /** Ed25519 identity public key, 32 bytes, proven by the handshake. */
  readonly identityKey: Uint8Array;
  /** 8 bytes that make the identity key's hash a node id (the puzzle's solution), checked in the handshake. */
  readonly puzzleNonce: Uint8Array;
  /** 32 bytes. */
  readonly nodeId: Uint8Array;
  readonly direction: 'out' | 'in';
  /** Where its last authenticated datagram came from. */
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

/** Request kinds, one byte on the wire. */
export const requestKinds = { ping: 1, findNode: 2 } as const;
export type RequestKind = (typeof requestKinds)[keyof typeof requestKinds];

/** The most bytes a request's or an answer's body may have: one cell's body (1304) less type, kind and request id. */
export const maxRequestBody = 1292;

/** Answers a request: the body of the answer, or null to stay silent (malformed or refused; counted). */
export type RequestHandler = (body: Uint8Array, from: Link) => Uint8Array | null;

export interface Links {
  /** Open links. */
  readonly list: readonly Link[];
  find(identityKey: Uint8Array): Link | null;
  /**
   * The open link to that peer, or a new one: its endpoints are tried in order, each a few times.
   * Null when none answered (about 5 s per endpoint), when it is ourselves, or when closed meanwhile.
   * Several callers for one peer share one attempt.
   */
  connect(peer: PeerAddress): Promise<Link | null>;
  /** Peers being dialled now. */
  readonly dialling: readonly PeerAddress[];
  /** One cell there and one back. Null after `timeoutMs` (default 3000, the request repeated once half-way), or when the link closes. */
  request(link: Link, kind: RequestKind, body: Uint8Array, timeoutMs?: number): Promise<Uint8Array | null>;
  /** Sets the one handler of a kind. */
  handle(kind: RequestKind, handler: RequestHandler): void;
  /** Tells the peer and forgets the session. */
  disconnect(link: Link): void;
  /** Called for every link that opens or closes. One listener. */
  onChange: (link: Link, event: 'open' | 'close') => void;
  /** Datagrams and requests dropped, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Everything sent and received since the start, UDP payload bytes. */
  readonly traffic: { readonly bytesIn: number; readonly bytesOut: number };
  /** Closes every link (telling the peers) and cancels every timer; the socket stays the caller's. */
  close(): void;
}

/** What a node must have to run links; made by crypto/identity.ts. */
export interface Identity {
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Ed25519 secret key, 64 bytes, in locked memory. */
  readonly secretKey: Uint8Array;
  /** 8 bytes. */
  readonly puzzleNonce: Uint8Array;
  /** 32 bytes: BLAKE2b-256("phantom node" ‖ public key ‖ puzzle nonce), with the leading zero bits the network asks for. */
  readonly nodeId: Uint8Array;
}

/** A channel: a separate Phantom network. */
export interface Channel {
  readonly name: string;
  readonly kind: 'public' | 'private';
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/*
 * Made by:
 *   createLinks(parts: {
 *     clock: Clock; random: Random; log: Log; socket: DatagramSocket;
 *     identity: Identity; channel: Channel; replay: ReplayStore; puzzleBits: number;
 *   }): Links                                                    (link/links.ts)
 *   openIdentity(state: State, random: Random, puzzleBits: number, onTry?: (tries: number) => void): Promise<Identity>
 *       reads `identity` from the state or makes and writes a new one (crypto/identity.ts)
 *   nodeIdOf(identityKey: Uint8Array, puzzleNonce: Uint8Array): Uint8Array      (crypto/identity.ts)
 *   publicChannel(name: string): Channel                                         (channel/channel.ts)
 *   interface Random { bytes(n: number): Uint8Array; next(): number /* [0,1) *\/ }   (crypto/random.ts)
 */
