/**
 * Who keeps the records of a slot: begins with the nodes known nearest to it, and grows by those that they name. A pure
 * book: it asks nobody.
 */
import { leadingZeroBits, nodeIdOf } from '../crypto/identity.js';
import { prefixOf } from '../net/address.js';
import type { Endpoint } from '../net/net.js';
import { textOf } from '../wire/bytes.js';
import type { Contact } from '../wire/contact.js';
import type { StoringNode } from './types.js';

/** Nodes noted per slot, the known ones and those named. */
const mostNoted = 64;

export interface Candidate {
  readonly nodeId: Uint8Array;
  readonly identityKey: Uint8Array;
  endpoints: readonly Endpoint[];
  /** Null as long as its record was not seen: who is only named. */
  onionKey: Uint8Array | null;
  state: 'new' | 'asked' | 'answered' | 'failed';
}

export class Survey {
  readonly #noted = new Map<string, Candidate>();

  constructor(
    readonly slot: Uint8Array,
    known: readonly StoringNode[],
    readonly puzzleBits: number,
    /** Whether somebody can be asked there. */
    readonly canAsk: (endpoints: readonly Endpoint[]) => boolean = () => true,
  ) {
    for (const { nodeId, identityKey, onionKey, endpoints } of known)
      this.#note({ nodeId, identityKey, onionKey, endpoints, state: 'new' });
  }

  /** Somebody named these. Whose id lacks its work is no node, and hidden ones are reached by their neighbours only. */
  heard(contacts: readonly Contact[]): void {
    for (const { identityKey, puzzleNonce, endpoints, isHidden } of contacts) {
      if (isHidden) continue;
      const nodeId = nodeIdOf(identityKey, puzzleNonce);
      if (leadingZeroBits(nodeId) < this.puzzleBits) continue;
      this.#note({ nodeId, identityKey, endpoints, onionKey: null, state: 'new' });
    }
  }

  /** The nearest that have not failed, in distinct networks as far as there are any, nearest first. */
  best(count: number): Candidate[] {
    return spread(
      this.#sorted().filter(({ state }) => state !== 'failed'),
      count,
    );
  }

  /** Those of the best that were not asked yet. */
  toAsk(count: number): Candidate[] {
    return this.best(count).filter(({ state }) => state === 'new');
  }

  #note(candidate: Candidate): void {
    const name = textOf(candidate.nodeId);
    if (candidate.endpoints.length === 0 || this.#noted.has(name) || this.#noted.size >= mostNoted) return;
    if (!this.canAsk(candidate.endpoints)) return;
    this.#noted.set(name, candidate);
  }

  #sorted(): Candidate[] {
    return [...this.#noted.values()].sort((a, b) => compareDistance(this.slot, a.nodeId, b.nodeId));
  }
}

/** The first `count`, one of each network before any network's second; in the order given. */
function spread(nodes: readonly Candidate[], count: number): Candidate[] {
  const prefixes = new Set<string>();
  const firsts = new Set<Candidate>();
  for (const node of nodes) {
    const prefix = prefixOf(node.endpoints[0]!);
    if (firsts.size >= count || prefixes.has(prefix)) continue;
    prefixes.add(prefix);
    firsts.add(node);
  }
  for (const node of nodes) if (firsts.size < count) firsts.add(node);
  return nodes.filter((node) => firsts.has(node));
}

/** Below 0 when `a` is nearer to `target` than `b` by XOR. */
function compareDistance(target: Uint8Array, a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < target.length; at += 1) {
    const order = (a[at]! ^ target[at]!) - (b[at]! ^ target[at]!);
    if (order !== 0) return order;
  }
  return 0;
}
