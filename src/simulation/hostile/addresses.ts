import type { Random } from '../../crypto/random.js';
import type { Endpoint } from '../../net/net.js';

const firstPort = 4000;

/**
 * Addresses as an attacker rents them: a number of /16 networks at hosters, all of them used evenly, because limits
 * count per network. None of them is an honest node's (185/8 is the hosters' here).
 */
export class RentedAddresses {
  #given = 0;

  /** @param prefixes how many /16s, up to 256; @param each addresses in one of them, up to 2^16 - 2 */
  constructor(
    readonly prefixes: number,
    readonly each: number,
  ) {}

  /** The next one, from the next network each time; addresses come again with other ports when all are in use. */
  next(): Endpoint {
    const all = this.prefixes * this.each;
    const number = this.#given % all;
    const host = Math.floor(number / this.prefixes) + 1;
    const port = firstPort + (Math.floor(this.#given / all) % 60_000);
    this.#given += 1;
    return { family: 4, address: `185.${number % this.prefixes}.${host >> 8}.${host & 255}`, port };
  }
}

/** A public address at which nobody is. */
export function deadEndpoint(random: Random): Endpoint {
  const [a = 0, b = 0, c = 0] = random.bytes(3);
  return { family: 4, address: `186.${a}.${b}.${c}`, port: firstPort };
}
