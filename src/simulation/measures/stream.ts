/**
 * A one-way stream of numbered UDP packets from a program behind one TUN device to one behind another: how many came, and for how
 * long at a time none did.
 */
import type { Clock, Timer } from '../../clock/clock.js';
import type { MemoryTun } from '../../tun/memory.js';
import { nextHeader } from '../../tunnel/packet.js';
import { readSegment, udpPacket } from './packets.js';

export const streamPort = 9;
const fromPort = 5_000;
const numberLength = 8;

export interface StreamEnd {
  readonly tun: MemoryTun;
  readonly address: Uint8Array;
}

export class Stream {
  sent = 0;
  /** Packets that came, each counted once, and those among them that came again or were not what was sent. */
  received = 0;
  wrong = 0;
  /** The longest time without a packet since `watch`, ms. */
  #longest = 0;
  #lastAt: number;
  #every = 0;
  #timer: Timer | null = null;
  readonly #missing = new Set<number>();

  constructor(
    private readonly clock: Clock,
    private readonly from: StreamEnd,
    private readonly to: StreamEnd,
  ) {
    this.#lastAt = clock.now();
    to.tun.onPacket = (packet) => this.#take(packet);
  }

  /** From now on so many packets per second; 0: none. */
  run(perSecond: number): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#every = perSecond > 0 ? 1_000 / perSecond : 0;
    if (this.#every > 0) this.#turn();
  }

  /** Forgets the pauses until now. */
  watch(): void {
    this.#longest = 0;
    this.#lastAt = this.clock.now();
  }

  /** The longest pause since `watch`, the one that lasts now included, ms. */
  get longest(): number {
    return Math.max(this.#longest, this.quietFor);
  }

  get quietFor(): number {
    return this.clock.now() - this.#lastAt;
  }

  /** Packets that did not come, of those from that number on. */
  lostSince(first: number): number {
    let lost = 0;
    for (const number of this.#missing) if (number >= first) lost += 1;
    return lost;
  }

  close(): void {
    this.run(0);
    this.to.tun.onPacket = () => {};
  }

  #turn(): void {
    this.#timer = this.clock.after(this.#every, () => this.#turn());
    this.#missing.add(this.sent);
    this.from.tun.send([packetOf(this.from.address, this.to.address, this.sent)]);
    this.sent += 1;
  }

  #take(packet: Uint8Array): void {
    const number = numberIn(packet);
    if (number === null || !this.#missing.delete(number)) {
      this.wrong += 1;
      return;
    }
    const now = this.clock.now();
    this.#longest = Math.max(this.#longest, now - this.#lastAt);
    this.#lastAt = now;
    this.received += 1;
  }
}

function packetOf(source: Uint8Array, destination: Uint8Array, number: number): Uint8Array {
  const payload = new Uint8Array(numberLength);
  new DataView(payload.buffer).setFloat64(0, number);
  return udpPacket({ address: source, port: fromPort }, { address: destination, port: streamPort }, payload);
}

/** Null: it is none of ours, or not as it was sent. */
function numberIn(packet: Uint8Array): number | null {
  const payload = readSegment(packet, nextHeader.udp)?.payload;
  if (payload?.length !== numberLength) return null;
  return new DataView(payload.buffer, payload.byteOffset).getFloat64(0);
}
