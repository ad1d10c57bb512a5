/**
 * The layer cipher: what each hop of a path takes off, or puts on, a cell's body. The whole body is one block, so a
 * changed bit anywhere changes everything and carries no mark from one hop to another. Paths call it once per cell
 * and hop; it knows nothing of cells, paths or nodes. Construction and security argument: docs/protocol.md, "Layer
 * cipher". Two forms give the same bytes: one call of our addon, and where that cannot be loaded four of libsodium.
 */
import { available, cipher, DECIPHER, ENCIPHER, forget } from 'layer-cipher';
import { hash, wipe } from './hash.js';
import { SodiumLayer } from './layer-sodium.js';

/** One direction of one hop. In place on 1304 bytes. */
export interface Layer {
  encipher(body: Uint8Array): void;
  decipher(body: Uint8Array): void;
  /** Forgets the key. Nothing else may be called afterwards. */
  wipe(): void;
}

/** One direction of one hop under a key of 32 bytes, which may be wiped afterwards. */
export function createLayer(key: Uint8Array): Layer {
  const keys = layerKeys(key);
  return available ? new NativeLayer(keys) : new SodiumLayer(keys);
}

const wordLength = 16;

/** The four independent keys: those of the two hashes, each with 16 bytes of room behind it, and of the two ciphers. */
export function layerKeys(key: Uint8Array): Uint8Array {
  const out = new Uint8Array(4 * 32);
  const hashes = hash(32, 'phantom layer hashes', key);
  const streams = hash(64, 'phantom layer streams', key);
  for (let at = 0; at < wordLength; at += 1) {
    out[at] = hashes[at]!;
    out[32 + at] = hashes[wordLength + at]!;
  }
  out.set(streams, 64);
  wipe(hashes);
  wipe(streams);
  return out;
}

export class NativeLayer implements Layer {
  readonly #keys: Uint8Array;

  /** @param own as `layerKeys` makes them; wiped with the layer */
  constructor(own: Uint8Array) {
    this.#keys = own;
  }

  encipher(body: Uint8Array): void {
    cipher(body, this.#keys, ENCIPHER);
  }

  decipher(body: Uint8Array): void {
    cipher(body, this.#keys, DECIPHER);
  }

  wipe(): void {
    wipe(this.#keys);
    forget();
  }
}
