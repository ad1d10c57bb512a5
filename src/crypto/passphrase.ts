import sodium from 'sodium-native';
import { wipe } from './hash.js';
import { lockedBytes } from './locked.js';

export const saltLength = 16;

/** How much work a passphrase's key costs: passes, and memory in MiB. */
export interface PassphraseCost {
  readonly operations: number;
  readonly mebibytes: number;
}

/** What a new one costs: half a second of an old core; PCs with 512 MB can do it. */
export const usualCost: PassphraseCost = { operations: 4, mebibytes: 64 };

/**
 * 32 bytes in locked memory that follow from a passphrase by Argon2id (RFC 9106), reckoned beside the event loop. The same letters typed in
 * another way (NFKC) count as the same.
 */
export async function keyOfPassphrase(
  passphrase: string,
  salt: Uint8Array,
  { operations, mebibytes }: PassphraseCost,
): Promise<Uint8Array> {
  const password = Buffer.from(passphrase.normalize('NFKC'), 'utf8');
  const key = lockedBytes(32);
  const memory = mebibytes * 2 ** 20;
  try {
    await new Promise<void>((resolve, reject) => {
      sodium.crypto_pwhash_async(
        key,
        password,
        salt,
        operations,
        memory,
        sodium.crypto_pwhash_ALG_ARGON2ID13,
        (error) => (error ? reject(error) : resolve()),
      );
    });
    return key;
  } finally {
    wipe(password);
  }
}
