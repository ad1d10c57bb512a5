/** What the path ids of each link stand for: the room's one table. */
import type { Link } from '../link/types.js';
import type { PhaseBit } from './ids.js';

/** One side of a path, or of a join, as a link sees it. */
export interface Way {
  /** A cell came; `body` (1304 bytes) may be changed, and is valid during the call only. */
  receive(phase: PhaseBit, body: Uint8Array): void;
  /** The link is gone, and the path id with it. */
  linkClosed(): void;
}

export class Ways {
  readonly #byLink = new Map<Link, Map<number, Way>>();

  get(link: Link, id: number): Way | null {
    return this.#byLink.get(link)?.get(id) ?? null;
  }

  /** False when the id stands for something already, or the link is closed. */
  add(link: Link, id: number, way: Way): boolean {
    if (!link.open || this.get(link, id)) return false;
    const ways = this.#byLink.get(link) ?? new Map<number, Way>();
    ways.set(id, way);
    this.#byLink.set(link, ways);
    return true;
  }

  remove(link: Link, id: number): void {
    const ways = this.#byLink.get(link);
    ways?.delete(id);
    if (ways?.size === 0) this.#byLink.delete(link);
  }

  /** How many path ids are in use on a link. */
  count(link: Link): number {
    return this.#byLink.get(link)?.size ?? 0;
  }

  /** Ends all that went over the link. */
  closed(link: Link): void {
    const ways = this.#byLink.get(link);
    this.#byLink.delete(link);
    for (const way of ways?.values() ?? []) way.linkClosed();
  }
}
