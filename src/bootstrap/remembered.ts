/**
 * The nodes met before, as a book that no network can fill: whoever rents addresses in a few networks and dials us day
 * and night would otherwise be all that we remember, and after a restart all that we know. Pure; sources/cache.ts reads
 * and writes it.
 */

import { identityOf, nameOf } from '../crypto/identities.js';
import type { Random } from '../crypto/random.js';
import { guarded } from '../guards/guards.js';
import { prefixOf } from '../net/address.js';
import type { CachedPeer } from '../wire/peer-cache.js';

/** How many are remembered: those seen last. */
export const maxPeers = 200;

/** And of one /16 (IPv4) or /32 (IPv6), once more than `free` are remembered. */
export const maxPerPrefix = 4;
const free = 20;

export class Remembered {
  /** Node id in hex to peer, the one seen last at the end. */
  readonly #peers = new Map<string, { readonly peer: CachedPeer; readonly network: string }>();

  get all(): CachedPeer[] {
    return [...this.#peers.values()].map(({ peer }) => peer);
  }

  /** Seen now. Where that makes too many, the one seen longest ago of the network that has most of them goes. */
  note(peer: CachedPeer): void {
    const { identityKey, puzzleNonce } = peer.contact;
    const name = nameOf(identityOf(identityKey, puzzleNonce).nodeId);
    const network = guarded('prefix-caps') ? prefixOf(peer.contact.endpoints[0]!) : 'any';
    this.#peers.delete(name);
    this.#peers.set(name, { peer, network });
    if (this.#peers.size > maxPeers) this.#forgetOneOf(this.#largest());
    else if (network !== 'any' && this.#peers.size > free && this.#count(network) > maxPerPrefix)
      this.#forgetOneOf(network);
  }

  /**
   * In which order they are tried: one of each network, those in an order of chance, then the second of each, and so
   * on; of one network those seen last first.
   */
  inTurn(random: Random): CachedPeer[] {
    const networks = new Map<string, CachedPeer[]>();
    for (const { peer, network } of [...this.#peers.values()].reverse()) {
      networks.set(network, [...(networks.get(network) ?? []), peer]);
    }
    const ranked = [...networks.values()].flatMap((peers) => {
      const chance = random.next();
      return peers.map((peer, rank) => ({ peer, rank, chance }));
    });
    return ranked.sort((a, b) => a.rank - b.rank || a.chance - b.chance).map(({ peer }) => peer);
  }

  #count(network: string): number {
    let count = 0;
    for (const one of this.#peers.values()) if (one.network === network) count += 1;
    return count;
  }

  /** The network with the most; of several the one seen longest ago. */
  #largest(): string {
    const counts = new Map<string, number>();
    for (const { network } of this.#peers.values()) counts.set(network, (counts.get(network) ?? 0) + 1);
    return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  }

  #forgetOneOf(network: string): void {
    for (const [name, one] of this.#peers) {
      if (one.network !== network) continue;
      this.#peers.delete(name);
      return;
    }
  }
}
