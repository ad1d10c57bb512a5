import { createSocket, type Socket } from 'node:dgram';
import { endpointFromText } from './address.js';
import { type DatagramSocket, type Endpoint, type Net, NetError } from './net.js';

/** How many random ports are tried until one is free in both families. */
const portTries = 20;
/** Room for a burst while this process is busy; the kernel may grant less. */
const bufferBytes = 4 << 20;

/** UDP over IPv4 and IPv6, one port for both; a family that this machine does not have is left out. */
export const udp: Net = {
  async open(port) {
    for (let tries = 1; ; tries += 1) {
      try {
        return await openBoth(port);
      } catch (error) {
        const taken = error instanceof NetError && error.code === 'port-in-use';
        // Only a port that the kernel chose for IPv4 and somebody holds for IPv6 is worth another try.
        if (!taken || port !== 0 || tries === portTries) throw error;
      }
    }
  },
};

async function openBoth(port: number): Promise<DatagramSocket> {
  const sockets: Socket[] = [];
  const local: Endpoint[] = [];
  for (const type of ['udp4', 'udp6'] as const) {
    try {
      const socket = await bind(type, local[0]?.port ?? port);
      sockets.push(socket);
      const { address, port: bound } = socket.address();
      local.push({ family: type === 'udp4' ? 4 : 6, address, port: bound });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAFNOSUPPORT' || code === 'EADDRNOTAVAIL') continue;
      await Promise.all(sockets.map(closed));
      throw problem(error as NodeJS.ErrnoException, port);
    }
  }
  if (sockets.length === 0) {
    throw new NetError(
      'no-address-family',
      'This machine has neither IPv4 nor IPv6; Phantom needs one of them.',
    );
  }
  return new UdpSocket(sockets, local);
}

class UdpSocket implements DatagramSocket {
  onDatagram: (data: Uint8Array, from: Endpoint) => void = () => {};
  readonly #byFamily: { 4?: Socket; 6?: Socket } = {};
  readonly #sockets: readonly Socket[];
  #open = true;

  constructor(
    sockets: readonly Socket[],
    readonly local: readonly Endpoint[],
  ) {
    this.#sockets = sockets;
    sockets.forEach((socket, at) => {
      this.#byFamily[local[at]!.family] = socket;
      socket.on('message', (data, { address, port }) => {
        const from = endpointFromText(address, port);
        // A plain view: slices of a Buffer would share its memory.
        if (from) this.onDatagram(new Uint8Array(data.buffer, data.byteOffset, data.length), from);
      });
      // ICMP errors of earlier datagrams show up here; a datagram service has no use for them.
      socket.on('error', () => {});
    });
  }

  send(data: Uint8Array, to: Endpoint): void {
    const socket = this.#byFamily[to.family];
    if (!socket || !this.#open) return;
    // The kernel may be busy: dgram then keeps the bytes, so it gets its own.
    socket.send(Buffer.from(data), to.port, to.address, () => {});
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await Promise.all(this.#sockets.map(closed));
  }
}

function bind(type: 'udp4' | 'udp6', port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({
      type,
      ipv6Only: type === 'udp6',
      recvBufferSize: bufferBytes,
      sendBufferSize: bufferBytes,
      // No name is ever looked up: addresses go to the kernel as they are.
      lookup: (address, _options, done) => done(null, address, type === 'udp4' ? 4 : 6),
    });
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind({ port, exclusive: true }, () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()));
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
