/** What this room notes of every open link: how near it is, what it was last used for, and what is still to be asked. */
import type { Link } from '../link/types.js';
import { prefixOf } from '../net/address.js';
import type { Standing } from '../wire/standing.js';
import { gap, nameOf, type Point, pointOf } from './id.js';

export interface Linked {
  readonly link: Link;
  /** The node id in hex. */
  readonly name: string;
  /** Distance to our own id. */
  readonly gap: number;
  readonly since: number;
  readonly direction: 'out' | 'in';
  /** The network it led into when it opened; see net/address.ts. */
  readonly prefix: string;
  /** `Clock.now()` when we last asked something over it. */
  usedAt: number;
  /** `Clock.now()` of the last ping; null before the first. */
  pingedAt: number | null;
  /** Not known before it linked: whom it knows near us is asked at this time. Null: not, or no more. */
  askAroundAt: number | null;
  /** It was not our lookups that led here, so it may be another group's. */
  isFirstContact: boolean;
  /** How it can be reached, by its last word; null: it has said nothing yet. */
  said: Standing | null;
}

export class LinkBook {
  readonly #own: Point;
  readonly #open = new Map<Link, Linked>();

  constructor(ownId: Uint8Array) {
    this.#own = pointOf(ownId);
  }

  get size(): number {
    return this.#open.size;
  }

  /** In the order in which they opened. */
  all(): IterableIterator<Linked> {
    return this.#open.values();
  }

  get(link: Link): Linked | null {
    return this.#open.get(link) ?? null;
  }

  opened(link: Link): Linked {
    const { since, direction, nodeId } = link;
    const linked: Linked = {
      link,
      name: nameOf(nodeId),
      gap: gap(this.#own, pointOf(nodeId)),
      since,
      direction,
      prefix: prefixOf(link.endpoint),
      usedAt: since,
      pingedAt: null,
      askAroundAt: null,
      isFirstContact: false,
      said: null,
    };
    this.#open.set(link, linked);
    return linked;
  }

  closed(link: Link): void {
    this.#open.delete(link);
  }

  /** Something is asked over that link. */
  used(link: Link, now: number): void {
    const linked = this.#open.get(link);
    if (linked) linked.usedAt = now;
  }
}
