/** The layers of all hops of an own path: on for the way out, the last hop's first; off on the way back. */
import { wipe } from '../../crypto/hash.js';
import type { HopKeys } from '../build/keys.js';
import type { PhaseBit } from '../ids.js';
import { IncomingLayer, OutgoingLayer } from '../layer-keys.js';

export class Layers {
  /** The last hop first. */
  readonly #out: readonly OutgoingLayer[];
  /** The first hop first. */
  readonly #in: readonly IncomingLayer[];

  /** Takes the layers' keys, which are wiped. @param keys the first hop first */
  constructor(keys: readonly HopKeys[]) {
    this.#out = [...keys].reverse().map(({ forward }) => new OutgoingLayer(forward, null));
    this.#in = keys.map(({ back }) => new IncomingLayer(back, null));
    for (const { forward, back } of keys) {
      wipe(forward);
      wipe(back);
    }
  }

  /** Puts all layers on, in place; the phase of the cell. All hops are in the same phase, as all get the same cells. */
  encipher(body: Uint8Array): PhaseBit {
    let bit = 0;
    for (const layer of this.#out) {
      const phase = layer.next();
      phase.layer.encipher(body);
      bit = phase.bit;
    }
    return bit as PhaseBit;
  }

  /** Takes all layers off, in place. False when no phase can have this cell. */
  decipher(body: Uint8Array, bit: PhaseBit): boolean {
    let isWhole = true;
    for (const layer of this.#in) {
      const phase = layer.at(bit);
      if (phase) phase.layer.decipher(body);
      else isWhole = false;
    }
    return isWhole;
  }

  wipe(): void {
    for (const layer of [...this.#out, ...this.#in]) layer.wipe();
  }
}
