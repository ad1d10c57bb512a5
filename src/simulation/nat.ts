/**
 * A home router between one host and the internet (RFC 4787): it writes its own address over the host's and decides
 * who may answer. Made by whoever makes hosts, asked by the switchboard for every datagram.
 *
 *     kind             outside port per      lets in
 *     full-cone        inside port           everybody
 *     restricted       inside port           addresses that were sent to
 *     port-restricted  inside port           endpoints that were sent to
 *     symmetric        inside port and peer  that peer
 */
import type { Random } from '../crypto/random.js';
import { formatEndpoint } from '../net/address.js';
import type { Endpoint } from '../net/net.js';

export type NatKind = 'full-cone' | 'restricted' | 'port-restricted' | 'symmetric';

interface Mapping {
  readonly inside: number;
  readonly outside: Endpoint;
  /** Whom the host sent to through it, as far as this kind tells them apart, and when last. */
  readonly sentTo: Map<string, number>;
  /** When the host last sent through it; what comes in keeps nothing open (RFC 4787, REQ-6). */
  usedAt: number;
}

/** From this many mappings or peers of one on, those that have ended are forgotten. */
const tidyAbove = 256;

export class Nat {
  /** By inside port, for symmetric ones with the peer. */
  readonly #mappings = new Map<string, Mapping>();
  readonly #byPort = new Map<number, Mapping>();
  /** Outside to inside ports that the host asked for. */
  readonly #opened = new Map<number, number>();

  /**
   * @param address the public one
   * @param timeout after which a mapping that the host does not use ends, ms
   */
  constructor(
    readonly kind: NatKind,
    readonly address: string,
    readonly timeout: number,
    private readonly random: Random,
  ) {}

  /** Where a datagram from the host's `inside` port to `to` seems to come from. */
  outward(inside: number, to: Endpoint, now: number): Endpoint {
    const peer = formatEndpoint(to);
    const key = this.kind === 'symmetric' ? `${inside} ${peer}` : `${inside}`;
    let mapping = this.#mappings.get(key);
    if (mapping && this.#hasEnded(mapping, now)) {
      this.#forget(key, mapping);
      mapping = undefined;
    }
    if (!mapping) {
      if (this.#mappings.size >= tidyAbove) this.#tidy(now);
      const port = this.#freePort();
      mapping = {
        inside,
        outside: { family: 4, address: this.address, port },
        sentTo: new Map(),
        usedAt: now,
      };
      this.#mappings.set(key, mapping);
      this.#byPort.set(port, mapping);
    }
    mapping.usedAt = now;
    if (this.kind !== 'full-cone') {
      if (mapping.sentTo.size >= tidyAbove) this.#tidy(now);
      mapping.sentTo.set(this.#name(to, peer), now);
    }
    return mapping.outside;
  }

  /** The host's port that a datagram to the outside `port` goes to; null when it is not let in. */
  inward(port: number, from: Endpoint, now: number): number | null {
    const opened = this.#opened.get(port);
    if (opened !== undefined) return opened;
    const mapping = this.#byPort.get(port);
    if (!mapping || this.#hasEnded(mapping, now)) return null;
    if (this.kind === 'full-cone') return mapping.inside;
    const sentAt = mapping.sentTo.get(this.#name(from, formatEndpoint(from)));
    return sentAt !== undefined && now - sentAt <= this.timeout ? mapping.inside : null;
  }

  /** Opens a port for everybody, as a host may ask of its router; what the host sends goes out as before. */
  open(inside: number, port: number): void {
    this.#opened.set(port, inside);
  }

  shut(port: number): void {
    this.#opened.delete(port);
  }

  #name(peer: Endpoint, whole: string): string {
    return this.kind === 'restricted' ? peer.address : whole;
  }

  #hasEnded(mapping: Mapping, now: number): boolean {
    return now - mapping.usedAt > this.timeout;
  }

  #forget(key: string, mapping: Mapping): void {
    this.#mappings.delete(key);
    this.#byPort.delete(mapping.outside.port);
  }

  #tidy(now: number): void {
    for (const [key, mapping] of this.#mappings) {
      if (this.#hasEnded(mapping, now)) this.#forget(key, mapping);
      else {
        for (const [name, at] of mapping.sentTo) if (now - at > this.timeout) mapping.sentTo.delete(name);
      }
    }
  }

  #freePort(): number {
    for (;;) {
      const port = 1024 + Math.floor(this.random.next() * (65536 - 1024));
      if (!this.#byPort.has(port) && !this.#opened.has(port)) return port;
    }
  }
}
