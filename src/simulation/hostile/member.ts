/**
 * One id of a collusion: links as every node has them, over real handshakes, and another mind behind the handlers.
 * Many members may be one machine. It answers pings always, so that nobody thinks it gone.
 */
import type { Clock } from '../../clock/clock.js';
import type { Identity } from '../../crypto/identity.js';
import type { Random } from '../../crypto/random.js';
import { pingHandler } from '../../dht/handlers/ping.js';
import { hex } from '../../dht/id.js';
import type { NodeContact } from '../../dht/table.js';
import { FirstMessages } from '../../link/first-messages.js';
import { createLinks } from '../../link/links.js';
import { type Channel, type Link, type Links, maxRequestBody, requestKinds } from '../../link/types.js';
import { silentLog } from '../../log/log.js';
import type { DatagramSocket, Endpoint, Net } from '../../net/net.js';
import { MemoryState } from '../../state/state.js';
import { decodeFindNodeRequest, encodeFindNodeAnswer } from '../../wire/find-node.js';
import { decodeGetRequest, encodeGetAnswer } from '../../wire/get.js';
import { decodeStoreRequest, encodeStoreAnswer } from '../../wire/store.js';
import { recordFor } from './records.js';
import type { Way } from './way.js';

/** What members stand on: the same parts as honest nodes. */
export interface MemberParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly channel: Channel;
  readonly puzzleBits: number;
  /** Milliseconds since 1970. */
  readonly networkTime: () => number;
  /** The network as the host with this IPv4 address sees it. */
  readonly host: (address: string) => Net;
}

export class Member implements NodeContact {
  readonly nodeId: Uint8Array;
  readonly identityKey: Uint8Array;
  readonly puzzleNonce: Uint8Array;
  /** `Clock.now()` of the last dial, by node id in hex. */
  readonly #dialledAt = new Map<string, number>();

  private constructor(
    readonly parts: MemberParts,
    readonly identity: Identity,
    readonly way: Way,
    readonly links: Links,
    readonly socket: DatagramSocket,
  ) {
    this.nodeId = identity.nodeId;
    this.identityKey = identity.publicKey;
    this.puzzleNonce = identity.puzzleNonce;
    this.#answer();
  }

  static async open(parts: MemberParts, identity: Identity, at: Endpoint, way: Way): Promise<Member> {
    const { clock, random, channel, puzzleBits } = parts;
    const socket = await parts.host(at.address).open(at.port);
    const seconds = () => Math.floor(parts.networkTime() / 1000);
    const firstMessages = await FirstMessages.open(new MemoryState());
    const links = createLinks({
      clock,
      random,
      log: silentLog,
      socket,
      identity,
      channel,
      firstMessages,
      networkTime: seconds,
      puzzleBits,
    });
    return new Member(parts, identity, way, links, socket);
  }

  get endpoints() {
    return this.socket.local;
  }

  /** Its own node record, signed now. */
  get record(): Uint8Array {
    return recordFor(this.parts, this.identity, this.socket.local[0]!);
  }

  /** When that node was last dialled from here, ms of the clock; long ago if never. */
  dialledAt(nodeId: Uint8Array): number {
    return this.#dialledAt.get(hex(nodeId)) ?? Number.NEGATIVE_INFINITY;
  }

  /** How many nodes were dialled. */
  get dialled(): number {
    return this.#dialledAt.size;
  }

  async dial(contact: NodeContact): Promise<Link | null> {
    this.#dialledAt.set(hex(contact.nodeId), this.parts.clock.now());
    return this.links.connect(contact);
  }

  async close(): Promise<void> {
    this.links.close();
    await this.socket.close();
  }

  #answer(): void {
    const { links, way } = this;
    links.handle(requestKinds.ping, pingHandler(this.parts.networkTime));
    links.handle(requestKinds.findNode, (body, from) => {
      const request = decodeFindNodeRequest(body);
      const contacts = request && way.findNode(this, request.target, from);
      return contacts && encodeFindNodeAnswer({ contacts }, maxRequestBody);
    });
    links.handle(requestKinds.get, (body, from) => {
      const request = decodeGetRequest(body);
      const answer = request && way.get(this, request, from);
      return answer && encodeGetAnswer(answer, maxRequestBody);
    });
    links.handle(requestKinds.store, (body, from) => {
      const request = decodeStoreRequest(body);
      const verdict = request && way.store(this, request, from);
      return verdict && encodeStoreAnswer(verdict);
    });
  }
}
