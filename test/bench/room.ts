/** Rooms of links in one process for benchmarks: virtual time, and a wire that delivers when told to. */
import { VirtualClock } from '../../src/clock/virtual.js';
import { openIdentity } from '../../src/crypto/identity.js';
import { systemRandom } from '../../src/crypto/random.js';
import { FirstMessages } from '../../src/link/first-messages.js';
import { createLinks } from '../../src/link/links.js';
import type { Links, PeerAddress } from '../../src/link/types.js';
import { silentLog } from '../../src/log/log.js';
import type { DatagramSocket, Endpoint } from '../../src/net/net.js';
import { MemoryState } from '../../src/state/state.js';

export interface BenchRoom {
  readonly links: Links;
  readonly address: PeerAddress;
  readonly socket: DatagramSocket;
}

interface OnTheWay {
  readonly data: Uint8Array;
  readonly from: Endpoint;
  readonly to: Endpoint;
}

const channel = { name: 'bench', kind: 'invite', key: new Uint8Array(32).fill(7) } as const;

export class Wire {
  readonly clock = new VirtualClock();
  /** What was sent and not delivered yet. */
  readonly waiting: OnTheWay[] = [];
  readonly #sockets = new Map<string, DatagramSocket>();

  /** A room of its own at an address of its own. */
  async room(): Promise<BenchRoom> {
    const number = this.#sockets.size;
    const endpoint: Endpoint = { family: 4, address: `10.9.${number >> 8}.${number & 255}`, port: 4000 };
    const socket: DatagramSocket = {
      onDatagram: () => {},
      local: [endpoint],
      send: (data, to) => this.waiting.push({ data: data.slice(), from: endpoint, to }),
      close: async () => {},
    };
    this.#sockets.set(endpoint.address, socket);
    const state = new MemoryState();
    const networkTime = () => Math.floor(this.clock.wall() / 1000);
    const identity = await openIdentity(state, systemRandom, 0);
    const links = createLinks({
      clock: this.clock,
      random: systemRandom,
      log: silentLog,
      socket,
      identity,
      channel,
      firstMessages: await FirstMessages.open(state),
      networkTime,
      puzzleBits: 0,
    });
    return { links, socket, address: { identityKey: identity.publicKey, endpoints: [endpoint] } };
  }

  /** Delivers everything that is on the way, and what is sent because of it. */
  deliver(): void {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      this.#sockets.get(next.to.address)?.onDatagram(next.data, next.from);
    }
  }
}
