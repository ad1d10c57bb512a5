/**
 * As much of HTTP over TCP as a visitor waits for: SYN, its answer, request, first byte. Nothing is sent again: where no datagram
 * is lost, nothing need be.
 */
import type { Clock } from '../../clock/clock.js';
import type { MemoryTun } from '../../tun/memory.js';
import { nextHeader } from '../../tunnel/packet.js';
import { readSegment, type Segment, type Socket, tcpFlag, tcpPacket } from './packets.js';

export const webPort = 80;
const firstPort = 49_152;
const { syn, ack, push } = tcpFlag;
const nothing = new Uint8Array(0);
const request = new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n');
const answer = new TextEncoder().encode('HTTP/1.1 200 OK\r\n\r\n');

/** The server: called when a request has come, before it is answered. */
export function serve(clock: Clock, tun: MemoryTun, onRequest: () => void): void {
  tun.onPacket = (packet) => {
    const segment = readSegment(packet, nextHeader.tcp);
    if (segment?.to.port !== webPort) return;
    const { from, to, flags, payload } = segment;
    if (payload.length > 0) onRequest();
    const reply =
      payload.length > 0 ? { flags: ack | push, body: answer } : { flags: syn | ack, body: nothing };
    // The device still writes: a program gets to send after that.
    if (payload.length > 0 || flags === syn)
      clock.after(0, () => tun.send([tcpPacket(to, from, reply.flags, reply.body)]));
  };
}

/** A connection of the visitor's. */
export class Visit {
  /** `Clock.now()` of the last answer's first byte; null while one is waited for. */
  answeredAt: number | null = null;
  readonly #from: Socket;
  readonly #to: Socket;

  /** Begins to connect, and asks as soon as it can. One visit of a machine at a time. */
  constructor(
    private readonly clock: Clock,
    private readonly tun: MemoryTun,
    from: Uint8Array,
    to: Uint8Array,
  ) {
    this.#from = { address: from, port: firstPort };
    this.#to = { address: to, port: webPort };
    tun.onPacket = (packet) => this.#take(readSegment(packet, nextHeader.tcp));
    this.#send(syn, nothing);
  }

  /** Asks once more over the connection that stands. */
  ask(): void {
    this.answeredAt = null;
    this.#send(ack | push, request);
  }

  #take(segment: Segment | null): void {
    if (segment?.from.port !== webPort) return;
    if (segment.payload.length > 0) this.answeredAt ??= this.clock.now();
    else if (segment.flags === (syn | ack)) this.clock.after(0, () => this.ask());
  }

  #send(flags: number, payload: Uint8Array): void {
    this.tun.send([tcpPacket(this.#from, this.#to, flags, payload)]);
  }
}
