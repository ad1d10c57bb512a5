/**
 * Finding the nodes nearest to an id: ask the nearest known, hear of nearer ones, ask those, until the k nearest
 * have all answered. Here only the decisions, from facts to whom to ask next; search.ts sends and waits.
 *
 * One lookup, not yet three disjoint ones: a hostile node on its way can still lead it astray.
 */
import { compareDistance, hex } from './id.js';
import { k, type NodeContact } from './table.js';

/** How many are asked at the same time. */
export const alpha = 3;

/** How many a lookup remembers: whatever it is told, its memory and its questions end. */
const maxCandidates = 3 * k;

/** The most it asks before it is content with what it has. */
const maxAsked = 4 * k;

export interface Candidate {
  readonly contact: NodeContact;
  /** Node id in hex of who first named it; null: our own table. */
  readonly teller: string | null;
  state: 'new' | 'asked' | 'answered' | 'failed';
}

export class Lookup {
  readonly #seen = new Set<string>();
  /** Nearest first. */
  #candidates: Candidate[] = [];
  #asked = 0;

  /** @param target 32 bytes; @param ownId never a candidate */
  constructor(
    readonly target: Uint8Array,
    ownId: Uint8Array,
    known: readonly NodeContact[],
  ) {
    this.#seen.add(hex(ownId));
    this.#learn(known, null);
  }

  /** Whom to ask now. They count as asked from here on; each must be reported by `answered` or `failed`. */
  next(): Candidate[] {
    const nearest = this.#nearest();
    const waiting = this.#candidates.filter((candidate) => candidate.state === 'asked').length;
    const room = Math.max(0, Math.min(alpha - waiting, maxAsked - this.#asked));
    const chosen = nearest.filter((candidate) => candidate.state === 'new').slice(0, room);
    for (const candidate of chosen) candidate.state = 'asked';
    this.#asked += chosen.length;
    return chosen;
  }

  answered(candidate: Candidate, contacts: readonly NodeContact[]): void {
    candidate.state = 'answered';
    this.#learn(contacts, hex(candidate.contact.nodeId));
  }

  failed(candidate: Candidate): void {
    candidate.state = 'failed';
  }

  /** True once nobody is asked and nobody is left to ask. */
  get done(): boolean {
    const waits = this.#candidates.some((candidate) => candidate.state === 'asked');
    const more = this.#asked < maxAsked && this.#nearest().some((candidate) => candidate.state === 'new');
    return !waits && !more;
  }

  /** The nearest that answered, at most k, nearest first. */
  result(): NodeContact[] {
    return this.#candidates
      .filter((candidate) => candidate.state === 'answered')
      .slice(0, k)
      .map((candidate) => candidate.contact);
  }

  #nearest(): Candidate[] {
    return this.#candidates.filter((candidate) => candidate.state !== 'failed').slice(0, k);
  }

  #learn(contacts: readonly NodeContact[], teller: string | null): void {
    for (const contact of contacts) {
      const name = hex(contact.nodeId);
      if (this.#seen.has(name)) continue;
      this.#seen.add(name);
      this.#candidates.push({ contact, teller, state: 'new' });
    }
    this.#candidates.sort((a, b) => compareDistance(this.target, a.contact.nodeId, b.contact.nodeId));
    // Those being asked stay: their answer is still to be reported.
    this.#candidates = this.#candidates.filter(
      (candidate, at) => at < maxCandidates || candidate.state === 'asked',
    );
  }
}
