/**
 * The room of links: made by node/, one per socket. Below it the socket, above it whoever asks and sends cells. The
 * journey of a datagram:
 *
 *   in:  socket -> arrivals.ts: whole or half -> receive.ts: answer to a first message? session's header? first message? -> a link's cell
 *        -> path id 0: keepalive, confirmation, request, answer, close; any other: `onCell`
 *   out: request or cell -> send.ts: the link's pace -> its newest working session seals it -> socket
 *
 * Bad input ends in `drop` with a reason that is counted.
 */
import type { Clock, Timer } from '../clock/clock.js';
import { equal } from '../crypto/hash.js';
import type { Identity } from '../crypto/identity.js';
import type { TransportKeys } from '../crypto/noise.js';
import type { Random } from '../crypto/random.js';
import { x25519Public, x25519SecretOfEd25519 } from '../crypto/x25519.js';
import type { Log } from '../log/log.js';
import type { DatagramSocket, Endpoint } from '../net/net.js';
import { textOf } from '../wire/bytes.js';
import { encodeLinkMessage } from '../wire/link-message.js';
import { datagramLength } from '../wire/sizes.js';
import { receiver } from './arrivals.js';
import { firstHalves, halfRatePerPrefix, linkHalves } from './constants.js';
import { Cookies } from './cookies.js';
import { Dialler } from './dialler.js';
import type { FirstMessages } from './first-messages.js';
import { backTokens, cutBack, Halves, halfKeyOf } from './halves.js';
import type { Self } from './handshake.js';
import { HeaderKeys } from './header-keys.js';
import { Limiter } from './limiter.js';
import type { PeerLink } from './peer-link.js';
import { Requests } from './requests.js';
import { Sender } from './send.js';
import { SentTo } from './sent-to.js';
import { type Address, Session } from './session.js';
import type { Channel, Link, Links, PeerAddress, RequestHandler, RequestKind } from './types.js';
import { Unconfirmed } from './unconfirmed.js';

export interface LinkParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly socket: DatagramSocket;
  readonly identity: Identity;
  readonly channel: Channel;
  readonly firstMessages: FirstMessages;
  /** Network time in seconds since 1970, 0 when unknown. */
  readonly networkTime: () => number;
  /** The same for our own first messages: 0 as well when it is nothing to go by; `networkTime` where it is left out. */
  readonly stamp?: () => number;
  /** Leading zero bits that every peer's node id must have. */
  readonly puzzleBits: number;
  /** X25519 public key, 32 bytes, told to every peer now; zeros where it is left out: nothing is to be sealed to this end. */
  readonly onionKey?: () => Uint8Array;
  /** Whether every peer is asked to name this end to nobody; no where it is left out. */
  readonly isUnlisted?: boolean;
  /** This node has run before: routers may still let in whom it sent to then. */
  readonly hasRunBefore?: boolean;
}

/** What an end says that has no onion key. */
const noOnionKey = new Uint8Array(32);

/** Starts to listen on the socket and to answer. */
export function createLinks(parts: LinkParts): Links {
  return new LinkRoom(parts);
}

/** The room's own view of itself, shared with receive.ts. */
export class LinkRoom implements Links {
  onChange: Links['onChange'] = () => {};
  onCell: Links['onCell'] = () => {
    this.drop('path-unknown');
  };
  readonly dropped: Record<string, number> = {};
  readonly traffic = { bytesIn: 0, bytesOut: 0, upkeepOut: 0 };

  readonly parts: LinkParts;
  readonly onionKey: () => Uint8Array;
  readonly self: Self;
  readonly headerKeys: HeaderKeys;
  readonly dialler: Dialler;
  readonly requests: Requests;
  readonly cookies: Cookies;
  readonly sender: Sender;
  readonly sentTo: SentTo;
  /** Halves that wait for their other one: links' own, and strangers'. */
  readonly linkHalves = new Halves(linkHalves, () => this.drop('half-alone'));
  readonly firstHalves = new Halves(firstHalves, () => this.drop('half-alone'));
  readonly halfRate = new Limiter(halfRatePerPrefix);
  readonly halfKey: Uint8Array;
  readonly #links = new Map<string, PeerLink>();
  /** The same as a list, until one comes or goes: it is asked for often. */
  #list: readonly PeerLink[] | null = null;
  /** Every session that may receive: those of links, and the responder's unconfirmed ones. */
  readonly #byIndex = new Map<number, { session: Session; link: PeerLink }>();
  /** The responder's sessions that wait for their confirmation. */
  readonly unconfirmed = new Unconfirmed();
  #isClosed = false;
  readonly #wakes: Timer;

  constructor(parts: LinkParts) {
    this.parts = parts;
    this.onionKey = parts.onionKey ?? (() => noOnionKey);
    const { clock, random, identity, channel } = parts;
    const secretKey = x25519SecretOfEd25519(identity.secretKey);
    this.self = {
      identity,
      static: { secretKey, publicKey: x25519Public(secretKey) },
      channelKey: channel.key,
      isUnlisted: parts.isUnlisted ?? false,
    };
    this.halfKey = halfKeyOf(channel.key, identity.publicKey);
    this.headerKeys = new HeaderKeys(random, clock.now());
    this.dialler = new Dialler({
      clock,
      random,
      self: this.self,
      time: parts.stamp ?? parts.networkTime,
      send: (datagram, to, peer) => this.transmit(datagram, to, this.find(peer.identityKey) !== null),
    });
    this.cookies = new Cookies(random, clock.now());
    this.#wakes = clock.onWake(() => this.#woke());
    this.sentTo = new SentTo(clock.now(), parts.hasRunBefore ?? false);
    const drop = (reason: string) => this.drop(reason);
    this.sender = new Sender({
      clock,
      drop,
      transmit: (datagram, to, isUpkeep) => this.transmit(datagram, to, isUpkeep),
    });
    this.requests = new Requests({
      clock,
      random,
      send: (link, message) => this.sender.tell(link, message),
      drop,
      onSilence: (link) => {
        link.size.doubt(clock.now());
        this.look(link);
      },
    });
    parts.socket.onDatagram = receiver(this);
  }

  get list(): readonly PeerLink[] {
    this.#list ??= [...this.#links.values()];
    return this.#list;
  }

  find(identityKey: Uint8Array): PeerLink | null {
    return this.#links.get(textOf(identityKey)) ?? null;
  }

  get dialling(): readonly PeerAddress[] {
    return this.dialler.dialling;
  }

  async connect(peer: PeerAddress, isBrief = false): Promise<Link | null> {
    if (this.#isClosed || equal(peer.identityKey, this.self.identity.publicKey)) return null;
    return this.find(peer.identityKey) ?? (await this.dialler.dial(peer, isBrief));
  }

  request(link: Link, kind: RequestKind, body: Uint8Array, timeoutMs?: number): Promise<Uint8Array | null> {
    if (!link.open) return Promise.resolve(null);
    return this.requests.ask(link as PeerLink, kind, body, timeoutMs);
  }

  handle(kind: RequestKind, handler: RequestHandler): void {
    this.requests.handle(kind, handler);
  }

  send(link: Link, pathId: number, body: Uint8Array): boolean {
    return link.open && this.sender.cell(link as PeerLink, pathId, body);
  }

  disconnect(link: Link): void {
    if (!link.open) return;
    this.sender.tell(link as PeerLink, { type: 'close' });
    this.forget(link as PeerLink);
  }

  close(): void {
    this.#isClosed = true;
    this.#wakes.cancel();
    this.dialler.close();
    for (const link of this.list) this.disconnect(link);
    for (const { session, link } of [...this.#byIndex.values()]) this.#end(session, link);
    this.parts.socket.onDatagram = () => {};
  }

  // What receive.ts and the parts use.

  drop(reason: string): void {
    this.dropped[reason] = (this.dropped[reason] ?? 0) + 1;
  }

  sessionAt(index: number): { session: Session; link: PeerLink } | undefined {
    return this.#byIndex.get(index);
  }

  get linkCount(): number {
    return this.#links.size;
  }

  freeIndex(): number {
    for (;;) {
      const bytes = this.parts.random.bytes(4);
      const index = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
      if (!this.#byIndex.has(index)) return index;
    }
  }

  /**
   * Makes a session of fresh keys and listens for it. The initiator's works at once; the responder's waits for the
   * confirmation, and `candidate` becomes a link only with it.
   */
  addSession(
    candidate: PeerLink,
    role: 'initiator' | 'responder',
    index: number,
    keys: TransportKeys,
    remote: Address | null,
  ): void {
    const { clock, random } = this.parts;
    const session = new Session(role, index, keys, remote, clock.now(), random.next());
    this.#byIndex.set(index, { session, link: candidate });
    if (role === 'initiator') this.adopt(candidate, session);
    else {
      const giveUp = () => this.#end(session, candidate);
      this.unconfirmed.add(session, candidate.identityKey, clock, giveUp);
    }
  }

  /** The session works: its link is up from now on, or gets it as its newest. */
  adopt(candidate: PeerLink, session: Session): PeerLink {
    const now = this.parts.clock.now();
    this.unconfirmed.settle(session);
    const link = this.find(candidate.identityKey) ?? candidate;
    const isNew = !link.isUp;
    if (isNew) {
      link.isUp = true;
      this.#links.set(textOf(link.identityKey), link);
      this.#list = null;
    }
    this.#byIndex.set(session.localIndex, { session, link });
    for (const old of link.add(session, now)) this.#end(old, link);
    link.heard(now, datagramLength);
    if (session.remote) link.onionKey = session.remote.onionKey;
    if (!isNew) link.handshookAt(candidate.endpoint, candidate.size.isHalved, now);
    // Before anybody above can send: cells that overtake the confirmation are lost.
    if (session.role === 'initiator') this.confirm(link);
    this.dialler.settle(link.identityKey, link);
    link.varyKeepalive(this.parts.random.next());
    this.#wake(link, upkeepPause);
    if (isNew) {
      this.parts.log.debug(`link with ${shortName(link)} is up`);
      this.onChange(link, 'open');
    }
    return link;
  }

  forget(link: PeerLink): void {
    if (!link.isUp) return;
    this.#links.delete(textOf(link.identityKey));
    this.#list = null;
    link.isUp = false;
    link.open = false;
    link.upkeep?.cancel();
    link.upkeep = null;
    for (const session of link.sessions) this.#end(session, link);
    this.requests.closed(link);
    this.sender.forget(link);
    this.dialler.settle(link.identityKey, null);
    this.parts.log.debug(`link with ${shortName(link)} is gone`);
    this.onChange(link, 'close');
  }

  /** As the initiator of the newest session: tells the peer how to address us. */
  confirm(link: PeerLink): void {
    const session = link.sessions[0];
    if (session?.role !== 'initiator') return;
    const headerKey = this.headerKeys.current(this.parts.clock.now());
    const onionKey = this.onionKey();
    const message = encodeLinkMessage({ type: 'confirm', index: session.localIndex, headerKey, onionKey });
    this.sender.in(session, link, 0, message, link.endpoint, true);
  }

  transmit(datagram: Uint8Array, to: Endpoint, isUpkeep: boolean): void {
    this.traffic.bytesOut += datagram.length;
    if (isUpkeep) this.traffic.upkeepOut += datagram.length;
    this.sentTo.note(to);
    this.parts.socket.send(datagram, to);
  }

  /** Back to the sender of a first message with this salt, in the form in which that came. */
  reply(datagram: Uint8Array, to: Endpoint, salt: Uint8Array, isHalved: boolean, isUpkeep: boolean): void {
    if (!isHalved) {
      this.transmit(datagram, to, isUpkeep);
      return;
    }
    const tokens = backTokens(this.self.channelKey, this.self.identity.publicKey, salt);
    for (const half of cutBack(tokens, datagram)) this.transmit(half, to, isUpkeep);
  }

  /** Does soon what has become due with a link. */
  look(link: PeerLink): void {
    this.#wake(link, upkeepPause);
  }

  #end(session: Session, link: PeerLink): void {
    this.#byIndex.delete(session.localIndex);
    this.unconfirmed.settle(session);
    link.without(session);
    session.wipe();
  }

  /** Does what is due with a link now, and comes back when the next thing is. */
  readonly #upkeep = (link: PeerLink): void => {
    const now = this.parts.clock.now();
    for (const session of link.ended(now)) this.#end(session, link);
    const due = link.due(now, this.parts.clock.wokeAt);
    if (due === 'dead') {
      this.forget(link);
      return;
    }
    if (due.confirm) this.confirm(link);
    else if (due.keepalive) this.sender.tell(link, { type: 'nothing' });
    if (due.confirm || due.keepalive) link.varyKeepalive(this.parts.random.next());
    const probe = link.size.probe(now, this.parts.random);
    if (probe) {
      this.sender.tell(link, { type: 'challenge', id: probe.whole }, link.endpoint, false);
      this.sender.tell(link, { type: 'challenge', id: probe.halved }, link.endpoint, true);
    }
    if (due.rekey && !this.dialler.isDialling(link.identityKey)) void this.#rekey(link);
    this.#wake(link, Math.max(link.nextLook(now) - now, upkeepPause));
  };

  /** One timer per link, whatever passes over it: what moves its dues further off is seen when it runs. */
  #wake(link: PeerLink, pause: number): void {
    link.upkeep?.cancel();
    link.upkeep = this.parts.clock.after(pause, () => this.#upkeep(link));
  }

  /** Who asked us something while we slept has given us up by now: only a new handshake shows it, and mends it. */
  #woke(): void {
    for (const link of this.list) if (!this.dialler.isDialling(link.identityKey)) void this.#rekey(link);
  }

  async #rekey(link: PeerLink): Promise<void> {
    const startedAt = this.parts.clock.now();
    const peer = { identityKey: link.identityKey, endpoints: [link.endpoint] };
    const result = await this.dialler.dial(peer, false, link.size.isHalved);
    if (!result && link.open && link.heardAt < startedAt) this.forget(link);
  }
}

/** Least ms between two looks at a link. */
const upkeepPause = 50;

function shortName(link: PeerLink): string {
  return Buffer.from(link.nodeId.subarray(0, 4)).toString('hex');
}
