/**
 * Links without datagrams and cryptography: the same promises as link/, kept by method calls over a virtual clock.
 * With them a test of the rooms above runs thousands of nodes in seconds.
 */
import type { Clock } from '../../src/clock/clock.js';
import { nodeIdOf } from '../../src/crypto/identity.js';
import type { Link, Links, PeerAddress, RequestHandler, RequestKind } from '../../src/link/types.js';
import { formatEndpoint } from '../../src/net/address.js';
import type { Endpoint } from '../../src/net/net.js';

const latency = 20;
const silence = 5_000;
/** After which silence a link counts as dead. */
const silenceLimit = 90_000;

interface FakeLink extends Link {
  open: boolean;
  /** `Clock.now()` when its other end vanished; null while it is there. */
  silentSince: number | null;
  rtt: number | null;
  readonly owner: FakeLinks;
  other: FakeLink | null;
}

/** Where fake links find each other. */
export class FakeNetwork {
  readonly #hosts = new Map<string, FakeLinks>();

  constructor(readonly clock: Clock) {}

  /** A node's links, listening at `endpoint`. */
  join(identityKey: Uint8Array, puzzleNonce: Uint8Array, endpoint: Endpoint): FakeLinks {
    const links = new FakeLinks(this, identityKey, puzzleNonce, endpoint);
    this.#hosts.set(formatEndpoint(endpoint), links);
    return links;
  }

  at(endpoint: Endpoint): FakeLinks | null {
    return this.#hosts.get(formatEndpoint(endpoint)) ?? null;
  }

  leave(endpoint: Endpoint): void {
    this.#hosts.delete(formatEndpoint(endpoint));
  }
}

export class FakeLinks implements Links {
  onChange: Links['onChange'] = () => {};
  readonly dropped: Record<string, number> = {};
  readonly traffic = { bytesIn: 0, bytesOut: 0, upkeepOut: 0 };
  readonly #links = new Set<FakeLink>();
  readonly #handlers = new Map<RequestKind, RequestHandler>();
  readonly #dialling = new Map<string, { peer: PeerAddress; link: Promise<Link | null> }>();

  constructor(
    readonly network: FakeNetwork,
    readonly identityKey: Uint8Array,
    readonly puzzleNonce: Uint8Array,
    readonly endpoint: Endpoint,
  ) {}

  get list(): readonly Link[] {
    return [...this.#links];
  }

  get dialling(): readonly PeerAddress[] {
    return [...this.#dialling.values()].map(({ peer }) => peer);
  }

  find(identityKey: Uint8Array): Link | null {
    for (const link of this.#links) if (same(link.identityKey, identityKey)) return link;
    return null;
  }

  connect(peer: PeerAddress): Promise<Link | null> {
    const name = [
      Buffer.from(peer.identityKey).toString('hex'),
      ...peer.endpoints.map(formatEndpoint),
    ].join();
    const known = this.#dialling.get(name);
    if (known) return known.link;
    const link = this.#connect(peer).finally(() => this.#dialling.delete(name));
    this.#dialling.set(name, { peer, link });
    return link;
  }

  async #connect(peer: PeerAddress): Promise<Link | null> {
    if (same(peer.identityKey, this.identityKey)) return null;
    for (const endpoint of peer.endpoints) {
      const open = this.find(peer.identityKey);
      if (open) return open;
      await this.#sleep(latency);
      const host = this.network.at(endpoint);
      if (!host || !same(host.identityKey, peer.identityKey) || this.network.at(this.endpoint) !== this) {
        await this.#sleep(silence);
        continue;
      }
      const now = this.find(peer.identityKey);
      if (now) return now;
      const out = this.#add(host, 'out');
      const back = host.#add(this, 'in');
      out.other = back;
      back.other = out;
      host.onChange(back, 'open');
      // The host may have closed it already.
      if (out.open) this.onChange(out, 'open');
      return out.open ? out : null;
    }
    return this.find(peer.identityKey);
  }

  async request(link: Link, kind: RequestKind, body: Uint8Array): Promise<Uint8Array | null> {
    const own = link as FakeLink;
    const other = own.other;
    await this.#sleep(latency);
    const handler = own.open && other?.open ? other.owner.#handlers.get(kind) : undefined;
    const answer = (await handler?.(body, other!)) ?? null;
    await this.#sleep(latency);
    if (!answer || !own.open) return null;
    own.rtt = 2 * latency;
    return answer;
  }

  handle(kind: RequestKind, handler: RequestHandler): void {
    this.#handlers.set(kind, handler);
  }

  send(): boolean {
    return false;
  }

  onCell = (): void => {};

  disconnect(link: Link): void {
    const own = link as FakeLink;
    this.#drop(own);
    if (own.other) own.other.owner.#drop(own.other);
  }

  close(): void {
    for (const link of this.#links) this.disconnect(link);
    this.network.leave(this.endpoint);
  }

  /** Ends without a word: the others notice only after a long silence. */
  vanish(): void {
    this.network.leave(this.endpoint);
    const { clock } = this.network;
    for (const { other } of this.#links) {
      if (!other) continue;
      other.silentSince = clock.now();
      clock.after(silenceLimit, () => other.owner.#drop(other));
    }
    for (const link of this.#links) link.open = false;
    this.#links.clear();
  }

  #add(host: FakeLinks, direction: 'in' | 'out'): FakeLink {
    const now = this.network.clock.now();
    const { clock } = this.network;
    const link: FakeLink = {
      // As with keepalives.
      get heardAt() {
        return link.silentSince ?? clock.now();
      },
      silentSince: null,
      identityKey: host.identityKey,
      puzzleNonce: host.puzzleNonce,
      nodeId: nodeIdOf(host.identityKey, host.puzzleNonce),
      onionKey: new Uint8Array(32),
      isUnlisted: false,
      direction,
      isUnasked: false,
      endpoint: host.endpoint,
      since: now,
      bytesIn: 0,
      bytesOut: 0,
      rtt: null,
      open: true,
      owner: this,
      other: null,
    };
    this.#links.add(link);
    return link;
  }

  #drop(link: FakeLink): void {
    if (!link.open) return;
    link.open = false;
    this.#links.delete(link);
    this.onChange(link, 'close');
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.network.clock.after(ms, resolve));
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((byte, at) => byte === b[at]);
}
