import { available } from 'udp-batch';
import { openBatched } from './batched.js';
import { openByDgram } from './dgram.js';
import type { FamilySocket } from './family.js';
import { type DatagramSocket, type Endpoint, type Net, NetError } from './net.js';

/** How many random ports are tried until one is free in both families. */
const portTries = 20;
/** Opens one family's socket; throws what the system says. */
export type OpenFamily = (family: 4 | 6, port: number) => FamilySocket | Promise<FamilySocket>;

/** UDP over IPv4 and IPv6, one port for both; a family that this machine does not have is left out. */
export const udp: Net = udpBy(available ? openBatched : openByDgram);

export function udpBy(open: OpenFamily): Net {
  return {
    async open(port) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await openBoth(open, port);
        } catch (error) {
          const taken = error instanceof NetError && error.code === 'port-in-use';
          // Only a port that the kernel chose for IPv4 and somebody holds for IPv6 is worth another try.
          if (!taken || port !== 0 || tries === portTries) throw error;
        }
      }
    },
  };
}

async function openBoth(open: OpenFamily, port: number): Promise<DatagramSocket> {
  const sockets: FamilySocket[] = [];
  for (const family of [4, 6] as const) {
    try {
      sockets.push(await open(family, sockets[0]?.local.port ?? port));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAFNOSUPPORT' || code === 'EADDRNOTAVAIL') continue;
      await Promise.all(sockets.map((socket) => socket.close()));
      throw problem(error as NodeJS.ErrnoException, port);
    }
  }
  if (sockets.length === 0) {
    throw new NetError(
      'no-address-family',
      'This machine has neither IPv4 nor IPv6; Phantom needs one of them.',
    );
  }
  return new UdpSocket(sockets);
}

class UdpSocket implements DatagramSocket {
  onDatagram: (data: Uint8Array, from: Endpoint) => void = () => {};
  readonly local: readonly Endpoint[];
  readonly #byFamily: { 4?: FamilySocket; 6?: FamilySocket } = {};
  #open = true;

  constructor(private readonly sockets: readonly FamilySocket[]) {
    this.local = sockets.map(({ local }) => local);
    for (const socket of sockets) {
      this.#byFamily[socket.local.family] = socket;
      socket.onDatagram = (data, from) => {
        if (this.#open) this.onDatagram(data, from);
      };
    }
  }

  send(data: Uint8Array, to: Endpoint): void {
    if (this.#open) this.#byFamily[to.family]?.send(data, to);
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await Promise.all(this.sockets.map((socket) => socket.close()));
  }
}

function problem(error: NodeJS.ErrnoException, port: number): NetError {
  switch (error.code) {
    case 'EADDRINUSE':
      return new NetError(
        'port-in-use',
        `UDP port ${port} is in use by another program. Stop that program, or choose another port at network.port in phantom.yaml (0 lets Phantom choose).`,
      );
    case 'EACCES':
    case 'EPERM':
      return new NetError(
        'not-permitted',
        `UDP port ${port} may not be used by this user: ports below 1024 need root. Choose a higher port at network.port in phantom.yaml.`,
      );
    default:
      return new NetError('failed', `UDP port ${port} cannot be opened: ${error.message}.`);
  }
}
