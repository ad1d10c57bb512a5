/**
 * One join at one of its two end hops: a selector on the path here, a path id on the link to the other end hop. The 1300
 * bytes behind the selector pass untouched; both tell them from noise as little as the hops do.
 */
import type { Link } from '../../link/types.js';
import { selectorLength } from '../../wire/sizes.js';
import { joinAnswerLimit, joinIdleLimit } from '../constants.js';
import type { Inside } from '../parts.js';
import type { Way } from '../ways.js';

/** Where the other end hop is: over a link, or we are it ourselves. */
export type Line =
  | { readonly link: Link; readonly id: number }
  /** Set by whoever makes the two joins, one for the other. */
  | { other: Join | null };

export class Join implements Way {
  readonly selector: number;
  /** `Clock.now()` of the last cell, and whether one came from the side that has to answer. */
  heardAt: number;
  answered = false;
  #open = true;

  constructor(
    readonly parts: Inside,
    selector: number,
    readonly line: Line,
    readonly on: {
      /** A cell for the owner (1304 bytes), to be changed in place. */
      readonly back: (body: Uint8Array) => void;
      /** The other end hop is gone. */
      readonly lost: () => void;
    },
  ) {
    this.selector = selector;
    this.heardAt = parts.clock.now();
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** A cell from the other end hop. */
  receive(_bit: number, body: Uint8Array): void {
    this.heardAt = this.parts.clock.now();
    new DataView(body.buffer, body.byteOffset).setUint32(0, this.selector);
    this.on.back(body);
  }

  /** A cell from the owner, for the other end hop. */
  forward(body: Uint8Array): void {
    this.heardAt = this.parts.clock.now();
    // The selector is between us and the owner.
    body.fill(0, 0, selectorLength);
    if ('link' in this.line) this.parts.sendRelayed(this.line.link, this.line.id, body);
    else this.line.other?.receive(0, body);
  }

  /** Whether it is to be forgotten. */
  isStale(now: number): boolean {
    return now - this.heardAt >= (this.answered ? joinIdleLimit : joinAnswerLimit);
  }

  linkClosed(): void {
    if (this.#open) this.on.lost();
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    if ('link' in this.line) {
      this.parts.ways.remove(this.line.link, this.line.id);
      return;
    }
    const { other } = this.line;
    this.line.other = null;
    other?.linkClosed();
  }
}
