/**
 * A program that serves UDP on no address in particular answers from whichever address the system likes best, and not from
 * the one that was asked. Sent so, the answer would go astray, and would tell the asker that both addresses are one
 * machine. So where a packet from an exposed UDP port goes to somebody who has a tunnel with the address that exposes it, its source
 * is put right; and what comes back goes to the address that the program has by then bound itself to.
 */
import { addressAt, headerLength, nextHeader, setDestination, setSource, transportSum } from './packet.js';
import type { Pair } from './pair.js';
import type { Room } from './room.js';

/** How long what was put right is remembered, ms: as long as a UDP flow (RFC 4787). */
const life = 120_000;
/** Flows remembered per pair; only this machine's programs make any. */
const most = 1024;
const checksumAt = 6;

interface Answering {
  readonly address: Uint8Array;
  endsAt: number;
}

/** Flows of one pair whose program answers from another address than it was asked at. */
export class WrongSources {
  /** By own port and other's port. */
  readonly #flows = new Map<number, Answering>();

  note(ports: number, address: Uint8Array, now: number): void {
    const known = this.#flows.get(ports);
    if (known && addressAt(known.address, 0, address)) {
      known.endsAt = now + life;
      return;
    }
    this.#flows.delete(ports);
    if (this.#flows.size >= most)
      for (const first of this.#flows.keys()) if (this.#flows.delete(first)) break;
    this.#flows.set(ports, { address, endsAt: now + life });
  }

  /** The address that the program answers from; null: the one it is asked at. */
  of(ports: number, now: number): Uint8Array | null {
    const flow = this.#flows.get(ports);
    return flow && flow.endsAt > now ? flow.address : null;
  }

  get size(): number {
    return this.#flows.size;
  }

  sweep(now: number): void {
    for (const [ports, { endsAt }] of this.#flows) if (endsAt <= now) this.#flows.delete(ports);
  }
}

/** The pair that such an answer belongs to, its source now that pair's; null: it is none. Asked of packets that no pair has. */
export function righted(
  room: Room,
  bytes: Uint8Array,
  at: number,
  length: number,
  source: Uint8Array,
  now: number,
): Pair | null {
  if (!isUdp(bytes, at, length)) return null;
  const udp = at + headerLength;
  const port = portAt(bytes, udp);
  for (const pair of room.pairs.all()) {
    const isAsked = pair.current !== null && pair.exposure.udp.has(port);
    if (!isAsked || !addressAt(bytes, at + 24, pair.other)) continue;
    pair.wrongSources.note((port << 16) | portAt(bytes, udp + 2), source, now);
    setSource(bytes, at, pair.own.address);
    mend(bytes, at, length);
    return pair;
  }
  return null;
}

/** Sends what came for such a program to the address that it answers from. */
export function rightedBack(pair: Pair, bytes: Uint8Array, at: number, length: number, now: number): void {
  if (pair.wrongSources.size === 0 || !isUdp(bytes, at, length)) return;
  const udp = at + headerLength;
  const address = pair.wrongSources.of((portAt(bytes, udp + 2) << 16) | portAt(bytes, udp), now);
  if (!address) return;
  setDestination(bytes, at, address);
  mend(bytes, at, length);
}

function isUdp(bytes: Uint8Array, at: number, length: number): boolean {
  return bytes[at + 6] === nextHeader.udp && length >= headerLength + 8;
}

function portAt(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}

/** Makes the checksum fit the addresses. */
function mend(bytes: Uint8Array, at: number, length: number): void {
  const sumAt = at + headerLength + checksumAt;
  bytes.fill(0, sumAt, sumAt + 2);
  // 0 would say that there is none (RFC 768).
  const sum = transportSum(bytes, at, length) || 0xffff;
  bytes[sumAt] = sum >> 8;
  bytes[sumAt + 1] = sum & 0xff;
}
