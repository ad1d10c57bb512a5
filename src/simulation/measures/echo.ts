/**
 * A program that asks an echo port (RFC 862) of an address until it hears an answer, and the program that answers: what a user
 * would see of whether an address can be reached. Both stand behind one TUN device.
 */
import type { Clock, Timer } from '../../clock/clock.js';
import type { MemoryTun } from '../../tun/memory.js';
import { nextHeader } from '../../tunnel/packet.js';
import { readError, readSegment, udpPacket } from './packets.js';

export const echoPort = 7;
/** Programs ask from these ports in turn. */
const firstPort = 49_152;
const ports = 65_536 - firstPort;
/** How often a packet goes out while none was answered, and for how long, ms. */
const askEvery = 1_000;
const patience = 10_000;

/** What became of one question. */
export interface Echo {
  /** From the first packet to the first answer; null: there was none in 10 s. */
  readonly seconds: number | null;
  /** How many packets went out. */
  readonly packets: number;
  /** Whether an ICMPv6 error came before the answer, at which many programs would have given up. */
  readonly wasRefused: boolean;
}

interface Question {
  answered(): void;
  refused(): void;
}

export class EchoPrograms {
  readonly #open = new Map<number, Question>();
  #asked = 0;

  constructor(
    private readonly clock: Clock,
    private readonly tun: MemoryTun,
  ) {
    tun.onPacket = (packet) => this.#take(packet);
  }

  /** Asks from one of this machine's addresses, once a second. */
  ask(from: Uint8Array, to: Uint8Array): Promise<Echo> {
    const { clock, tun } = this;
    const port = firstPort + (this.#asked % ports);
    this.#asked += 1;
    const startedAt = clock.now();
    return new Promise((resolve) => {
      let [packets, wasRefused] = [0, false];
      let timer: Timer;
      const end = (seconds: number | null): void => {
        timer.cancel();
        this.#open.delete(port);
        resolve({ seconds, packets, wasRefused });
      };
      const turn = (): void => {
        const left = startedAt + patience - clock.now();
        timer = clock.after(Math.min(askEvery, left), left > askEvery ? turn : () => end(null));
        packets += 1;
        const payload = new Uint8Array([packets]);
        tun.send([udpPacket({ address: from, port }, { address: to, port: echoPort }, payload)]);
      };
      this.#open.set(port, {
        answered: () => end((clock.now() - startedAt) / 1000),
        refused: () => {
          wasRefused = true;
        },
      });
      turn();
    });
  }

  #take(packet: Uint8Array): void {
    const error = readError(packet);
    if (error) this.#open.get(error.from.port)?.refused();
    const segment = readSegment(packet, nextHeader.udp);
    if (!segment) return;
    const { from, to, payload } = segment;
    if (from.port === echoPort) this.#open.get(to.port)?.answered();
    // The device still writes: a program gets to send after that.
    else if (to.port === echoPort) this.clock.after(0, () => this.tun.send([udpPacket(to, from, payload)]));
  }
}
