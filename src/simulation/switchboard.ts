/**
 * An internet in memory: hosts with addresses, and datagrams that take their time or get lost between them. Stands in
 * for net/udp.ts; time and chance come from outside, so a run with a seed repeats exactly. A datagram's journey:
 *
 *     socket -> its host's NAT, if it has one -> narrow way out -> loss, delay by distance, doubles
 *            -> whoever is at that address: a NAT, which lets it in or not -> the socket at that port
 */
import type { Clock } from '../clock/clock.js';
import type { Random } from '../crypto/random.js';
import { type DatagramSocket, type Endpoint, type Net, NetError } from '../net/net.js';
import { BufferPool } from './buffer-pool.js';
import type { Nat } from './nat.js';

export interface Weather {
  /** One way, in ms, besides what the distance takes. */
  latency: number;
  /** Part of the delay by which it varies, 0 to 1; more than 0 also reorders. */
  jitter: number;
  /** Part of the datagrams lost, 0 to 1. */
  loss: number;
  /** Part of the datagrams that arrive twice, 0 to 1. */
  doubles: number;
}

/** A narrow way out of a host, with the buffer of a modem in front of it. */
export interface Uplink {
  readonly bytesPerSecond: number;
  /** How long what stands in the full buffer takes to go out, in ms. */
  readonly buffer: number;
}

/** Where a host is: two numbers whose distance from another's is the way between them in ms. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What a host's addresses are; leave out a family it does not have. */
export interface HostAddresses {
  readonly v4?: string;
  readonly v6?: string;
}

export interface HostOptions {
  readonly place?: Place;
  /** The router that this host's IPv4 address is behind; then nobody outside can see that address. */
  readonly nat?: Nat;
}

/** Bytes of IP and UDP headers. */
export const headerBytes = { 4: 28, 6: 48 } as const;

/** Who stands at an address. */
interface Site {
  readonly place: Place | null;
  readonly nat: Nat | null;
  readonly sockets: Map<number, DatagramSocket>;
  isDown: boolean;
  mtu: number;
  uplink: (Uplink & { freeAt: number }) | null;
}

export class Switchboard {
  readonly weather: Weather;
  /** Sees every datagram that is sent, also those that get lost. */
  onSent: (data: Uint8Array, from: Endpoint, to: Endpoint) => void = () => {};
  /** All that was sent so far; `ipBytes` with the headers of IP and UDP. */
  readonly sent = { datagrams: 0, ipBytes: 0 };
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #sites = new Map<string, Site>();
  readonly #buffers = new BufferPool();
  #nextPort = 20_000;

  constructor(clock: Clock, random: Random, weather: Partial<Weather> = {}) {
    this.#clock = clock;
    this.#random = random;
    this.weather = { latency: 20, jitter: 0, loss: 0, doubles: 0, ...weather };
  }

  /** The network as the host with these addresses sees it. Options are those of its first call. */
  host(addresses: HostAddresses, options: HostOptions = {}): Net {
    for (const address of outside(addresses, options)) this.#site(address, options);
    return { open: async (port) => this.#open(addresses, options, port) };
  }

  /** Switches a host off: its sockets are closed, and its address is nobody's until `host` is called again. */
  remove(addresses: HostAddresses, options: HostOptions = {}): void {
    for (const address of outside(addresses, options)) {
      for (const socket of this.#sites.get(address)?.sockets.values() ?? []) void socket.close();
      this.#sites.delete(address);
    }
  }

  /** Takes an address off the network, or puts it back. */
  setDown(address: string, down: boolean): void {
    this.#site(address).isDown = down;
  }

  /** From now on everything that this address sends goes through a narrow way; null: no more. */
  setUplink(address: string, uplink: Uplink | null): void {
    this.#site(address).uplink = uplink && { ...uplink, freeAt: this.#clock.now() };
  }

  /** From now on IP packets of more than `bytes`, headers included, are lost on the way from and to this address. */
  setMtu(address: string, bytes: number): void {
    this.#site(address).mtu = bytes;
  }

  /** Puts a datagram on the way as if `from` had sent it; also for strangers who forge their address. */
  send(data: Uint8Array, from: Endpoint, to: Endpoint): void {
    this.onSent(data, from, to);
    const ipBytes = data.length + headerBytes[from.family];
    this.sent.datagrams += 1;
    this.sent.ipBytes += ipBytes;
    const origin = this.#sites.get(from.address);
    const site = this.#sites.get(to.address);
    if (origin?.isDown || this.#chance(this.weather.loss)) return;
    const wait = origin?.uplink ? this.#uplinkWait(origin.uplink, data.length) : 0;
    if (wait === null) return;
    const delay = wait + this.#delay(origin, site);
    if (!site || ipBytes > Math.min(site.mtu, origin?.mtu ?? site.mtu)) return;
    this.#deliver(site, data, from, to, delay);
    const { doubles } = this.weather;
    if (doubles > 0 && this.#chance(doubles)) {
      this.#deliver(site, data, from, to, wait + this.#delay(origin, site));
    }
  }

  #deliver(site: Site, data: Uint8Array, from: Endpoint, to: Endpoint, delay: number): void {
    const copy = this.#buffers.copy(data);
    this.#clock.after(delay, () => {
      const inside = site.nat ? site.nat.inward(to.port, from, this.#clock.now()) : to.port;
      if (inside !== null && !site.isDown) site.sockets.get(inside)?.onDatagram(copy, from);
      this.#buffers.giveBack(copy);
    });
  }

  #chance(part: number): boolean {
    return this.#random.next() < part;
  }

  #delay(from: Site | undefined, to: Site | undefined): number {
    const { latency, jitter } = this.weather;
    const [a, b] = [from?.place, to?.place];
    const way = latency + (a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0);
    return way * (1 + jitter * (2 * this.#random.next() - 1));
  }

  /** How long a datagram stands in front of the narrow way; null when its buffer is full. */
  #uplinkWait(uplink: Uplink & { freeAt: number }, bytes: number): number | null {
    const now = this.#clock.now();
    const start = Math.max(now, uplink.freeAt);
    if (start - now > uplink.buffer) return null;
    uplink.freeAt = start + (bytes * 1000) / uplink.bytesPerSecond;
    return uplink.freeAt - now;
  }

  #site(address: string, { place = null, nat = null }: Partial<Site> | HostOptions = {}): Site {
    let site = this.#sites.get(address);
    if (!site) {
      const mtu = Number.POSITIVE_INFINITY;
      site = { place, nat, sockets: new Map(), isDown: false, mtu, uplink: null };
      this.#sites.set(address, site);
    }
    return site;
  }

  #open(addresses: HostAddresses, options: HostOptions, wanted: number): DatagramSocket {
    const port = wanted || this.#nextPort++;
    const local: Endpoint[] = [];
    if (addresses.v4) local.push({ family: 4, address: addresses.v4, port });
    if (addresses.v6) local.push({ family: 6, address: addresses.v6, port });
    if (local.length === 0) throw new NetError('no-address-family', 'This host has no address.');
    const sites = outside(addresses, options).map((address) => this.#site(address, options));
    if (sites.some((site) => site.sockets.has(port))) {
      throw new NetError('port-in-use', `UDP port ${port} is in use.`);
    }
    const { nat } = options;
    const [v4, v6] = [local.find((one) => one.family === 4), local.find((one) => one.family === 6)];
    let isOpen = true;
    const socket: DatagramSocket = {
      onDatagram: () => {},
      local,
      send: (data, to) => {
        const inside = to.family === 4 ? v4 : v6;
        if (!inside || !isOpen) return;
        const from = nat && to.family === 4 ? nat.outward(port, to, this.#clock.now()) : inside;
        this.send(data, from, to);
      },
      close: async () => {
        isOpen = false;
        for (const site of sites) site.sockets.delete(port);
      },
    };
    for (const site of sites) site.sockets.set(port, socket);
    return socket;
  }
}

/** Under which addresses a host is seen from outside. */
function outside({ v4, v6 }: HostAddresses, { nat }: HostOptions): string[] {
  const seen4 = nat ? nat.address : v4;
  return [...(seen4 ? [seen4] : []), ...(v6 ? [v6] : [])];
}
