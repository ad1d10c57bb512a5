/**
 * One of the strands of a lookup: its own candidates, whom it asks next, and when it has seen enough. Strands share
 * nothing but the knowledge of who serves which of them, so a hostile node leads one astray and no other.
 */
import type { Density } from './density.js';
import { gap, nameOf, type Point, pointOf } from './id.js';
import { k, type NodeContact } from './table.js';

/** The most a strand asks before it is content with what it has; with three strands 126 in all. */
export const maxAsked = 42;

/**
 * How many slow ones a strand may have: a dial to who is gone takes seconds to fail, and where a twentieth leaves every
 * minute a strand meets several of those.
 */
const maxSlow = 10;

/** How many a strand remembers: whatever it is told, its memory and its questions end. */
const maxCandidates = 4 * k;

/** How many tellers of one candidate are remembered: its dial may take any one's turn. */
const maxTellers = 8;

/** A teller is doubted who named at least so many that are silent, and so many times those that answered. */
const doubt = { silent: 3, perAnswer: 2 } as const;

export interface Candidate {
  readonly contact: NodeContact;
  /** Which strand it serves, from 0. */
  readonly strand: number;
  /** Node ids in hex of those who named it, the first few; empty: our own table did. */
  readonly tellers: string[];
  /** Length of the chain of referrals that led here; 1 when we knew it ourselves. */
  readonly hops: number;
  /** Distance to the target. */
  readonly gap: number;
  /** slow: asked, and no longer waited for; an answer still counts. */
  state: 'new' | 'asked' | 'slow' | 'answered' | 'failed';
}

/** By node id in hex, over all strands; null: never a candidate. */
export type Seen = Map<string, Candidate | null>;

export class Strand {
  /** Nearest first. */
  #candidates: Candidate[] = [];
  #asked = 0;

  /**
   * @param want of its own nearest so many must have answered; @param alpha how many it asks at the same time
   * @param matters whether an answer could still change the result
   */
  constructor(
    readonly number: number,
    readonly target: Point,
    readonly seen: Seen,
    readonly density: Density,
    readonly want: number,
    readonly alpha: number,
    readonly matters: (candidate: Candidate) => boolean,
  ) {}

  /** Whether it ever heard of anybody. */
  get isStarved(): boolean {
    return this.#candidates.length === 0;
  }

  /** Whom to ask now: they count as asked. */
  next(): Candidate[] {
    const busy = this.#candidates.filter((one) => one.state === 'asked').length;
    const slow = this.#candidates.filter((one) => one.state === 'slow').length;
    const room = Math.min(this.alpha - busy, maxSlow - slow, maxAsked - this.#asked);
    if (room <= 0) return [];
    const chosen = this.#open().slice(0, room);
    for (const one of chosen) one.state = 'asked';
    this.#asked += chosen.length;
    return chosen;
  }

  /** Nobody is waited for, and nobody is left who is worth asking. */
  get done(): boolean {
    const waits = this.#candidates.some((one) => one.state === 'asked');
    return !waits && (this.#asked >= maxAsked || this.#open().length === 0);
  }

  get answers(): Candidate[] {
    return this.#candidates.filter((one) => one.state === 'answered');
  }

  get asked(): Candidate[] {
    return this.#candidates.filter((one) => one.state !== 'new');
  }

  /** How many that have not failed are nearer than `gap`. */
  nearer(gap: number): number {
    return this.#candidates.filter((one) => one.gap < gap && one.state !== 'failed').length;
  }

  learn(contacts: readonly NodeContact[], teller: string | null, hops: number): void {
    for (const contact of contacts) {
      const name = nameOf(contact.nodeId);
      const known = this.seen.get(name);
      if (known === undefined) {
        const candidate: Candidate = {
          contact,
          strand: this.number,
          tellers: teller === null ? [] : [teller],
          hops,
          gap: gap(this.target, pointOf(contact.nodeId)),
          state: 'new',
        };
        this.seen.set(name, candidate);
        this.#candidates.push(candidate);
      } else if (known?.state === 'new' && teller !== null && known.tellers.length > 0) {
        if (known.tellers.length < maxTellers) known.tellers.push(teller);
      }
    }
    this.#candidates.sort((a, b) => a.gap - b.gap);
    // Those asked stay: their answer is still to be reported.
    let room = maxCandidates;
    this.#candidates = this.#candidates.filter((one) => {
      room -= 1;
      return room >= 0 || one.state !== 'new';
    });
  }

  /**
   * Who is worth asking, nearest first; in a crowd only the nearest few. Whom only those named who named mostly the dead
   * comes after all others: ghosts cost nothing, and whoever names them without end would have us ask nobody else.
   */
  #open(): Candidate[] {
    const doubted = this.#doubted();
    const alive = this.#candidates.filter((one) => one.state !== 'failed');
    const isHearsay = (one: Candidate): boolean =>
      one.state === 'new' && one.tellers.length > 0 && one.tellers.every((teller) => doubted.has(teller));
    if (doubted.size === 0) return this.#worth(alive);
    const open = this.#worth(alive.filter((one) => !isHearsay(one)));
    return open.length > 0 ? open : this.#worth(alive);
  }

  #worth(candidates: readonly Candidate[]): Candidate[] {
    let answered = 0;
    return this.density.thin(candidates).filter((one) => {
      if (one.state === 'answered') answered += 1;
      return one.state === 'new' && (answered < this.want || this.matters(one));
    });
  }

  /** Node ids in hex of those who named more silent nodes than may be chance. */
  #doubted(): Set<string> {
    const doubted = new Set<string>();
    const isSilent = ({ state }: Candidate): boolean => state === 'failed' || state === 'slow';
    if (this.#candidates.filter(isSilent).length < doubt.silent) return doubted;
    const named = new Map<string, { silent: number; answered: number }>();
    for (const one of this.#candidates) {
      for (const teller of one.tellers) {
        const count = named.get(teller) ?? { silent: 0, answered: 0 };
        if (isSilent(one)) count.silent += 1;
        else if (one.state === 'answered') count.answered += 1;
        named.set(teller, count);
      }
    }
    for (const [teller, { silent, answered }] of named) {
      if (silent >= doubt.silent && silent > doubt.perAnswer * answered) doubted.add(teller);
    }
    return doubted;
  }
}
