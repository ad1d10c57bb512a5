/**
 * Which of our addresses was asked. A program that serves UDP on no address in particular answers from whichever address the
 * system likes best, and not from the one that was asked. Sent so, the answer would go astray, and would tell the asker that
 * both addresses are one machine. So a packet to an exposed UDP port is noted before the program sees it, or goes no
 * further; and whatever goes out in that flow leaves from the address that was asked, whatever else there is between the
 * two ends by then. What comes after goes to the address that the program has bound itself to.
 *
 * Flows are the asker's: they outlive its tunnels, which it ends as it likes.
 */
import { textOf } from '../wire/bytes.js';
import { quotes } from './filter.js';
import {
  addressAt,
  fragmentIdOf,
  fragmentLength,
  headerLength,
  isFirstFragment,
  nextHeader,
  setDestination,
  setSource,
} from './packet.js';
import type { OwnAddress } from './types.js';

/** How long a flow is remembered, ms: as long as a UDP flow (RFC 4787); and the rest of a packet in fragments. */
const life = 120_000;
const fragmentLife = 30_000;
/** Flows of one asker and of all, and packets in fragments. */
const mostOfOne = 1024;
const mostOfAll = 65_536;
const mostFragments = 1024;

const udpLength = 8;
const icmpLength = 8;
const checksumAt = 6;

interface Flow {
  readonly own: OwnAddress;
  /** The address that the program answers from; null as long as that is the one that was asked. */
  answersFrom: Uint8Array | null;
  endsAt: number;
}

export class Asked {
  /** By the asker's address; then by own port and the asker's port. */
  readonly #flows = new Map<string, Map<number, Flow>>();
  /** Addresses put into the first fragment of a packet, for those that follow, by direction, other end and identification. */
  readonly #fragments = new Map<string, { readonly address: Uint8Array; readonly endsAt: number }>();
  #count = 0;
  #sweptAt = 0;

  /** How many flows are remembered. */
  get size(): number {
    return this.#count;
  }

  /**
   * A packet for an exposed UDP port of `own` lies at `at` with its header rebuilt; its destination is changed where the program
   * has bound another address. False when it must not go on: there are too many flows, or the same ports of that asker are in
   * use with another of our addresses, and the program's answers could not be told apart.
   */
  admit(
    bytes: Uint8Array,
    at: number,
    length: number,
    own: OwnAddress,
    isOpenElsewhere: (ports: number) => boolean,
    now: number,
  ): boolean {
    const udp = udpAt(bytes, at, length);
    if (udp === null) return this.#follow('in', bytes, at, length, now);
    const ports = (portAt(bytes, udp + 2) << 16) | portAt(bytes, udp);
    const asker = textOf(bytes.subarray(at + 8, at + 24));
    const flow = this.#flow(asker, ports, now) ?? this.#begin(asker, ports, own, isOpenElsewhere, now);
    if (flow?.own !== own) return false;
    flow.endsAt = now + life;
    if (!flow.answersFrom) return true;
    this.#remember('in', bytes, at, flow.answersFrom, now);
    sumAnew(bytes, udp + checksumAt, at + 24, flow.answersFrom);
    setDestination(bytes, at, flow.answersFrom);
    return true;
  }

  /**
   * A program's packet is about to leave; its source is put right if it belongs to a flow that another address was asked in.
   * False when it must not leave: an error about a packet that the program was sent under another address.
   */
  answer(bytes: Uint8Array, at: number, length: number, now: number): boolean {
    if (this.#count === 0) return true;
    const asker = textOf(bytes.subarray(at + 24, at + 40));
    const udp = udpAt(bytes, at, length);
    if (udp === null) {
      if (bytes[at + 6] === nextHeader.icmp) return !this.#isAstray(asker, bytes, at, length, now);
      return this.#follow('out', bytes, at, length, now);
    }
    const flow = this.#flow(asker, (portAt(bytes, udp) << 16) | portAt(bytes, udp + 2), now);
    if (!flow) return true;
    flow.endsAt = now + life;
    if (addressAt(bytes, at + 8, flow.own.address)) {
      flow.answersFrom = null;
      return true;
    }
    if (!flow.answersFrom || !addressAt(bytes, at + 8, flow.answersFrom))
      flow.answersFrom = bytes.slice(at + 8, at + 24);
    this.#remember('out', bytes, at, flow.own.address, now);
    sumAnew(bytes, udp + checksumAt, at + 8, flow.own.address);
    setSource(bytes, at, flow.own.address);
    return true;
  }

  #flow(asker: string, ports: number, now: number): Flow | null {
    const flow = this.#flows.get(asker)?.get(ports);
    return flow && flow.endsAt > now ? flow : null;
  }

  #begin(
    asker: string,
    ports: number,
    own: OwnAddress,
    isOpenElsewhere: (ports: number) => boolean,
    now: number,
  ): Flow | null {
    if (now - this.#sweptAt >= fragmentLife) this.#sweep(now);
    const known = this.#flows.get(asker);
    if (this.#count >= mostOfAll || (known?.size ?? 0) >= mostOfOne || isOpenElsewhere(ports)) return null;
    const flows = known ?? new Map<number, Flow>();
    if (!known) this.#flows.set(asker, flows);
    if (!flows.has(ports)) this.#count += 1;
    const flow = { own, answersFrom: null, endsAt: now + life };
    flows.set(ports, flow);
    return flow;
  }

  /** Whether it is an error about a packet of a flow, from another address than was asked. */
  #isAstray(asker: string, bytes: Uint8Array, at: number, length: number, now: number): boolean {
    const icmp = at + headerLength;
    if (icmp + icmpLength > at + length || !quotes(bytes, at, icmp, length)) return false;
    const quoted = icmp + icmpLength;
    const udp = udpAt(bytes, quoted, at + length - quoted);
    if (udp === null) return false;
    const flow = this.#flow(asker, (portAt(bytes, udp + 2) << 16) | portAt(bytes, udp), now);
    return flow !== null && !addressAt(bytes, at + 8, flow.own.address);
  }

  /** If it is the first of several fragments, the others go the same way. */
  #remember(direction: 'in' | 'out', bytes: Uint8Array, at: number, address: Uint8Array, now: number): void {
    if (bytes[at + 6] !== nextHeader.fragment) return;
    if (this.#fragments.size >= mostFragments)
      for (const first of this.#fragments.keys()) if (this.#fragments.delete(first)) break;
    this.#fragments.set(fragmentName(direction, bytes, at), { address, endsAt: now + fragmentLife });
  }

  /** A fragment after the first, which has no ports; true, since what belongs to no flow goes on as it is. */
  #follow(direction: 'in' | 'out', bytes: Uint8Array, at: number, length: number, now: number): true {
    if (this.#fragments.size === 0 || !isLaterFragment(bytes, at, length)) return true;
    const known = this.#fragments.get(fragmentName(direction, bytes, at));
    if (!known || known.endsAt <= now) return true;
    if (direction === 'in') setDestination(bytes, at, known.address);
    else setSource(bytes, at, known.address);
    return true;
  }

  #sweep(now: number): void {
    this.#sweptAt = now;
    for (const [asker, flows] of this.#flows) {
      for (const [ports, { endsAt }] of flows) {
        if (endsAt > now) continue;
        flows.delete(ports);
        this.#count -= 1;
      }
      if (flows.size === 0) this.#flows.delete(asker);
    }
    for (const [name, { endsAt }] of this.#fragments) if (endsAt <= now) this.#fragments.delete(name);
  }
}

/** Where the UDP header of a packet lies, or of a first fragment; null: it has none. */
export function udpAt(bytes: Uint8Array, at: number, length: number): number | null {
  let next = bytes[at + 6];
  let inner = at + headerLength;
  if (next === nextHeader.fragment && length >= headerLength + fragmentLength) {
    if (!isFirstFragment(bytes, inner)) return null;
    next = bytes[inner];
    inner += fragmentLength;
  }
  return next === nextHeader.udp && inner + udpLength <= at + length ? inner : null;
}

/** The port of ours that a packet with its UDP header there is for. */
export function askedPort(bytes: Uint8Array, udp: number): number {
  return portAt(bytes, udp + 2);
}

function isLaterFragment(bytes: Uint8Array, at: number, length: number): boolean {
  const isFragment = bytes[at + 6] === nextHeader.fragment && length >= headerLength + fragmentLength;
  return isFragment && !isFirstFragment(bytes, at + headerLength);
}

function fragmentName(direction: 'in' | 'out', bytes: Uint8Array, at: number): string {
  const other = at + (direction === 'in' ? 8 : 24);
  return `${direction}${fragmentIdOf(bytes, at + headerLength)}${textOf(bytes.subarray(other, other + 16))}`;
}

function portAt(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}

/** Makes a checksum fit another address than stands at `at` (RFC 1624, equation 3), as far as the rest of the packet may be. */
function sumAnew(bytes: Uint8Array, sumAt: number, at: number, address: Uint8Array): void {
  let sum = ~portAt(bytes, sumAt) & 0xffff;
  for (let i = 0; i < 16; i += 2) sum += (~portAt(bytes, at + i) & 0xffff) + portAt(address, i);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  // 0 would say that there is none (RFC 768).
  const made = ~sum & 0xffff || 0xffff;
  bytes[sumAt] = made >> 8;
  bytes[sumAt + 1] = made & 0xff;
}
