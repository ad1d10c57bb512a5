/**
 * Nodes to choose hops from: a sample of the whole network, drawn by looking up random ids (sample.ts) and by nothing else.
 * Who dials us, or is named to us, has chosen to be known; who lies nearest to a random id has not. Each was spoken with
 * over a link, and its own signed record was seen. Read by whoever builds paths; it looks nobody up.
 */
import { guarded } from '../guards/guards.js';
import { prefixOf } from '../net/address.js';
import type { NodeRecord } from '../wire/node-record.js';
import type { NodeContact } from './table.js';

/** Nodes kept; the one seen longest ago goes. */
const most = 1_000;

/** Nodes of one network (/16 or /32). */
const mostPerPrefix = 8;

/** A node not seen for this long is no longer in the view, ms; where links live shortly, sooner. */
const longestSilence = 12 * 3_600_000;

/** With this chance of being gone a node leaves the view. */
const doubt = 0.75;

export interface Viewed {
  /** With the endpoint where we met it. */
  readonly contact: NodeContact;
  /** What it says of itself, checked; null only where unverified nodes are let in to measure what that does. */
  readonly record: NodeRecord | null;
  /** The network of its best endpoint. */
  readonly prefix: string;
  /** `Clock.now()` when we last spoke with it. */
  readonly seenAt: number;
}

export class View {
  /** Seen longest ago first, by node id in hex. */
  readonly #nodes = new Map<string, Viewed>();

  /** @param gone the chance that a node silent for so many ms is gone */
  constructor(readonly gone: (silence: number) => number) {}

  get size(): number {
    return this.#nodes.size;
  }

  /** Seen longest ago first. */
  all(): Viewed[] {
    return [...this.#nodes.values()];
  }

  get(name: string): Viewed | null {
    return this.#nodes.get(name) ?? null;
  }

  /** A node of the sample was spoken with; false when its network has its share already. */
  add(name: string, contact: NodeContact, record: NodeRecord | null, now: number): boolean {
    const best = contact.endpoints[0];
    if (!best) return false;
    const prefix = prefixOf(best);
    this.#nodes.delete(name);
    if (guarded('prefix-caps') && this.#count(prefix) >= mostPerPrefix) return false;
    this.#nodes.set(name, { contact, record, prefix, seenAt: now });
    if (this.#nodes.size > most) this.#nodes.delete(this.#nodes.keys().next().value!);
    return true;
  }

  remove(name: string): void {
    this.#nodes.delete(name);
  }

  /** Forgets who was not seen for too long. */
  expire(now: number): void {
    for (const [name, { seenAt }] of this.#nodes) {
      const silence = now - seenAt;
      if (silence > longestSilence || this.gone(silence) > doubt) this.#nodes.delete(name);
    }
  }

  /** The node seen longest ago, with its name, when it is as likely gone as not; null when nobody is. */
  doubtful(now: number): { readonly name: string; readonly node: Viewed } | null {
    for (const [name, node] of this.#nodes) {
      const silence = now - node.seenAt;
      return silence > longestSilence / 2 || this.gone(silence) > doubt / 2 ? { name, node } : null;
    }
    return null;
  }

  /** How many nodes of each network there are, the most first. */
  prefixes(): Record<string, number> {
    const counts = new Map<string, number>();
    for (const { prefix } of this.#nodes.values()) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]));
  }

  #count(prefix: string): number {
    let count = 0;
    for (const node of this.#nodes.values()) if (node.prefix === prefix) count += 1;
    return count;
  }
}
