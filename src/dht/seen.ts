/**
 * Where others see us. Each linked peer has one voice per address family, and the endpoint that most of them name
 * counts: behind a NAT this is the only way to learn one's own address, and one liar does not turn it. Peers in our
 * LAN see another address than those outside, so each class of addresses is counted by itself.
 */
import { type AddressClass, classOf, formatEndpoint } from '../net/address.js';
import type { Endpoint } from '../net/net.js';

/** The classes in which a node can have an address, those first that reach farthest. */
const classes: readonly AddressClass[] = ['public', 'private', 'link-local', 'loopback'];

export class SeenAt {
  readonly #votes = new Map<string, Endpoint>();
  /** Counted anew after a vote: it is asked for before every dial. */
  #counted: Endpoint[] | null = null;

  /** @param peer its node id in hex; a later vote replaces the earlier one */
  vote(peer: string, endpoint: Endpoint): void {
    this.#counted = null;
    this.#votes.set(`${endpoint.family} ${peer}`, endpoint);
  }

  /** What each voice names, public endpoints only. */
  get named(): Endpoint[] {
    return [...this.#votes.values()].filter((endpoint) => classOf(endpoint) === 'public');
  }

  /** How many voices there are. */
  get voices(): number {
    return this.#votes.size;
  }

  /** The peer's link closed; its voice ends. */
  forget(peer: string): void {
    this.#counted = null;
    this.#votes.delete(`4 ${peer}`);
    this.#votes.delete(`6 ${peer}`);
  }

  /** The endpoints named most often: one per class and family at most, public ones first, then IPv4 before IPv6. */
  endpoints(): Endpoint[] {
    this.#counted ??= classes.flatMap((is) =>
      ([4, 6] as const).flatMap((family) => this.#mostNamed(is, family)),
    );
    return this.#counted;
  }

  #mostNamed(is: AddressClass, family: 4 | 6): Endpoint[] {
    const count = new Map<string, { endpoint: Endpoint; voices: number }>();
    for (const endpoint of this.#votes.values()) {
      if (endpoint.family !== family || classOf(endpoint) !== is) continue;
      const name = formatEndpoint(endpoint);
      const known = count.get(name) ?? { endpoint, voices: 0 };
      known.voices += 1;
      count.set(name, known);
    }
    const [most] = [...count.values()].sort((a, b) => b.voices - a.voices);
    return most ? [most.endpoint] : [];
  }
}

/** The first IPv4 and the first IPv6 endpoint: of what `SeenAt` gives, those that reach farthest. */
export function onePerFamily(endpoints: readonly Endpoint[]): Endpoint[] {
  return ([4, 6] as const).flatMap((family) => endpoints.find((one) => one.family === family) ?? []);
}
