/**
 * What may come in from the other end of one pair of addresses: answers to what this machine's programs began, and whatever
 * is for an exposed port. A stranger's packet never makes an entry, so only our own programs take up memory here. Every
 * program's packet opens its tuple, also in the middle of a connection, so that a restart of the node cuts nothing off.
 */
import { icmpType } from './icmp.js';
import { fragmentIdOf, fragmentLength, headerLength, isFirstFragment, nextHeader } from './packet.js';

/** What one of our addresses lets in. */
export interface Exposure {
  readonly tcp: ReadonlySet<number>;
  readonly udp: ReadonlySet<number>;
  /** Whether it answers ICMPv6 echo requests. */
  readonly answersPing: boolean;
}

export type Inbound = 'ok' | 'closed' | 'malformed' | 'protocol';
export type Outbound = 'ok' | 'protocol';

/** How long an entry lives without traffic, ms; TCP's as in RFC 5382, UDP's as in RFC 4787. */
export const lives = {
  /** Begun, and nothing heard yet. */
  tcpBegun: 120_000,
  tcp: 7_440_000,
  /** Both sides have finished. */
  tcpFinished: 60_000,
  tcpReset: 10_000,
  udp: 120_000,
  echo: 30_000,
  fragment: 30_000,
} as const;
/** Entries per protocol and pair. */
const maxEntries = 4096;
const maxFragments = 256;

const flag = { fin: 0x01, syn: 0x02, rst: 0x04, ack: 0x10 } as const;
const leastLength: Readonly<Record<number, number>> = {
  [nextHeader.tcp]: 20,
  [nextHeader.udp]: 8,
  [nextHeader.icmp]: 8,
};

interface Entry {
  endsAt: number;
  isHeard: boolean;
  isFinishedHere: boolean;
  isFinishedThere: boolean;
}

export class Filter {
  /** By own port and other's port, or by an echo's identifier. */
  readonly #tcp = new Map<number, Entry>();
  readonly #udp = new Map<number, Entry>();
  readonly #echo = new Map<number, Entry>();
  /** Ends of fragmented packets whose first part was let in, by their identification. */
  readonly #fragments = new Map<number, number>();

  /** How many tuples are open. */
  get size(): number {
    return this.#tcp.size + this.#udp.size + this.#echo.size;
  }

  /** Whether a program of ours has used these ports, own and other's, for UDP lately. */
  hasUdp(ports: number, now: number): boolean {
    return alive(this.#udp, ports, now) !== null;
  }

  /** A program's packet is about to leave. */
  outbound(bytes: Uint8Array, at: number, length: number, now: number): Outbound {
    let next = bytes[at + 6]!;
    let inner = at + headerLength;
    if (next === nextHeader.fragment) {
      if (length < headerLength + fragmentLength) return 'protocol';
      if (!isFirstFragment(bytes, inner)) return 'ok';
      next = bytes[inner]!;
      inner += fragmentLength;
    }
    const least = leastLength[next];
    if (least === undefined || inner + least > at + length) return 'protocol';
    if (next === nextHeader.tcp) this.#sentTcp(bytes, inner, now);
    else if (next === nextHeader.udp) {
      open(this.#udp, portsOf(bytes, inner, inner + 2), now).endsAt = now + lives.udp;
    } else return this.#sentIcmp(bytes, at, inner, length, now);
    return 'ok';
  }

  /** A packet came from the other end; it lies there with its header rebuilt. */
  inbound(bytes: Uint8Array, at: number, length: number, exposure: Exposure, now: number): Inbound {
    const next = bytes[at + 6]!;
    const inner = at + headerLength;
    if (next !== nextHeader.fragment) return this.#judge(next, bytes, at, inner, length, exposure, now);
    if (length < headerLength + fragmentLength) return 'malformed';
    const id = fragmentIdOf(bytes, inner);
    if (!isFirstFragment(bytes, inner)) return (this.#fragments.get(id) ?? 0) > now ? 'ok' : 'closed';
    const verdict = this.#judge(bytes[inner]!, bytes, at, inner + fragmentLength, length, exposure, now);
    if (verdict === 'ok') {
      if (this.#fragments.size >= maxFragments) forgetFirst(this.#fragments);
      this.#fragments.set(id, now + lives.fragment);
    }
    return verdict;
  }

  /** Forgets what has ended. */
  sweep(now: number): void {
    for (const entries of [this.#tcp, this.#udp, this.#echo]) {
      for (const [key, { endsAt }] of entries) if (endsAt <= now) entries.delete(key);
    }
    for (const [id, endsAt] of this.#fragments) if (endsAt <= now) this.#fragments.delete(id);
  }

  #judge(
    next: number,
    bytes: Uint8Array,
    at: number,
    inner: number,
    length: number,
    exposure: Exposure,
    now: number,
  ): Inbound {
    const least = leastLength[next];
    if (least === undefined) return 'protocol';
    if (inner + least > at + length) return 'malformed';
    if (next === nextHeader.tcp) return this.#heardTcp(bytes, inner, exposure, now);
    if (next === nextHeader.udp) {
      if (exposure.udp.has(portOf(bytes, inner + 2))) return 'ok';
      const entry = alive(this.#udp, portsOf(bytes, inner + 2, inner), now);
      if (!entry) return 'closed';
      entry.endsAt = now + lives.udp;
      return 'ok';
    }
    return this.#heardIcmp(bytes, at, inner, length, exposure, now);
  }

  #sentTcp(bytes: Uint8Array, tcp: number, now: number): void {
    const flags = bytes[tcp + 13]!;
    const key = portsOf(bytes, tcp, tcp + 2);
    if ((flags & flag.rst) !== 0) {
      const entry = alive(this.#tcp, key, now);
      if (entry) entry.endsAt = Math.min(entry.endsAt, now + lives.tcpReset);
      return;
    }
    // A new connection on old ports begins anew.
    if ((flags & (flag.syn | flag.ack)) === flag.syn) this.#tcp.delete(key);
    const entry = open(this.#tcp, key, now);
    if ((flags & flag.fin) !== 0) entry.isFinishedHere = true;
    refresh(entry, now);
  }

  #heardTcp(bytes: Uint8Array, tcp: number, exposure: Exposure, now: number): Inbound {
    const flags = bytes[tcp + 13]!;
    if (exposure.tcp.has(portOf(bytes, tcp + 2))) return 'ok';
    // A SYN alone wants to begin something, whatever tuple it names.
    if ((flags & (flag.syn | flag.ack)) === flag.syn) return 'closed';
    const entry = alive(this.#tcp, portsOf(bytes, tcp + 2, tcp), now);
    if (!entry) return 'closed';
    entry.isHeard = true;
    if ((flags & flag.fin) !== 0) entry.isFinishedThere = true;
    if ((flags & flag.rst) !== 0) entry.endsAt = Math.min(entry.endsAt, now + lives.tcpReset);
    else refresh(entry, now);
    return 'ok';
  }

  #sentIcmp(bytes: Uint8Array, at: number, icmp: number, length: number, now: number): Outbound {
    const type = bytes[icmp]!;
    if (type === icmpType.echo) open(this.#echo, portOf(bytes, icmp + 4), now).endsAt = now + lives.echo;
    const passes = type === icmpType.echo || type === icmpType.reply || quotes(bytes, at, icmp, length);
    return passes ? 'ok' : 'protocol';
  }

  #heardIcmp(
    bytes: Uint8Array,
    at: number,
    icmp: number,
    length: number,
    exposure: Exposure,
    now: number,
  ): Inbound {
    const type = bytes[icmp]!;
    if (type === icmpType.echo) return exposure.answersPing ? 'ok' : 'closed';
    if (type === icmpType.reply) return alive(this.#echo, portOf(bytes, icmp + 4), now) ? 'ok' : 'closed';
    if (!quotes(bytes, at, icmp, length)) return 'protocol';
    return this.#isOurs(bytes, icmp + 8, exposure, now) ? 'ok' : 'closed';
  }

  /** Whether an error quotes a packet of ours that is part of something open. */
  #isOurs(bytes: Uint8Array, quoted: number, exposure: Exposure, now: number): boolean {
    const inner = quoted + headerLength;
    const ports = portsOf(bytes, inner, inner + 2);
    switch (bytes[quoted + 6]) {
      case nextHeader.tcp:
        return exposure.tcp.has(portOf(bytes, inner)) || alive(this.#tcp, ports, now) !== null;
      case nextHeader.udp:
        return exposure.udp.has(portOf(bytes, inner)) || alive(this.#udp, ports, now) !== null;
      case nextHeader.icmp:
        return bytes[inner] === icmpType.echo && alive(this.#echo, portOf(bytes, inner + 4), now) !== null;
      default:
        return false;
    }
  }
}

/** Errors that go through: unreachable, time exceeded, parameter problem; a packet that is too big is no matter between ends. */
const quotingTypes: ReadonlySet<number> = new Set([1, 3, 4]);

/** Whether it is an error about a packet that went the other way between the same two addresses, ports included. */
export function quotes(bytes: Uint8Array, at: number, icmp: number, length: number): boolean {
  const quoted = icmp + 8;
  if (!quotingTypes.has(bytes[icmp]!) || quoted + headerLength + 8 > at + length) return false;
  for (let i = 0; i < 16; i += 1) {
    if (bytes[quoted + 8 + i] !== bytes[at + 24 + i] || bytes[quoted + 24 + i] !== bytes[at + 8 + i])
      return false;
  }
  return true;
}

function refresh(entry: Entry, now: number): void {
  const isOver = entry.isFinishedHere && entry.isFinishedThere;
  entry.endsAt = now + (isOver ? lives.tcpFinished : entry.isHeard ? lives.tcp : lives.tcpBegun);
}

function open(entries: Map<number, Entry>, key: number, now: number): Entry {
  const known = alive(entries, key, now);
  if (known) return known;
  entries.delete(key);
  if (entries.size >= maxEntries) forgetFirst(entries);
  const entry = { endsAt: now, isHeard: false, isFinishedHere: false, isFinishedThere: false };
  entries.set(key, entry);
  return entry;
}

function alive(entries: ReadonlyMap<number, Entry>, key: number, now: number): Entry | null {
  const entry = entries.get(key);
  return entry && entry.endsAt > now ? entry : null;
}

/** The one opened longest ago. */
function forgetFirst(entries: Map<number, unknown>): void {
  for (const key of entries.keys()) {
    entries.delete(key);
    return;
  }
}

function portOf(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}

/** Our port and theirs as one small number. */
function portsOf(bytes: Uint8Array, own: number, other: number): number {
  return (portOf(bytes, own) << 16) | portOf(bytes, other);
}
