/**
 * One family's socket by our addon udp-batch: many datagrams per system call. Its numbers for peers become endpoints here; one object
 * stands for a sender as long as it is known, and a receiver's place is kept beside the endpoint that it was made for.
 */
import { type Receiver, Socket, zoneIndex, zoneName } from 'udp-batch';
import { addressFromBytes, addressToBytes, endpointFromText } from './address.js';
import { bufferBytes, type FamilySocket } from './family.js';
import type { Endpoint } from './net.js';

/** Throws what the system says. */
export function openBatched(family: 4 | 6, port: number): FamilySocket {
  const options = { receiveBuffer: bufferBytes, sendBuffer: bufferBytes };
  return new BatchedSocket(new Socket(family, port, options), family);
}

class BatchedSocket implements FamilySocket {
  onDatagram: (data: Uint8Array, from: Endpoint) => void = () => {};
  readonly local: Endpoint;
  /** Null: whoever sends from there cannot be answered. */
  readonly #senders: (Endpoint | null)[] = [];
  readonly #receivers = new WeakMap<Endpoint, Receiver>();

  constructor(
    private readonly socket: Socket,
    readonly family: 4 | 6,
  ) {
    this.local = { family, address: family === 4 ? '0.0.0.0' : '::', port: socket.port };
    socket.onPeer = (peer, address, from, zone) => {
      this.#senders[peer] = this.#endpointOf(address, from, zone);
    };
    socket.onDatagram = (data, peer) => {
      const from = this.#senders[peer];
      if (from) this.onDatagram(data, from);
    };
  }

  send(data: Uint8Array, to: Endpoint): void {
    let receiver = this.#receivers.get(to);
    if (!receiver || !this.socket.isAt(receiver)) {
      const [address, zone] = to.address.split('%') as [string, string?];
      receiver = this.socket.receiver(
        addressToBytes({ family: this.family, address }),
        to.port,
        zone ? zoneIndex(zone) : 0,
      );
      this.#receivers.set(to, receiver);
    }
    this.socket.send(data, receiver);
  }

  async close(): Promise<void> {
    this.socket.close();
  }

  #endpointOf(address: Uint8Array, port: number, zone: number): Endpoint | null {
    const text = addressFromBytes(address.slice(0, this.family === 4 ? 4 : 16));
    const name = zone === 0 ? '' : zoneName(zone);
    return endpointFromText(name ? `${text}%${name}` : text, port);
  }
}
