/**
 * Proof that a first message's sender receives what is sent to its address, asked for only under load. The cookie takes
 * no room: the sender's next salt is made with it (docs/protocol.md), so a first message with a cookie looks like any.
 */
import { equal, keyedHash } from '../crypto/hash.js';
import type { Random } from '../crypto/random.js';
import { formatEndpoint } from '../net/address.js';
import type { Endpoint } from '../net/net.js';
import { saltLength } from '../wire/sizes.js';
import { cookieLife } from './constants.js';

const freshLength = 4;

/** A salt that carries `cookie`: 4 random bytes, and 12 that follow from them and the cookie. */
export function saltWith(cookie: Uint8Array, fresh: Uint8Array): Uint8Array {
  const salt = new Uint8Array(saltLength);
  salt.set(fresh.subarray(0, freshLength));
  const proof = keyedHash(16, cookie, 'phantom salt', salt.subarray(0, freshLength));
  salt.set(proof.subarray(0, saltLength - freshLength), freshLength);
  return salt;
}

/** Makes cookies under a secret that changes every two minutes, and knows its own again for as long. */
export class Cookies {
  readonly #random: Random;
  #secrets: Uint8Array[];
  #changeAt: number;

  constructor(random: Random, now: number) {
    this.#random = random;
    this.#secrets = [random.bytes(32)];
    this.#changeAt = now + cookieLife;
  }

  /** 16 bytes for whoever receives at `endpoint`. */
  make(endpoint: Endpoint, now: number): Uint8Array {
    return cookieOf(this.#current(now)[0]!, endpoint);
  }

  /** Whether this salt was made with a cookie of ours for that endpoint. */
  proves(salt: Uint8Array, endpoint: Endpoint, now: number): boolean {
    return this.#current(now).some((secret) => equal(saltWith(cookieOf(secret, endpoint), salt), salt));
  }

  #current(now: number): readonly Uint8Array[] {
    for (; now >= this.#changeAt; this.#changeAt += cookieLife) {
      this.#secrets = [this.#random.bytes(32), this.#secrets[0]!];
    }
    return this.#secrets;
  }
}

function cookieOf(secret: Uint8Array, endpoint: Endpoint): Uint8Array {
  return keyedHash(16, secret, 'phantom cookie', formatEndpoint(endpoint));
}
