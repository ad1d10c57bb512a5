/**
 * Takes down everything that whole nodes in one process decrypt, and who did it, without a hook in any of them:
 *
 *  - All sealed bytes of the project, in every room, are opened by two functions of libsodium, and layers are taken off by the
 *    layer cipher. The tee stands before these, so nothing that a node reads can pass beside it, however it is parsed later.
 *  - Whatever a node does begins with a datagram, a timer or a command. Each runs within the node's name
 *    (`NetworkOptions.within`), which promises carry on.
 *
 * Who sealed something is known by its authenticator. So a test can also let a node say what it must not (`plant`).
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import sodium from 'sodium-native';
import { NativeLayer } from '../../src/crypto/layer.js';
import { SodiumLayer } from '../../src/crypto/layer-sodium.js';
import { textOf } from '../../src/wire/bytes.js';

/** Something that a node sealed. */
export interface Sealed {
  readonly who: string;
  readonly plain: Uint8Array;
}

/** Something that a node opened, or took a layer off. */
export interface Opened extends Sealed {
  /** Who sealed it; null: nobody here, or it has no seal. */
  readonly by: string | null;
  /** By which `Tee.sealed` knows it. */
  readonly tag: string;
  /** Bytes that were authenticated with it. */
  readonly associated: number;
  /** All that begins with one datagram, timer or command has one number. */
  readonly event: number;
}

type Crypt = typeof sodium.crypto_aead_chacha20poly1305_ietf_encrypt;
type Decrypt = typeof sodium.crypto_aead_chacha20poly1305_ietf_decrypt;
const tagLength = 16;

export class Tee {
  /** In the order in which it was opened. */
  readonly opened: Opened[] = [];
  /** By authenticator, in the order in which it was sealed. */
  readonly sealed = new Map<string, Sealed>();
  /** May change what a node is about to seal, in place. */
  plant: (sealed: Sealed) => void = () => {};
  readonly #who = new AsyncLocalStorage<{ readonly who: string; readonly event: number }>();
  readonly #undo: (() => void)[] = [];
  #events = 0;

  constructor() {
    for (const cipher of ['chacha20poly1305', 'xchacha20poly1305'] as const) {
      const [seal, open] = [
        `crypto_aead_${cipher}_ietf_encrypt`,
        `crypto_aead_${cipher}_ietf_decrypt`,
      ] as const;
      const [realSeal, realOpen] = [sodium[seal], sodium[open]];
      sodium[seal] = this.#sealing(realSeal);
      sodium[open] = this.#opening(realOpen);
      this.#undo.push(() => Object.assign(sodium, { [seal]: realSeal, [open]: realOpen }));
    }
    for (const { prototype } of [NativeLayer, SodiumLayer]) {
      const real = prototype.decipher;
      const take = (plain: Uint8Array) => this.#take(plain, '', 0);
      prototype.decipher = function decipher(body) {
        real.call(this, body);
        take(body.slice());
      };
      this.#undo.push(() => Object.assign(prototype, { decipher: real }));
    }
  }

  /** Runs something as that node. */
  readonly within = <T>(who: string, run: () => T): T => {
    this.#events += 1;
    return this.#who.run({ who, event: this.#events }, run);
  };

  end(): void {
    for (const undo of this.#undo) undo();
  }

  #sealing(real: Crypt): Crypt {
    return (out, message, associated, secret, nonce, key) => {
      const sealed = { who: this.#who.getStore()?.who ?? 'nobody', plain: message.slice() };
      this.plant(sealed);
      const length = real(out, sealed.plain, associated, secret, nonce, key);
      this.sealed.set(textOf(out.subarray(sealed.plain.length, sealed.plain.length + tagLength)), sealed);
      return length;
    };
  }

  #opening(real: Decrypt): Decrypt {
    return (out, secret, message, associated, nonce, key) => {
      const tag = textOf(message.subarray(message.length - tagLength));
      const length = real(out, secret, message, associated, nonce, key);
      this.#take(out.slice(0, message.length - tagLength), tag, associated?.length ?? 0);
      return length;
    };
  }

  #take(plain: Uint8Array, tag: string, associated: number): void {
    const { who, event } = this.#who.getStore() ?? { who: 'nobody', event: 0 };
    const by = this.sealed.get(tag)?.who ?? null;
    this.opened.push({ who, by, tag, plain, event, associated });
  }
}
