/** A LAN in memory: whoever opens beacons on it hears all of them, its own too, as with multicast. */
import type { BeaconSocket, Beacons } from '../bootstrap/beacons.js';
import type { Clock } from '../clock/clock.js';

const latency = 1;

export class Lan {
  readonly #sockets = new Map<BeaconSocket, { address: string; isUp: boolean }>();

  constructor(private readonly clock: Clock) {}

  /** The LAN as the host with this IPv4 address sees it. */
  host(address: string): Beacons {
    return { open: async () => this.#open(address) };
  }

  /** Pulls a host's cable, or plugs it in. */
  setUp(address: string, isUp: boolean): void {
    for (const [socket, place] of this.#sockets) {
      if (place.address !== address) continue;
      place.isUp = isUp;
      if (isUp) socket.onInterface();
    }
  }

  /** Puts a beacon on the wire as if `address` (canonical) had called: a host's, or a stranger's from anywhere. */
  send(data: Uint8Array, address: string): void {
    const copy = data.slice();
    const family = address.includes(':') ? 6 : 4;
    this.clock.after(latency, () => {
      for (const [socket, place] of this.#sockets) {
        if (place.isUp) socket.onBeacon(copy, { family, address });
      }
    });
  }

  #open(address: string): BeaconSocket {
    const place = { address, isUp: true };
    const socket: BeaconSocket = {
      onBeacon: () => {},
      onInterface: () => {},
      send: (data) => {
        if (place.isUp && this.#sockets.has(socket)) this.send(data, address);
      },
      close: async () => {
        this.#sockets.delete(socket);
      },
    };
    this.#sockets.set(socket, place);
    return socket;
  }
}
