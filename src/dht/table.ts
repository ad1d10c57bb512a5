/**
 * The contacts a node knows to be real: those with whom a link's handshake succeeded. Near ones are known densely,
 * far ones thinly (Kademlia's buckets, by k-bucket). Old contacts are preferred to new ones: who was here long
 * will stay longer, and a flood of newcomers moves nobody out.
 */
import KBucket from 'k-bucket';
import { prefixOf, sameEndpoint } from '../net/address.js';
import type { Endpoint } from '../net/net.js';
import { type Contact, maxEndpoints } from '../wire/contact.js';
import { compareDistance, hex, sharedBits } from './id.js';
import { type Placed, surplus } from './surplus.js';

/** Kademlia's k: contacts per bucket, and how many neighbours know a key. */
export const k = 20;

/** How often in a row a contact may fail to answer before it is forgotten. */
export const maxFailures = 3;

/** How long a failed contact is left alone, doubled with every further failure; milliseconds. */
const retryAfter = 10_000;

export interface NodeContact extends Contact {
  /** 32 bytes. */
  readonly nodeId: Uint8Array;
}

export interface Entry extends NodeContact, Placed {
  readonly id: Uint8Array;
  /** The node id in hex. */
  readonly name: string;
  readonly vectorClock: number;
  /** `Clock.now()` when it first linked. */
  readonly since: number;
  /** `Clock.now()` when it last answered. */
  seenAt: number;
  failures: number;
  /** `Clock.now()` before which it is not tried again. */
  tryAfter: number;
}

export class Table {
  readonly #ownId: Uint8Array;
  readonly #buckets: KBucket<Entry>;
  /** Oldest first. */
  readonly #entries = new Set<Entry>();
  #doubtful: Entry | null = null;

  constructor(ownId: Uint8Array) {
    this.#ownId = ownId;
    this.#buckets = new KBucket<Entry>({
      localNodeId: ownId,
      numberOfNodesPerKBucket: k,
      numberOfNodesToPing: k,
      arbiter: (incumbent) => incumbent,
    });
    this.#buckets.on('ping', (full) => {
      this.#doubtful = full.reduce((a, b) => (b.seenAt < a.seenAt ? b : a));
    });
    this.#buckets.on('removed', (entry) => this.#entries.delete(entry));
  }

  get size(): number {
    return this.#entries.size;
  }

  /** How many buckets hold anybody. */
  get buckets(): number {
    return new Set([...this.#entries].map((entry) => entry.bucket)).size;
  }

  /** Oldest first. */
  all(): Entry[] {
    return [...this.#entries];
  }

  get(nodeId: Uint8Array): Entry | null {
    return this.#buckets.get(nodeId);
  }

  /** The `count` contacts nearest to `target`, nearest first. */
  closest(target: Uint8Array, count: number): Entry[] {
    return this.#buckets.closest(target, count).sort((a, b) => compareDistance(target, a.nodeId, b.nodeId));
  }

  /**
   * A link's handshake with this contact succeeded just now. Returns null when it is in the table now (or may not
   * be); when its bucket is full, the contact there that was silent longest: if that one is gone, `forget` it and
   * say `seen` again.
   */
  seen(contact: NodeContact, now: number): Entry | null {
    const known = this.get(contact.nodeId);
    const endpoints = merge(contact.endpoints, known?.endpoints ?? []);
    if (known) {
      Object.assign(known, {
        endpoints,
        prefix: prefixOf(endpoints[0]!),
        seenAt: now,
        failures: 0,
        tryAfter: 0,
      });
      return null;
    }
    const bucket = sharedBits(this.#ownId, contact.nodeId);
    if (bucket === 8 * this.#ownId.length) return null;
    const entry: Entry = {
      ...contact,
      endpoints,
      bucket,
      prefix: prefixOf(endpoints[0]!),
      id: contact.nodeId,
      name: hex(contact.nodeId),
      vectorClock: 0,
      since: now,
      seenAt: now,
      failures: 0,
      tryAfter: 0,
    };
    if (surplus([...this.#entries, entry], k).includes(entry)) return null;
    this.#doubtful = null;
    this.#buckets.add(entry);
    if (this.#doubtful) return this.#doubtful;
    this.#entries.add(entry);
    for (const extra of surplus(this.all(), k)) this.forget(extra.nodeId);
    return null;
  }

  /** A contact did not answer; it is forgotten after `maxFailures` in a row. */
  failed(nodeId: Uint8Array, now: number): void {
    const entry = this.get(nodeId);
    if (!entry) return;
    entry.failures += 1;
    entry.tryAfter = now + retryAfter * 2 ** (entry.failures - 1);
    if (entry.failures >= maxFailures) this.forget(nodeId);
  }

  forget(nodeId: Uint8Array): void {
    this.#buckets.remove(nodeId);
  }
}

/** Fresh endpoints before old ones, at most half of `maxEndpoints` per family. */
function merge(fresh: readonly Endpoint[], old: readonly Endpoint[]): Endpoint[] {
  const all = [...fresh, ...old.filter((endpoint) => !fresh.some((other) => sameEndpoint(other, endpoint)))];
  const family = (wanted: number) =>
    all.filter((endpoint) => endpoint.family === wanted).slice(0, maxEndpoints / 2);
  const chosen = new Set([...family(4), ...family(6)]);
  return all.filter((endpoint) => chosen.has(endpoint));
}
