import type { Random } from '../crypto/random.js';
import { classOf } from '../net/address.js';

/** Networks that people are at home in; a few big providers have many of them, most have few. */
const prefixes = 4_000;

/** How uneven they are: the share of the one at rank r is as 1 / (r + flat) ^ steep. */
const flat = 10;
const steep = 0.9;

/** Not given to homes: hosters' networks, which simulated attackers rent, and addresses where nobody is. */
const reserved = new Set([185, 186]);

/** Draws public IPv4 addresses as homes have them: each once, unevenly from a few thousand /16s. */
export class HomeAddresses {
  readonly #prefixes: string[] = [];
  /** Up to which draw each prefix's share goes. */
  readonly #shares: number[] = [];
  readonly #given = new Set<string>();
  #sum = 0;

  constructor(private readonly random: Random) {
    const seen = new Set<string>();
    while (this.#prefixes.length < prefixes) {
      const [a = 0, b = 0] = random.bytes(2);
      const prefix = `${a}.${b}`;
      const isPublic = classOf({ family: 4, address: `${prefix}.1.1` }) === 'public';
      if (!isPublic || reserved.has(a) || seen.has(prefix)) continue;
      seen.add(prefix);
      this.#sum += 1 / (this.#prefixes.length + flat) ** steep;
      this.#prefixes.push(prefix);
      this.#shares.push(this.#sum);
    }
  }

  next(): string {
    for (;;) {
      const [c = 0, d = 0] = this.random.bytes(2);
      const address = `${this.#prefix()}.${c}.${d}`;
      if (d === 0 || d === 255 || this.#given.has(address)) continue;
      if (classOf({ family: 4, address }) !== 'public') continue;
      this.#given.add(address);
      return address;
    }
  }

  #prefix(): string {
    const wanted = this.random.next() * this.#sum;
    let [low, high] = [0, this.#shares.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#shares[middle]! > wanted) high = middle;
      else low = middle + 1;
    }
    return this.#prefixes[low]!;
  }
}
