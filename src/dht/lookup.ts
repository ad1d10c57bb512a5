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

/** How many tellers of one candidate are remembered: its dial may take any one's turn. */
const maxTellers = 8;

/** The most it asks before it is content with what it has. */
const maxAsked = 4 * k;

export interface Candidate {
  readonly contact: NodeContact;
  /** Node ids in hex of those who named it, the first few; empty: our own table did. */
  readonly tellers: string[];
  state: 'new' | 'asked' | 'answered' | 'failed';
}

export class Lookup {
  /** By node id in hex; null: never a candidate, or one no more. */
  readonly #seen = new Map<string, Candidate | null>();
  /** Nearest first. */
  #candidates: Candidate[] = [];
  #asked = 0;

  /** @param target 32 bytes; @param ownId never a candidate */
  constructor(
    readonly target: Uint8Array,
    ownId: Uint8Array,
    known: readonly NodeContact[],
  ) {
    this.#seen.set(hex(ownId), null);
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
      const known = this.#seen.get(name);
      if (known === undefined) {
        const candidate: Candidate = { contact, tellers: teller === null ? [] : [teller], state: 'new' };
        this.#seen.set(name, candidate);
        this.#candidates.push(candidate);
      } else if (known?.state === 'new' && teller !== null && known.tellers.length > 0) {
        if (known.tellers.length < maxTellers) known.tellers.push(teller);
      }
    }
    this.#candidates.sort((a, b) => compareDistance(this.target, a.contact.nodeId, b.contact.nodeId));
    // Those being asked stay: their answer is still to be reported.
    this.#candidates = this.#candidates.filter(
      (candidate, at) => at < maxCandidates || candidate.state === 'asked',
    );
  }
}
