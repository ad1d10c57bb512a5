/** The sealed channel between an owner and its end hop: bodies of selector 0. Each end has one. */
import { open, seal } from '../crypto/aead.js';
import { wipe } from '../crypto/hash.js';
import { ReplayWindow } from '../link/replay-window.js';
import { decodePathControl, encodePathControl, type PathControl } from '../wire/path-control.js';
import { bodyLength, controlPlainLength, selectorLength } from '../wire/sizes.js';

const counterAt = selectorLength;
const sealedAt = counterAt + 8;
const windowSize = 1024;

export class ControlChannel {
  readonly #send: Uint8Array;
  readonly #receive: Uint8Array;
  readonly #window = new ReplayWindow(windowSize);
  #counter = 0;

  /** Both 32 bytes, wiped by `wipe`. */
  constructor(send: Uint8Array, receive: Uint8Array) {
    this.#send = send;
    this.#receive = receive;
  }

  /** A whole body. */
  seal(message: PathControl): Uint8Array {
    const body = new Uint8Array(bodyLength);
    const counter = this.#counter++;
    new DataView(body.buffer).setUint32(counterAt + 4, counter % 2 ** 32);
    new DataView(body.buffer).setUint32(counterAt, Math.floor(counter / 2 ** 32));
    seal(
      body.subarray(sealedAt),
      encodePathControl(message),
      body.subarray(0, counterAt),
      counter,
      this.#send,
    );
    return body;
  }

  /** Null when it is forged, came before, or makes no sense. */
  open(body: Uint8Array): PathControl | null {
    const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
    const counter = view.getUint32(counterAt) * 2 ** 32 + view.getUint32(counterAt + 4);
    if (counter > Number.MAX_SAFE_INTEGER || !this.#window.check(counter)) return null;
    const plain = new Uint8Array(controlPlainLength);
    if (
      !open(plain, body.subarray(sealedAt, bodyLength), body.subarray(0, counterAt), counter, this.#receive)
    )
      return null;
    this.#window.mark(counter);
    return decodePathControl(plain);
  }

  wipe(): void {
    wipe(this.#send);
    wipe(this.#receive);
  }
}
