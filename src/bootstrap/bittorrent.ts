/**
 * The real form of mainline.ts: a node of BitTorrent's DHT by the package `bittorrent-dht`, and the one file that knows
 * it. The package trusts what comes in more than we do, so its socket stands behind ours: what makes it throw is counted
 * and forgotten, and it writes only to whom a node of Phantom may dial. Its timers and its chance are its own.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { isIPv4 } from 'node:net';
import { Client } from 'bittorrent-dht';
import Krpc, { type Message, type Peer } from 'k-rpc';
import KrpcSocket from 'k-rpc-socket';
import { endpointFromText, formatEndpoint, prefixOf } from '../net/address.js';
import { mayDial } from '../net/dialable.js';
import type { Endpoint } from '../net/net.js';
import type { Mainline, MainlineItem, MainlineNode } from './mainline.js';

/** What is kept for others, as every node of that DHT does: for how long, and how much at most. */
const held = { maxAge: 1_800_000, maxPeers: 2_000, maxTables: 100, maxValues: 100 } as const;

/** How many of those we have written to are remembered, to tell strangers from them. */
const maxSpoken = 8_192;
/** How many networks of strangers are counted, and how many nodes are handed back to be remembered. */
const maxStrangers = 64;
const maxKnown = 32;

/** For how long a stranger shows that we can be reached: routers and addresses change. Milliseconds. */
const strangersCount = 7_200_000;

type Options = Parameters<Mainline['open']>[0];

export const bittorrent: Mainline = { open: (options) => BittorrentNode.open(options) };

class BittorrentNode implements MainlineNode {
  readonly joined: Promise<void>;
  readonly #guarded: GuardedSocket;
  readonly #krpc: Krpc;
  readonly #client: Client;
  /** By the hexadecimal SHA-1 of their keys. */
  #items = new Map<string, MainlineItem>();
  /** Questions of ours that are under way: what to do when the node closes before their answers are there. */
  readonly #pending = new Set<() => void>();

  static async open(options: Options): Promise<MainlineNode> {
    const guarded = new GuardedSocket(options);
    guarded.socket.bind(options.port);
    await once(guarded.socket, 'listening');
    return new BittorrentNode({ ...options, nodes: await resolved(options.nodes) }, guarded);
  }

  private constructor({ nodes, dropped }: Options, guarded: GuardedSocket) {
    this.#guarded = guarded;
    const krpc = new Krpc({ idLength: 20, nodes, krpcSocket: new KrpcSocket({ socket: guarded.socket }) });
    // Questions for our cards are answered by us; all others are the package's.
    const on = krpc.on.bind(krpc);
    krpc.on = (event, listener) =>
      event === 'query'
        ? on(event, (query: Message, from: Peer) => {
            if (!this.#answer(query, from)) listener(query, from);
          })
        : on(event, listener);
    this.#krpc = krpc;
    this.#client = new Client({ krpc, ...held });
    this.joined = this.#wait<void>(undefined, (done) => this.#client.once('ready', () => done()));
    for (const trouble of ['warning', 'error']) {
      this.#client.on(trouble, () => {
        dropped['malformed DHT message'] = (dropped['malformed DHT message'] ?? 0) + 1;
      });
    }
  }

  get port(): number {
    return this.#guarded.port;
  }

  get strangers(): number {
    return this.#guarded.strangers;
  }

  async lookup(infoHash: Uint8Array): Promise<Endpoint[]> {
    const hash = Buffer.from(infoHash);
    const found = new Map<string, Endpoint>();
    const onPeer = ({ host, port }: { host: string; port: number }, asked: Buffer): void => {
      const endpoint = endpointFromText(host, port);
      if (endpoint && hash.equals(asked)) found.set(formatEndpoint(endpoint), endpoint);
    };
    this.#client.on('peer', onPeer);
    await this.#wait<void>(undefined, (done) => this.#client.lookup(hash, () => done()));
    this.#client.off('peer', onPeer);
    return [...found.values()];
  }

  announce(infoHash: Uint8Array): Promise<boolean> {
    return this.#wait(false, (done) => this.#client.announce(Buffer.from(infoHash), (error) => done(!error)));
  }

  ask(who: Endpoint, publicKey: Uint8Array): Promise<Uint8Array | null> {
    const message = { q: 'get', a: { id: this.#krpc.id, target: Buffer.from(sha1(publicKey), 'hex') } };
    return this.#wait<Uint8Array | null>(null, (done) =>
      this.#krpc.query({ host: who.address, port: who.port }, message, (error, reply) => {
        const value = reply?.r?.v;
        done(!error && value instanceof Uint8Array ? Uint8Array.from(value) : null);
      }),
    );
  }

  offer(items: readonly MainlineItem[]): void {
    this.#items = new Map(items.map((item) => [sha1(item.publicKey), item]));
  }

  known(): string[] {
    return this.#client
      .toJSON()
      .nodes.slice(-maxKnown)
      .map(({ host, port }) => `${host}:${port}`);
  }

  async close(): Promise<void> {
    for (const settle of [...this.#pending]) settle();
    await new Promise<void>((resolve) => this.#client.destroy(resolve));
  }

  #answer(query: Message, from: Peer): boolean {
    const target = query.a?.target;
    if (String(query.q) !== 'get' || !(target instanceof Uint8Array)) return false;
    const item = this.#items.get(Buffer.from(target).toString('hex'));
    if (!item) return false;
    this.#krpc.response(from, query, {
      id: this.#krpc.id,
      // Nobody but us may write under this key here, so the token that BEP 44 wants leads nowhere.
      token: randomBytes(20),
      k: Buffer.from(item.publicKey),
      seq: item.sequence,
      sig: Buffer.from(item.signature),
      v: Buffer.from(item.value),
    });
    return true;
  }

  /** A promise of what `begin` hands to its callback, or of `otherwise` when the node closes before. */
  #wait<T>(otherwise: T, begin: (done: (value: T) => void) => void): Promise<T> {
    return new Promise((resolve) => {
      const settle = (value: T): void => {
        this.#pending.delete(giveUp);
        resolve(value);
      };
      const giveUp = (): void => settle(otherwise);
      this.#pending.add(giveUp);
      begin(settle);
    });
  }
}

/** A UDP socket that no message makes throw, that writes to nobody it should not, and knows who is a stranger. */
class GuardedSocket {
  readonly socket: Socket = createSocket('udp4');
  /** Networks of strangers, and when the last one wrote from there; the longest silent first. */
  readonly #strangers = new Map<string, number>();
  readonly #spoken = new Set<string>();

  constructor({ dropped, privateEndpoints }: Options) {
    const emit = this.socket.emit.bind(this.socket) as (event: string, ...words: unknown[]) => boolean;
    this.socket.emit = (event: string, ...words: unknown[]): boolean => {
      if (event !== 'message') return emit(event, ...words);
      this.#note(words[0] as Buffer, words[1] as RemoteInfo);
      try {
        return emit(event, ...words);
      } catch {
        dropped['malformed DHT message'] = (dropped['malformed DHT message'] ?? 0) + 1;
        return true;
      }
    };
    const send = this.socket.send.bind(this.socket) as (...words: unknown[]) => void;
    const guarded = (
      bytes: Buffer,
      from: number,
      length: number,
      port: number,
      host: string,
      done: () => void,
    ) => {
      const endpoint = endpointFromText(host, port);
      if (endpoint && mayDial(endpoint, 'told', { privateEndpoints, own: [] })) {
        this.#speak(`${host}:${port}`);
        send(bytes, from, length, port, host, done);
      } else done();
    };
    this.socket.send = guarded as unknown as Socket['send'];
  }

  get port(): number {
    return this.socket.address().port;
  }

  get strangers(): number {
    const since = performance.now() - strangersCount;
    return [...this.#strangers.values()].filter((at) => at > since).length;
  }

  #note(bytes: Buffer, { address, port }: RemoteInfo): void {
    if (this.#spoken.has(`${address}:${port}`) || !bytes.includes('1:y1:q')) return;
    const endpoint = endpointFromText(address, port);
    if (!endpoint) return;
    this.#strangers.delete(prefixOf(endpoint));
    this.#strangers.set(prefixOf(endpoint), performance.now());
    const [oldest] = this.#strangers.keys();
    if (this.#strangers.size > maxStrangers && oldest !== undefined) this.#strangers.delete(oldest);
  }

  #speak(who: string): void {
    this.#spoken.delete(who);
    this.#spoken.add(who);
    const [oldest] = this.#spoken;
    if (this.#spoken.size > maxSpoken && oldest !== undefined) this.#spoken.delete(oldest);
  }
}

/** Names as IPv4 addresses, the only ones there are in that DHT; who has none is left out. */
async function resolved(nodes: readonly string[]): Promise<string[]> {
  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  const found = await Promise.all(
    nodes.map(async (node) => {
      const [host = '', port = ''] = node.split(':');
      if (isIPv4(host)) return [node];
      const addresses = await resolver.resolve4(host).catch(() => []);
      return addresses.slice(0, 2).map((address) => `${address}:${port}`);
    }),
  );
  return found.flat();
}

const sha1 = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('hex');
