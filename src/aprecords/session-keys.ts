import { wipe } from '../crypto/hash.js';
import { lockedBytes } from '../crypto/locked.js';
import type { KeyPair } from '../crypto/noise.js';
import type { Random } from '../crypto/random.js';
import { x25519Public } from '../crypto/x25519.js';

/**
 * The session keys of an address, one per day: the first message of a tunnel is sealed to it. They are never written down,
 * and wiped when their day and its turn are over, so nothing that is stolen later opens an old first message.
 */
export class SessionKeys {
  readonly #keys = new Map<number, KeyPair>();

  constructor(private readonly random: Random) {}

  /** The key of a day, as long as it is kept. */
  get(day: number): KeyPair | null {
    return this.#keys.get(day) ?? null;
  }

  /** Keeps a key for each of these days, and for no other. */
  keep(days: readonly number[]): void {
    for (const [day, { secretKey }] of this.#keys) {
      if (days.includes(day)) continue;
      wipe(secretKey);
      this.#keys.delete(day);
    }
    for (const day of days) if (!this.#keys.has(day)) this.#keys.set(day, this.#make());
  }

  #make(): KeyPair {
    const bytes = this.random.bytes(32);
    const secretKey = lockedBytes(32);
    secretKey.set(bytes);
    wipe(bytes);
    return { secretKey, publicKey: x25519Public(secretKey) };
  }
}
