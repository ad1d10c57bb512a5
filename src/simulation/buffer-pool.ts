/**
 * Buffers for datagrams on their way. Memory outside of V8's heap is dear to get and to collect, and a datagram needs
 * its buffer only until it was delivered; so the same few serve all.
 */
export class BufferPool {
  /** By length. */
  readonly #spare = new Map<number, Uint8Array[]>();

  copy(data: Uint8Array): Uint8Array {
    const buffer = this.#spare.get(data.length)?.pop() ?? new Uint8Array(data.length);
    buffer.set(data);
    return buffer;
  }

  /** The buffer will be somebody else's: nobody may look at it any more. */
  giveBack(buffer: Uint8Array): void {
    const spare = this.#spare.get(buffer.length);
    if (spare) spare.push(buffer);
    else this.#spare.set(buffer.length, [buffer]);
  }
}
