/** Ed25519 keys from their seeds (32 bytes). */
import sodium from 'sodium-native';
import { wipe } from './hash.js';

export function seedPublicKey(seed: Uint8Array): Uint8Array {
  const publicKey = new Uint8Array(32);
  const secretKey = new Uint8Array(64);
  sodium.crypto_sign_seed_keypair(publicKey, secretKey, seed);
  wipe(secretKey);
  return publicKey;
}

/** Writes the secret key (64 bytes) into memory of the caller's. */
export function seedSecretKey(out: Uint8Array, seed: Uint8Array): void {
  sodium.crypto_sign_seed_keypair(new Uint8Array(32), out, seed);
}

/** The seed of a secret key (64 bytes): its first half. A copy, to be wiped. */
export function seedOf(secretKey: Uint8Array): Uint8Array {
  return Uint8Array.from(secretKey.subarray(0, 32));
}
