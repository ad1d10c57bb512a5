import { equal, keyedHash } from '../crypto/hash.js';
import type { Random } from '../crypto/random.js';
import { guarded } from '../guards/guards.js';
import { tokenLength } from '../wire/get.js';

/** How long a secret is used, ms; a token is good for one to two of these. */
const secretLife = 600_000;

/**
 * Tokens that a storer must first be given by a get of the same key: they tie every store to a question that was
 * answered over the same link, so that nobody fills nodes it never asked, and cost no memory.
 */
export class Tokens {
  #secrets: Uint8Array[];
  #changeAt: number;

  constructor(
    readonly random: Random,
    now: number,
  ) {
    this.#secrets = [random.bytes(32)];
    this.#changeAt = now + secretLife;
  }

  /** `peer`: its node id; `key`: what it asked for. */
  make(peer: Uint8Array, key: Uint8Array, now: number): Uint8Array {
    return tokenOf(this.#current(now)[0]!, peer, key);
  }

  holds(token: Uint8Array, peer: Uint8Array, key: Uint8Array, now: number): boolean {
    if (!guarded('tokens')) return true;
    return this.#current(now).some((secret) => equal(tokenOf(secret, peer, key), token));
  }

  #current(now: number): readonly Uint8Array[] {
    for (; now >= this.#changeAt; this.#changeAt += secretLife) {
      this.#secrets = [this.random.bytes(32), this.#secrets[0]!];
    }
    return this.#secrets;
  }
}

function tokenOf(secret: Uint8Array, peer: Uint8Array, key: Uint8Array): Uint8Array {
  return keyedHash(16, secret, 'phantom token', peer, key).subarray(0, tokenLength);
}
