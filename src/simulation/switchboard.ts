/**
 * An internet in memory: hosts with addresses, and datagrams that take their time or get lost between them. Stands in
 * for net/udp.ts; time and chance come from outside, so a run with a seed repeats exactly.
 */
import type { Clock } from '../clock/clock.js';
import type { Random } from '../crypto/random.js';
import { formatEndpoint } from '../net/address.js';
import { type DatagramSocket, type Endpoint, type Net, NetError } from '../net/net.js';

export interface Weather {
  /** One way, in ms. */
  latency: number;
  /** Part of the latency by which it varies, 0 to 1; more than 0 also reorders. */
  jitter: number;
  /** Part of the datagrams lost, 0 to 1. */
  loss: number;
}

/** A narrow way out of a host, with the buffer of a modem in front of it. */
export interface Uplink {
  readonly bytesPerSecond: number;
  /** How long what stands in the full buffer takes to go out, in ms. */
  readonly buffer: number;
}

/** What a host's addresses are; leave out a family it does not have. */
export interface HostAddresses {
  readonly v4?: string;
  readonly v6?: string;
}

export class Switchboard {
  readonly weather: Weather;
  /** Sees every datagram that is sent, also those that get lost. */
  onSent: (data: Uint8Array, from: Endpoint, to: Endpoint) => void = () => {};
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #sockets = new Map<string, (data: Uint8Array, from: Endpoint) => void>();
  readonly #down = new Set<string>();
  readonly #uplinks = new Map<string, Uplink & { freeAt: number }>();
  #nextPort = 20_000;

  constructor(clock: Clock, random: Random, weather: Partial<Weather> = {}) {
    this.#clock = clock;
    this.#random = random;
    this.weather = { latency: 20, jitter: 0, loss: 0, ...weather };
  }

  /** The network as the host with these addresses sees it. */
  host(addresses: HostAddresses): Net {
    return { open: async (port) => this.#open(addresses, port) };
  }

  /** Takes an address off the network, or puts it back. */
  setDown(address: string, down: boolean): void {
    if (down) this.#down.add(address);
    else this.#down.delete(address);
  }

  /** From now on everything that this address sends goes through a narrow way; null: no more. */
  setUplink(address: string, uplink: Uplink | null): void {
    if (uplink) this.#uplinks.set(address, { ...uplink, freeAt: this.#clock.now() });
    else this.#uplinks.delete(address);
  }

  /** Puts a datagram on the way as if `from` had sent it; also for strangers who forge their address. */
  send(data: Uint8Array, from: Endpoint, to: Endpoint): void {
    this.onSent(data, from, to);
    if (this.#down.has(from.address) || this.#random.next() < this.weather.loss) return;
    const wait = this.#uplinkWait(from.address, data.length);
    if (wait === null) return;
    const copy = new Uint8Array(data);
    const { latency, jitter } = this.weather;
    this.#clock.after(wait + latency * (1 + jitter * (2 * this.#random.next() - 1)), () => {
      if (!this.#down.has(to.address)) this.#sockets.get(formatEndpoint(to))?.(copy, from);
    });
  }

  /** How long a datagram stands in front of the narrow way; null when its buffer is full. */
  #uplinkWait(address: string, bytes: number): number | null {
    const uplink = this.#uplinks.get(address);
    if (!uplink) return 0;
    const now = this.#clock.now();
    const start = Math.max(now, uplink.freeAt);
    if (start - now > uplink.buffer) return null;
    uplink.freeAt = start + (bytes * 1000) / uplink.bytesPerSecond;
    return uplink.freeAt - now;
  }

  #open(addresses: HostAddresses, wanted: number): DatagramSocket {
    const port = wanted || this.#nextPort++;
    const local: Endpoint[] = [];
    if (addresses.v4) local.push({ family: 4, address: addresses.v4, port });
    if (addresses.v6) local.push({ family: 6, address: addresses.v6, port });
    if (local.length === 0) throw new NetError('no-address-family', 'This host has no address.');
    if (local.some((endpoint) => this.#sockets.has(formatEndpoint(endpoint)))) {
      throw new NetError('port-in-use', `UDP port ${port} is in use.`);
    }
    const socket: DatagramSocket = {
      onDatagram: () => {},
      local,
      send: (data, to) => {
        const from = local.find((endpoint) => endpoint.family === to.family);
        if (from && this.#sockets.has(formatEndpoint(from))) this.send(data, from, to);
      },
      close: async () => {
        for (const endpoint of local) this.#sockets.delete(formatEndpoint(endpoint));
      },
    };
    for (const endpoint of local) {
      this.#sockets.set(formatEndpoint(endpoint), (data, from) => socket.onDatagram(data, from));
    }
    return socket;
  }
}
