/**
 * Finding the nodes nearest to an id: ask the nearest known, hear of nearer ones, ask those, until the k nearest
 * have all answered. Here only the decisions, from facts to whom to ask next; search.ts sends and waits.
 *
 * A lookup is several strands (S/Kademlia; strand.ts). It ends when on all strands together the wanted number of nearest
 * have answered, and on each its share of them: a strand led astray must not end the others.
 */
import { guarded } from '../guards/guards.js';
import type { Density } from './density.js';
import { gap, nameOf, type Point, pointOf } from './id.js';
import { type Candidate, type Seen, Strand } from './strand.js';
import { k, type NodeContact } from './table.js';

/** How many strands make a lookup. */
export const disjoint = guarded('disjoint-lookups') ? 3 : 1;

export interface LookupOptions {
  /** 32 bytes. */
  readonly target: Uint8Array;
  /** Never a candidate. */
  readonly ownId: Uint8Array;
  /** Our own contacts, to begin with. */
  readonly known: readonly NodeContact[];
  readonly density: Density;
  /** How many of the nearest must have answered; k unless given. */
  readonly want?: number;
  /** Every strand goes on until it has had so many answers by itself: for what is lost when a strand ends too early. */
  readonly wantEach?: number;
  /** How many each strand asks at the same time; 1 unless given. */
  readonly alpha?: number;
}

export class Lookup {
  readonly #target: Point;
  readonly #density: Density;
  readonly #want: number;
  readonly #strands: readonly Strand[];
  /** Distance of the last of the wanted nearest that answered, until another answers; infinite while there are fewer. */
  #bound: number | null = null;

  constructor({ target, ownId, known, density, want = k, wantEach, alpha = 1 }: LookupOptions) {
    this.#target = pointOf(target);
    this.#density = density;
    this.#want = want;
    const seen: Seen = new Map([[nameOf(ownId), null]]);
    const each = wantEach ?? Math.ceil(want / disjoint);
    const matters = (candidate: Candidate) => this.#matters(candidate);
    this.#strands = Array.from(
      { length: disjoint },
      (_, number) => new Strand(number, this.#target, seen, density, each, alpha, matters),
    );
    this.#deal(known, this.#strands, null, 1);
  }

  /** Whom to ask now. They count as asked from here on; each must be reported by `answered` or `failed`. */
  next(): Candidate[] {
    return this.#strands.flatMap((strand) => strand.next());
  }

  /** What it named goes to its own strand, and in the beginning, when others have nobody to ask, to those as well. */
  answered(candidate: Candidate, contacts: readonly NodeContact[]): void {
    candidate.state = 'answered';
    this.#bound = null;
    const own = this.#strands[candidate.strand]!;
    const starved = this.#strands.filter((strand) => strand.isStarved);
    this.#deal(contacts, [own, ...starved], nameOf(candidate.contact.nodeId), candidate.hops + 1);
  }

  /** It takes long to answer: its strand goes on meanwhile. */
  slow(candidate: Candidate): void {
    if (candidate.state === 'asked') candidate.state = 'slow';
  }

  failed(candidate: Candidate): void {
    candidate.state = 'failed';
  }

  /** True once nobody is waited for and nobody is left to ask. As long as nobody has answered, the slow are waited for. */
  get done(): boolean {
    if (!this.#strands.every((strand) => strand.done)) return false;
    const { asked } = this;
    return asked.some((one) => one.state === 'answered') || !asked.some((one) => one.state === 'slow');
  }

  /** Of how many others that have not failed it is known that they are nearer to the target. */
  nearer(candidate: Candidate): number {
    return this.#strands.reduce((sum, strand) => sum + strand.nearer(candidate.gap), 0);
  }

  /** The nearest that answered on any strand, at most k, nearest first; of a crowd only the nearest few. */
  result(): NodeContact[] {
    return this.#answers()
      .slice(0, k)
      .map((one) => one.contact);
  }

  /** Everybody who was asked, on all strands. */
  get asked(): Candidate[] {
    return this.#strands.flatMap((strand) => strand.asked);
  }

  #answers(): Candidate[] {
    const all = this.#strands.flatMap((strand) => strand.answers).sort((a, b) => a.gap - b.gap);
    return this.#density.thin(all);
  }

  /** Dealt out like cards, so that no strand begins farther from the target than the others. */
  #deal(
    contacts: readonly NodeContact[],
    strands: readonly Strand[],
    teller: string | null,
    hops: number,
  ): void {
    if (strands.length === 1) {
      strands[0]!.learn(contacts, teller, hops);
      return;
    }
    const distance = (contact: NodeContact): number => gap(this.#target, pointOf(contact.nodeId));
    const nearestFirst = [...contacts].sort((a, b) => distance(a) - distance(b));
    strands.forEach((strand, at) => {
      const share = nearestFirst.filter((_contact, place) => place % strands.length === at);
      strand.learn(share, teller, hops);
    });
  }

  /** Once enough nearer ones have answered on any strand, a candidate cannot change the result. */
  #matters(candidate: Candidate): boolean {
    this.#bound ??= this.#answers()[this.#want - 1]?.gap ?? Number.POSITIVE_INFINITY;
    return candidate.gap < this.#bound;
  }
}
