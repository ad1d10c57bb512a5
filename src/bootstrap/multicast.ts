/**
 * Beacons by multicast: IPv4 239.255.112.104 and IPv6 ff12::7068, UDP port 28776 ("ph"), never past the first router.
 * One receiver per family; one sender per interface and family, so that every interface is called on and the address
 * a beacon comes from is the one to answer. The IPv4 receiver is bound to the group, so that what is sent to this machine
 * alone never arrives; for IPv6 the source tells (sources/lan.ts). Interfaces come late and go early: they are looked
 * through every few seconds.
 */
import { createSocket, type Socket } from 'node:dgram';
import { type Clock, every } from '../clock/clock.js';
import type { Log } from '../log/log.js';
import { endpointFromText } from '../net/address.js';
import { beaconGroups } from '../net/groups.js';
import type { Interface } from '../net/interfaces.js';
import type { BeaconSocket, Beacons } from './beacons.js';

const port = 28776;

/** How often interfaces are looked through, ms. */
const lookEvery = 3_000;

type Family = 4 | 6;

export function multicastBeacons(clock: Clock, interfaces: () => readonly Interface[], log: Log): Beacons {
  return { open: () => MulticastSocket.open(clock, interfaces, log) };
}

class MulticastSocket implements BeaconSocket {
  onBeacon: BeaconSocket['onBeacon'] = () => {};
  onInterface: BeaconSocket['onInterface'] = () => {};
  readonly #receivers = new Map<Family, Socket>();
  /** By family, interface and address. */
  readonly #senders = new Map<string, { socket: Socket; family: Family }>();
  #isOpen = true;
  #looking: Promise<void> = Promise.resolve();
  readonly #timer;

  static async open(clock: Clock, interfaces: () => readonly Interface[], log: Log): Promise<BeaconSocket> {
    const socket = new MulticastSocket(clock, interfaces, log);
    await socket.#receive(4);
    await socket.#receive(6);
    if (socket.#receivers.size === 0) {
      await socket.close();
      throw new Error(`UDP port ${port} cannot be opened for multicast`);
    }
    await socket.#look();
    return socket;
  }

  private constructor(
    clock: Clock,
    private readonly interfaces: () => readonly Interface[],
    private readonly log: Log,
  ) {
    this.#timer = every(
      clock,
      lookEvery,
      0,
      () => 0,
      () => {
        this.#looking = this.#looking.then(() => this.#look());
      },
    );
  }

  send(data: Uint8Array): void {
    for (const { socket, family } of this.#senders.values()) {
      socket.send(data.slice(), port, beaconGroups[family], () => {});
    }
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    this.#timer.cancel();
    await this.#looking;
    const sockets = [...this.#receivers.values(), ...[...this.#senders.values()].map(({ socket }) => socket)];
    this.#receivers.clear();
    this.#senders.clear();
    await Promise.all(sockets.map(closed));
  }

  async #receive(family: Family): Promise<void> {
    const socket = createSocket({
      type: family === 4 ? 'udp4' : 'udp6',
      reuseAddr: true,
      ipv6Only: family === 6,
    });
    const isBound = await bound(socket, family === 4 ? { address: beaconGroups[4], port } : { port });
    if (!isBound) return;
    socket.on('message', (data, from) => {
      const endpoint = endpointFromText(from.address, from.port);
      if (endpoint) this.onBeacon(data, { family: endpoint.family, address: endpoint.address });
    });
    this.#receivers.set(family, socket);
  }

  /** Brings senders and memberships in line with the interfaces that are up now. */
  async #look(): Promise<void> {
    const wanted = new Map(
      this.interfaces()
        .filter(isUsable)
        .map((entry) => [keyOf(entry), entry]),
    );
    for (const [key, { socket }] of this.#senders) {
      if (wanted.has(key)) continue;
      this.#senders.delete(key);
      await closed(socket);
    }
    let news = false;
    for (const [key, entry] of wanted) {
      if (this.#senders.has(key) || !this.#isOpen) continue;
      news = (await this.#addSender(key, entry)) || news;
    }
    if (news && this.#isOpen) this.onInterface();
  }

  async #addSender(key: string, entry: Interface): Promise<boolean> {
    const { family, address, name } = entry;
    const receiver = this.#receivers.get(family);
    if (!receiver) return false;
    const socket = createSocket({ type: family === 4 ? 'udp4' : 'udp6', ipv6Only: family === 6 });
    if (!(await bound(socket, { address, port: 0 }))) return false;
    try {
      socket.setMulticastTTL(1);
      // Two nodes on one machine hear each other; one's own calls are known by their key.
      socket.setMulticastLoopback(true);
      socket.setMulticastInterface(family === 4 ? address : `::%${name}`);
      join(receiver, family, family === 4 ? address : `::%${name}`);
    } catch (error) {
      this.log.debug(`no multicast on ${name}: ${(error as Error).message}`);
      await closed(socket);
      return false;
    }
    this.#senders.set(key, { socket, family });
    return true;
  }
}

/** IPv6 calls from link-local addresses only: every interface has exactly one, and it stays. */
function isUsable({ family, address }: Interface): boolean {
  return family === 4 || address.startsWith('fe80:');
}

function keyOf({ family, name, address }: Interface): string {
  return `${family} ${name} ${address}`;
}

/** An interface that went and came back may still count as joined. */
function join(receiver: Socket, family: Family, on: string): void {
  try {
    receiver.addMembership(beaconGroups[family], on);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
  }
}

/** Binds; false, with the socket closed, when that is not possible. */
function bound(socket: Socket, to: { address?: string; port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    socket.once('error', () => socket.close(() => resolve(false)));
    socket.bind(to, () => {
      socket.removeAllListeners('error');
      // ICMP errors and vanished interfaces: a beacon is lost, no more.
      socket.on('error', () => {});
      resolve(true);
    });
  });
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()));
}
