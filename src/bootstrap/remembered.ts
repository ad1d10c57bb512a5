/**
 * The nodes met before, as a book that no network can fill: whoever rents addresses in a few networks and dials us day
 * and night would otherwise be all that we remember, and after a restart all that we know. Pure; sources/cache.ts reads
 * and writes it.
 */
import type { Random } from '../crypto/random.js';
import { hex } from '../dht/id.js';
import { guarded } from '../guards/guards.js';
import { prefixOf } from '../net/address.js';
import type { CachedPeer } from '../wire/peer-cache.js';

/** How many are remembered: those seen last. */
export const maxPeers = 200;

/** And of one /16 (IPv4) or /32 (IPv6), once more than `free` are remembered. */
export const maxPerPrefix = 4;
const free = 20;

export class Remembered {
  /** Identity key in hex to peer, the one seen last at the end. */
  readonly #peers = new Map<string, { readonly peer: CachedPeer; readonly prefix: string }>();
  /** How many of each network. */
  readonly #counts = new Map<string, number>();

  get all(): CachedPeer[] {
    return [...this.#peers.values()].map(({ peer }) => peer);
  }

  /** Seen now. Where that makes too many, the one seen longest ago of the network that has most of them goes. */
  note(peer: CachedPeer): void {
    const name = hex(peer.contact.identityKey);
    const prefix = guarded('prefix-caps') ? prefixOf(peer.contact.endpoints[0]!) : 'any';
    this.#forget(name);
    this.#peers.set(name, { peer, prefix });
    const count = this.#change(prefix, 1);
    if (this.#peers.size > maxPeers) this.#forgetOneOf(this.#largest());
    else if (prefix !== 'any' && this.#peers.size > free && count > maxPerPrefix) this.#forgetOneOf(prefix);
  }

  /**
   * In which order they are tried: one of each network, those in an order of chance, then the second of each, and so
   * on; of one network those seen last first.
   */
  inTurn(random: Random): CachedPeer[] {
    const networks = new Map<string, CachedPeer[]>();
    for (const { peer, prefix } of [...this.#peers.values()].reverse()) {
      networks.set(prefix, [...(networks.get(prefix) ?? []), peer]);
    }
    const ranked = [...networks.values()].flatMap((peers) => {
      const chance = random.next();
      return peers.map((peer, rank) => ({ peer, rank, chance }));
    });
    return ranked.sort((a, b) => a.rank - b.rank || a.chance - b.chance).map(({ peer }) => peer);
  }

  /** How many there are now. */
  #change(prefix: string, by: 1 | -1): number {
    const count = (this.#counts.get(prefix) ?? 0) + by;
    if (count > 0) this.#counts.set(prefix, count);
    else this.#counts.delete(prefix);
    return count;
  }

  #forget(name: string): void {
    const known = this.#peers.get(name);
    if (!known) return;
    this.#peers.delete(name);
    this.#change(known.prefix, -1);
  }

  /** The network with the most; of several the one seen longest ago. */
  #largest(): string {
    const most = Math.max(...this.#counts.values());
    for (const { prefix } of this.#peers.values()) if (this.#counts.get(prefix) === most) return prefix;
    throw new Error('nobody is remembered');
  }

  #forgetOneOf(network: string): void {
    for (const [name, { prefix }] of this.#peers) {
      if (prefix !== network) continue;
      this.#forget(name);
      return;
    }
  }
}
