/**
 * The contacts a node knows to be real: those with whom a link's handshake succeeded. Near ones are known densely,
 * far ones thinly (Kademlia's buckets; k-bucket says who gets a place). Old contacts are preferred to new ones: who
 * was here long will stay longer, and a flood of newcomers moves nobody out.
 */
import KBucket from 'k-bucket';
import { guarded } from '../guards/guards.js';
import { prefixOf, sameEndpoint } from '../net/address.js';
import type { Endpoint } from '../net/net.js';
import { type Contact, maxEndpoints } from '../wire/contact.js';
import { marks, type Standing } from '../wire/standing.js';
import { Density } from './density.js';
import { gap, nameOf, type Point, pointOf, sharedBits } from './id.js';
import { isFull, type Placed, secondOfItsNetwork, surplus } from './surplus.js';

/** Kademlia's k: contacts per bucket, and how many neighbours know a key. */
export const k = 20;

/** How often in a row a contact may fail to answer before it is forgotten. */
export const maxFailures = 2;

/** How long a failed contact is left alone, doubled with every further failure up to the longest; milliseconds. */
const retryAfter = 10_000;
const longestRetry = 600_000;

export interface NodeContact extends Contact {
  /** 32 bytes. */
  readonly nodeId: Uint8Array;
}

export interface Entry extends NodeContact, Placed {
  /** The node id as k-bucket wants it. */
  readonly id: Uint8Array;
  readonly vectorClock: number;
  /** The node id in hex. */
  readonly name: string;
  readonly point: Point;
  /** Distance to our own id. */
  readonly gap: number;
  endpoints: readonly Endpoint[];
  prefix: string;
  /** By its own word strangers do not get through to it. */
  isHidden?: true;
  /** `Clock.now()` when it first linked. */
  readonly since: number;
  /** `Clock.now()` when it last answered. */
  seenAt: number;
  failures: number;
  /** What the peer said over its last link, X25519, 32 bytes; null when it said none. */
  onionKey: Uint8Array | null;
  /** `Clock.now()` before which it is not tried again. */
  tryAfter: number;
}

export class Table {
  readonly #ownId: Uint8Array;
  readonly #ownPoint: Point;
  readonly #density: Density;
  readonly #places: KBucket<Entry>;
  /** Oldest first, by node id in hex. */
  readonly #entries = new Map<string, Entry>();
  /** By shared bits, each oldest first: the nearest to a target are wanted with every question of others. */
  readonly #buckets: Entry[][] = [];
  /** Who of a full bucket was silent longest, once somebody new found no place there. */
  #doubtful: Entry | null = null;
  /** Who gave no place to the last newcomer, and should: see surplus.ts. */
  #second: Entry | null = null;
  /** The k nearest to ourselves, until somebody comes or goes. */
  #around: Entry[] | null = null;

  constructor(ownId: Uint8Array, density = new Density(0)) {
    this.#ownId = ownId;
    this.#density = density;
    this.#ownPoint = pointOf(ownId);
    this.#places = new KBucket<Entry>({
      localNodeId: ownId,
      numberOfNodesPerKBucket: k,
      numberOfNodesToPing: k,
    });
    this.#places.on('ping', (full, newcomer) => {
      this.#second = secondOfItsNetwork(full, newcomer);
      this.#doubtful = full.reduce((a, b) => (b.seenAt < a.seenAt ? b : a));
    });
    this.#places.on('added', (entry) => this.#added(entry));
    this.#places.on('removed', (entry) => this.#removed(entry));
  }

  get size(): number {
    return this.#entries.size;
  }

  /** How many buckets hold anybody. */
  get buckets(): number {
    return this.#buckets.filter((bucket) => bucket.length > 0).length;
  }

  /** Oldest first. */
  all(): Entry[] {
    return [...this.#entries.values()];
  }

  get(nodeId: Uint8Array): Entry | null {
    return this.#entries.get(nameOf(nodeId)) ?? null;
  }

  /** @param name a node id in hex */
  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** The k contacts nearest to ourselves, nearest first; not to be changed. */
  get around(): readonly Entry[] {
    this.#around ??= this.closest(this.#ownId, k);
    return this.#around;
  }

  /** Whether more than can be by chance stand beside us, by what is known now. */
  get isCrowded(): boolean {
    this.#around = null;
    return this.#density.isCrowd(
      this.all()
        .sort((a, b) => a.gap - b.gap)
        .slice(0, k),
    );
  }

  /** Distance to ourselves of the last of the k nearest; infinite while there are fewer. */
  get reach(): number {
    return this.around.length < k ? Number.POSITIVE_INFINITY : this.around.at(-1)!.gap;
  }

  /** The `count` contacts nearest to `target`, nearest first; of a crowd (density.ts) only the nearest few. */
  closest(target: Uint8Array, count: number, isMeant: (entry: Entry) => boolean = () => true): Entry[] {
    const point = pointOf(target);
    const found: Entry[] = [];
    for (const bits of this.#outward(target)) {
      const sorted = this.#buckets[bits]!.map((entry) => ({ entry, gap: gap(entry.point, point) }));
      sorted.sort((a, b) => a.gap - b.gap);
      for (const one of sorted) {
        if (found.length >= count) return found;
        if (this.#density.hasRoom(found.length, one.gap) && isMeant(one.entry)) found.push(one.entry);
      }
    }
    return found;
  }

  /** Numbers of all buckets, each farther from `target` than the one before. */
  #outward(target: Uint8Array): number[] {
    const home = sharedBits(this.#ownId, target);
    const last = this.#buckets.length - 1;
    // First come the target's own bucket and those nearer to us: deep ones nearer to the target than shallow ones where the
    // target has our bit, and farther where it has the other. Then one farther bucket after the other.
    const order: number[] = home <= last ? [home] : [];
    for (let bits = home + 1; bits <= last; bits += 1) if (this.#differsAt(target, bits)) order.push(bits);
    for (let bits = last; bits > home; bits -= 1) if (!this.#differsAt(target, bits)) order.push(bits);
    for (let bits = Math.min(home - 1, last); bits >= 0; bits -= 1) order.push(bits);
    return order;
  }

  /** Whether the bit after the first `bits` is another than ours. */
  #differsAt(target: Uint8Array, bits: number): boolean {
    const at = bits >> 3;
    return (((this.#ownId[at]! ^ target[at]!) >> (7 - (bits & 7))) & 1) === 1;
  }

  /**
   * A link's handshake with this contact succeeded just now. Returns null when it is in the table now (or may not
   * be); when its bucket is full, the contact there that was silent longest: if that one is gone, `forget` it and
   * say `seen` again.
   */
  seen(contact: NodeContact, now: number): Entry | null {
    const known = this.get(contact.nodeId);
    if (known) {
      this.#seenAgain(known, contact.endpoints);
      this.answered(contact.nodeId, now);
      return null;
    }
    const bits = sharedBits(this.#ownId, contact.nodeId);
    if (bits === 8 * this.#ownId.length) return null;
    const entry = this.#entry(contact, bits, now);
    if (this.size >= k && guarded('prefix-caps') && isFull(this.#entries.values(), entry)) return null;
    this.#doubtful = null;
    this.#second = null;
    this.#places.add(entry);
    if (this.#doubtful && this.#second) {
      this.forget((this.#second as Entry).nodeId);
      this.#places.add(entry);
      return null;
    }
    if (this.#doubtful) return this.#doubtful;
    // From here on the limits count for those, too, who came before.
    if (this.size === k + 1) this.#thin();
    return null;
  }

  /** A linked contact says how it can be reached: what it says of the family of its link we see better. */
  said(nodeId: Uint8Array, { marks: said, endpoints }: Standing): void {
    const entry = this.get(nodeId);
    if (!entry) return;
    if ((said & marks.hidden) === 0) delete entry.isHidden;
    else entry.isHidden = true;
    const [best] = entry.endpoints;
    const other = endpoints.find(({ family }) => family !== best!.family);
    const own = entry.endpoints.filter(({ family }) => family === best!.family);
    if (other && !entry.endpoints.some((one) => sameEndpoint(one, other))) entry.endpoints = [...own, other];
  }

  /** A contact has answered. */
  answered(nodeId: Uint8Array, now: number): void {
    const entry = this.get(nodeId);
    if (!entry) return;
    entry.seenAt = now;
    entry.failures = 0;
    entry.tryAfter = 0;
  }

  /**
   * A contact did not answer; it is forgotten after `maxFailures` in a row.
   * @param isTheirs false: it may be our own connection that failed, so nobody is forgotten
   */
  failed(nodeId: Uint8Array, now: number, isTheirs = true): void {
    const entry = this.get(nodeId);
    if (!entry) return;
    entry.failures += 1;
    entry.tryAfter = now + Math.min(longestRetry, retryAfter * 2 ** (entry.failures - 1));
    if (entry.failures >= maxFailures && isTheirs) this.forget(nodeId);
  }

  forget(nodeId: Uint8Array): void {
    this.#places.remove(nodeId);
  }

  #added(entry: Entry): void {
    while (this.#buckets.length <= entry.bucket) this.#buckets.push([]);
    this.#buckets[entry.bucket]!.push(entry);
    this.#entries.set(entry.name, entry);
    this.#around = null;
  }

  #removed(entry: Entry): void {
    const bucket = this.#buckets[entry.bucket]!;
    bucket.splice(bucket.indexOf(entry), 1);
    this.#entries.delete(entry.name);
    this.#around = null;
  }

  #entry(contact: NodeContact, bucket: number, now: number): Entry {
    const endpoints = merge(contact.endpoints, []);
    const point = pointOf(contact.nodeId);
    return {
      identityKey: contact.identityKey,
      puzzleNonce: contact.puzzleNonce,
      nodeId: contact.nodeId,
      id: contact.nodeId,
      vectorClock: 0,
      endpoints,
      bucket,
      prefix: prefixOf(endpoints[0]!),
      name: nameOf(contact.nodeId),
      point,
      gap: gap(point, this.#ownPoint),
      since: now,
      seenAt: now,
      failures: 0,
      onionKey: null,
      tryAfter: 0,
    };
  }

  #seenAgain(known: Entry, fresh: readonly Endpoint[]): void {
    if (fresh.length === 1 && sameEndpoint(fresh[0]!, known.endpoints[0]!)) return;
    known.endpoints = merge(fresh, known.endpoints);
    known.prefix = prefixOf(known.endpoints[0]!);
    if (isFull(this.#entries.values(), known)) this.#thin();
  }

  #thin(): void {
    for (const extra of surplus(this.all(), k)) this.forget(extra.nodeId);
  }
}

/** Fresh endpoints before old ones, at most half of `maxEndpoints` per family. */
function merge(fresh: readonly Endpoint[], old: readonly Endpoint[]): readonly Endpoint[] {
  if (fresh.length === 1 && old.length === 0) return fresh;
  const all = [...fresh, ...old.filter((endpoint) => !fresh.some((other) => sameEndpoint(other, endpoint)))];
  const family = (wanted: number) =>
    all.filter((endpoint) => endpoint.family === wanted).slice(0, maxEndpoints / 2);
  const chosen = new Set([...family(4), ...family(6)]);
  // A copy takes no more room than its length.
  return all.filter((endpoint) => chosen.has(endpoint)).slice();
}
