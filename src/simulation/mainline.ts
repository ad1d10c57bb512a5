/** BitTorrent's DHT in memory, perfect and without delay: everybody's word is there at once. The real one is neither. */
import type { Mainline, MainlineItem, MainlineNode } from '../bootstrap/mainline.js';
import { formatEndpoint } from '../net/address.js';
import type { Endpoint } from '../net/net.js';

interface Member {
  readonly endpoint: Endpoint;
  items: readonly MainlineItem[];
}

export class SharedMainline {
  readonly #members: Member[] = [];
  readonly #announced = new Map<string, Endpoint[]>();
  /** Lookups and announces so far: what outsiders see of it. */
  readonly seen: { readonly what: 'lookup' | 'announce'; readonly who: string; readonly infoHash: string }[] =
    [];

  /** Who was asked for a card. */
  readonly asked: string[] = [];

  /** How many are in it now. */
  get size(): number {
    return this.#members.length;
  }

  /** The DHT as the machine at that address has it. @param strangers as in `MainlineNode` */
  host(address: string, strangers: () => number = () => 0): Mainline {
    return {
      open: async ({ port, nodes }): Promise<MainlineNode> => {
        const member: Member = { endpoint: { family: 4, address, port: port || 6881 }, items: [] };
        this.#members.push(member);
        const note = (what: 'lookup' | 'announce', hash: Uint8Array): string => {
          const infoHash = Buffer.from(hash).toString('hex');
          this.seen.push({ what, who: address, infoHash });
          return infoHash;
        };
        return {
          port: member.endpoint.port,
          joined: Promise.resolve(),
          get strangers() {
            return strangers();
          },
          lookup: async (hash) => [...(this.#announced.get(note('lookup', hash)) ?? [])],
          announce: async (hash) => {
            const infoHash = note('announce', hash);
            this.#announced.set(infoHash, [...(this.#announced.get(infoHash) ?? []), member.endpoint]);
            return true;
          },
          ask: async (who, publicKey) => this.#ask(who, publicKey),
          offer: (items) => {
            member.items = items;
          },
          known: () => (nodes.length > 0 ? ['203.0.113.1:6881'] : []),
          close: async () => {
            this.#members.splice(this.#members.indexOf(member), 1);
          },
        };
      },
    };
  }

  /** Anybody may leave anybody's address. */
  leave(infoHash: Uint8Array, endpoint: Endpoint): void {
    const name = Buffer.from(infoHash).toString('hex');
    this.#announced.set(name, [...(this.#announced.get(name) ?? []), endpoint]);
  }

  #ask(who: Endpoint, publicKey: Uint8Array): Uint8Array | null {
    this.asked.push(formatEndpoint(who));
    const member = this.#members.find(
      ({ endpoint }) => endpoint.address === who.address && endpoint.port === who.port,
    );
    return member?.items.find((item) => Buffer.compare(item.publicKey, publicKey) === 0)?.value ?? null;
  }
}
