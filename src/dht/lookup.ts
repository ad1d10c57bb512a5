/**
 * Finding the nodes nearest to an id: ask the nearest known, hear of nearer ones, ask those, until the k nearest
 * have all answered. Here only the decisions, from facts to whom to ask next; search.ts sends and waits.
 *
 * A lookup is several strands that share nothing (S/Kademlia): each contact serves one of them only, so a hostile node
 * on the way of one leads that one astray and no other.
 */
import { guarded } from '../guards/guards.js';
import { gap, hex, type Point, pointOf } from './id.js';
import { k, type NodeContact } from './table.js';

/** How many strands make a lookup. */
export const disjoint = guarded('disjoint-lookups') ? 3 : 1;

/** How many each strand asks at the same time. */
const alpha = 1;

/** How many a strand remembers: whatever it is told, its memory and its questions end. */
const maxCandidates = 3 * k;

/** How many tellers of one candidate are remembered: its dial may take any one's turn. */
const maxTellers = 8;

/** The most a strand asks before it is content with what it has. */
const maxAsked = Math.floor((4 * k) / disjoint);

export interface Candidate {
  readonly contact: NodeContact;
  /** Node ids in hex of those who named it, the first few; empty: our own table did. */
  readonly tellers: string[];
  /** Length of the chain of referrals that led here; 1 when we knew it ourselves. */
  readonly hops: number;
  /** Distance to the target. */
  readonly gap: number;
  state: 'new' | 'asked' | 'answered' | 'failed';
}

/** By node id in hex, over all strands; null: never a candidate. */
type Seen = Map<string, Candidate | null>;

class Strand {
  readonly #seen: Seen;
  readonly #matters: (candidate: Candidate) => boolean;
  /** Nearest first. */
  #candidates: Candidate[] = [];
  #asked = 0;

  constructor(
    readonly target: Point,
    seen: Seen,
    matters: (candidate: Candidate) => boolean,
  ) {
    this.#seen = seen;
    this.#matters = matters;
  }

  /** Whether it ever heard of anybody. */
  get isStarved(): boolean {
    return this.#candidates.length === 0;
  }

  next(): Candidate[] {
    const nearest = this.#nearest();
    const waiting = this.#candidates.filter((candidate) => candidate.state === 'asked').length;
    const room = Math.max(0, Math.min(alpha - waiting, maxAsked - this.#asked));
    const chosen = nearest.filter((candidate) => candidate.state === 'new').slice(0, room);
    for (const candidate of chosen) candidate.state = 'asked';
    this.#asked += chosen.length;
    return chosen;
  }

  get done(): boolean {
    const waits = this.#candidates.some((candidate) => candidate.state === 'asked');
    const more = this.#asked < maxAsked && this.#nearest().some((candidate) => candidate.state === 'new');
    return !waits && !more;
  }

  get answers(): Candidate[] {
    return this.#candidates.filter((one) => one.state === 'answered');
  }

  #nearest(): Candidate[] {
    return this.#candidates
      .filter((one) => one.state !== 'failed' && (one.state !== 'new' || this.#matters(one)))
      .slice(0, k);
  }

  learn(contacts: readonly NodeContact[], teller: string | null, hops: number): void {
    for (const contact of contacts) {
      const name = hex(contact.nodeId);
      const known = this.#seen.get(name);
      if (known === undefined) {
        const tellers = teller === null ? [] : [teller];
        const distance = gap(this.target, pointOf(contact.nodeId));
        const candidate: Candidate = { contact, tellers, hops, gap: distance, state: 'new' };
        this.#seen.set(name, candidate);
        this.#candidates.push(candidate);
      } else if (known?.state === 'new' && teller !== null && known.tellers.length > 0) {
        if (known.tellers.length < maxTellers) known.tellers.push(teller);
      }
    }
    this.#candidates.sort((a, b) => a.gap - b.gap);
    // Those being asked stay: their answer is still to be reported.
    this.#candidates = this.#candidates.filter(
      (candidate, at) => at < maxCandidates || candidate.state === 'asked',
    );
  }
}

export class Lookup {
  readonly #target: Point;
  readonly #strands: readonly Strand[];
  readonly #strandOf = new Map<Candidate, Strand>();

  /**
   * @param target 32 bytes; @param ownId never a candidate; @param known our own contacts
   * @param want how many of the nearest must have answered
   */
  constructor(
    target: Uint8Array,
    ownId: Uint8Array,
    known: readonly NodeContact[],
    readonly want: number = k,
  ) {
    this.#target = pointOf(target);
    const seen: Seen = new Map([[hex(ownId), null]]);
    this.#strands = Array.from(
      { length: disjoint },
      () => new Strand(this.#target, seen, (candidate) => this.#matters(candidate)),
    );
    this.#deal(known, this.#strands, null, 1);
  }

  /** Whom to ask now. They count as asked from here on; each must be reported by `answered` or `failed`. */
  next(): Candidate[] {
    return this.#strands.flatMap((strand) => {
      const chosen = strand.next();
      for (const candidate of chosen) this.#strandOf.set(candidate, strand);
      return chosen;
    });
  }

  /** What it named goes to its own strand, and in the beginning, when others have nobody to ask, to those as well. */
  answered(candidate: Candidate, contacts: readonly NodeContact[]): void {
    candidate.state = 'answered';
    const own = this.#strandOf.get(candidate);
    if (!own) return;
    const starved = this.#strands.filter((strand) => strand.isStarved);
    this.#deal(contacts, [own, ...starved], hex(candidate.contact.nodeId), candidate.hops + 1);
  }

  failed(candidate: Candidate): void {
    candidate.state = 'failed';
  }

  /** True once nobody is asked and nobody is left to ask. */
  get done(): boolean {
    return this.#strands.every((strand) => strand.done);
  }

  /** The nearest that answered on any strand, at most k, nearest first. */
  result(): NodeContact[] {
    return this.#strands
      .flatMap((strand) => strand.answers)
      .sort((a, b) => a.gap - b.gap)
      .slice(0, k)
      .map((one) => one.contact);
  }

  /** Dealt out like cards, so that no strand begins farther from the target than the others. */
  #deal(
    contacts: readonly NodeContact[],
    strands: readonly Strand[],
    teller: string | null,
    hops: number,
  ): void {
    const distance = (contact: NodeContact): number => gap(this.#target, pointOf(contact.nodeId));
    const nearestFirst = [...contacts].sort((a, b) => distance(a) - distance(b));
    strands.forEach((strand, at) => {
      const share = nearestFirst.filter((_contact, place) => place % strands.length === at);
      strand.learn(share, teller, hops);
    });
  }

  /** Once enough nearer ones have answered on any strand, a candidate cannot change the result. */
  #matters(candidate: Candidate): boolean {
    let nearer = 0;
    for (const strand of this.#strands) {
      for (const answered of strand.answers) if (answered.gap < candidate.gap) nearer += 1;
    }
    return nearer < this.want;
  }
}
