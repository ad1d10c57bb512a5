/** What an observer of datagrams counts: each value of each byte, each bit in front; and how far that is from noise. */
import { chiSquaredSurvival, uniformity } from './statistics.js';

const bitBytes = 64;

/** Datagrams of one size that an observer may put together. */
export class ByteShape {
  count = 0;
  readonly #bytes: Uint32Array[];

  constructor(readonly size: number) {
    this.#bytes = Array.from({ length: size }, () => new Uint32Array(256));
  }

  add(datagram: Uint8Array): void {
    this.count += 1;
    for (let at = 0; at < this.size; at += 1) this.#bytes[at]![datagram[at]!]! += 1;
  }

  /** A p-value for every byte offset and for every bit of the first 64 bytes. */
  pValues(): number[] {
    const offsets = this.#bytes.map(uniformity);
    const bits: number[] = [];
    for (let at = 0; at < bitBytes; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        let ones = 0;
        for (let value = 0; value < 256; value += 1) if ((value >> bit) & 1) ones += this.#bytes[at]![value]!;
        bits.push(chiSquaredSurvival((2 * ones - this.count) ** 2 / this.count, 1));
      }
    }
    return [...offsets, ...bits];
  }
}
