/** One family's socket by node:dgram: a system call per datagram, on every machine. */
import { createSocket, type Socket } from 'node:dgram';
import { endpointFromText } from './address.js';
import { bufferBytes, type FamilySocket } from './family.js';
import type { Endpoint } from './net.js';

/** Throws what the system says. */
export async function openByDgram(family: 4 | 6, port: number): Promise<FamilySocket> {
  return new DgramSocket(await bind(family === 4 ? 'udp4' : 'udp6', port), family);
}

class DgramSocket implements FamilySocket {
  onDatagram: (data: Uint8Array, from: Endpoint) => void = () => {};
  readonly local: Endpoint;

  constructor(
    private readonly socket: Socket,
    readonly family: 4 | 6,
  ) {
    const { address, port } = socket.address();
    this.local = { family, address, port };
    socket.on('message', (data, sender) => {
      const from = endpointFromText(sender.address, sender.port);
      // A plain view: slices of a Buffer would share its memory.
      if (from) this.onDatagram(new Uint8Array(data.buffer, data.byteOffset, data.length), from);
    });
    // ICMP errors of earlier datagrams show up here; a datagram service has no use for them.
    socket.on('error', () => {});
  }

  send(data: Uint8Array, to: Endpoint): void {
    // The kernel may be busy: dgram then keeps the bytes, so it gets its own.
    this.socket.send(Buffer.from(data), to.port, to.address, () => {});
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.socket.close(() => resolve()));
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
