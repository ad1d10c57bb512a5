/** Reading and writing fields of a message in order. All numbers are big-endian. */

/** Reads fields one after the other; past the end it gives zeros and `ok` turns false, so a decoder asks once. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #ok = true;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** True as long as every field read was really there. */
  get ok(): boolean {
    return this.#ok;
  }

  /** True when every field read was there and nothing is left. */
  get done(): boolean {
    return this.#ok && this.#at === this.#bytes.length;
  }

  /** A copy of the next `length` bytes. */
  take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) {
      this.#ok = false;
      return new Uint8Array(length);
    }
    const field = this.#bytes.slice(this.#at, end);
    this.#at = end;
    return field;
  }

  /** An unsigned number of `size` bytes (1 to 6). */
  number(size: number): number {
    const end = this.#at + size;
    if (end > this.#bytes.length) {
      this.#ok = false;
      return 0;
    }
    let value = 0;
    for (; this.#at < end; this.#at += 1) value = value * 256 + this.#bytes[this.#at]!;
    return value;
  }
}

/** The bytes of an unsigned number in `size` bytes (1 to 6). */
export function numberToBytes(value: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let at = size - 1, rest = value; at >= 0; at -= 1, rest = Math.floor(rest / 256))
    bytes[at] = rest % 256;
  return bytes;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Bytes as a string of as many characters: the key of a map. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
