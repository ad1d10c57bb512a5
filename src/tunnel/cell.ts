/**
 * One cell of a tunnel while it is written or read, in memory that is made once:
 *
 *     rest 1300 = counter 8 ‖ sealed( plain 1276 ) ‖ tag 16
 */
import { open, seal } from '../crypto/aead.js';
import { tunnelPlainLength } from '../wire/frames.js';
import { restLength } from '../wire/sizes.js';

const counterLength = 8;

export class CellBuffer {
  readonly rest = new Uint8Array(restLength);
  readonly plain = this.rest.subarray(counterLength, counterLength + tunnelPlainLength);
  /** Report and frames, tag included. */
  readonly #sealed = this.rest.subarray(counterLength);
  readonly #view = new DataView(this.rest.buffer);

  seal(counter: number, key: Uint8Array): void {
    this.#view.setUint32(0, Math.floor(counter / 2 ** 32));
    this.#view.setUint32(4, counter >>> 0);
    seal(this.#sealed, this.plain, null, counter, key);
  }

  /** Takes a cell that came in; gives its counter, or null when no cell can have it. */
  take(rest: Uint8Array): number | null {
    if (rest.length !== restLength) return null;
    this.rest.set(rest);
    const counter = this.#view.getUint32(0) * 2 ** 32 + this.#view.getUint32(4);
    return Number.isSafeInteger(counter) ? counter : null;
  }

  /** Opens what was taken; false when it was not sealed under this key. */
  open(counter: number, key: Uint8Array): boolean {
    return open(this.plain, this.#sealed, null, counter, key);
  }
}
