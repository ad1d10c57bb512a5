import sodium from 'sodium-native';
import { textOf } from '../wire/bytes.js';
import { Recent } from '../wire/recent.js';
import { lockedBytes } from './locked.js';

/** X25519 (RFC 7748) public key of a 32-byte secret. */
export function x25519Public(secretKey: Uint8Array): Uint8Array {
  const out = new Uint8Array(32);
  sodium.crypto_scalarmult_base(out, secretKey);
  return out;
}

/** The shared secret, or null when the other key is of low order (the result would be all zeros). */
export function x25519(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array | null {
  const out = new Uint8Array(32);
  try {
    sodium.crypto_scalarmult(out, secretKey, publicKey);
    return out;
  } catch {
    return null;
  }
}

/** Public keys' X25519 forms, the last few thousand; about 10 MB when full. */
const forms = new Recent<Uint8Array | null>(32_768);

/**
 * The X25519 form of an Ed25519 public key, not to be written to, or null when it is not a point of the main subgroup.
 * It costs as much as a Diffie-Hellman and follows from the public key alone, so the last few thousand are remembered.
 */
export function x25519OfEd25519(publicKey: Uint8Array): Uint8Array | null {
  const name = textOf(publicKey);
  const known = forms.get(name);
  if (known !== undefined) return known;
  let form: Uint8Array | null = new Uint8Array(32);
  try {
    sodium.crypto_sign_ed25519_pk_to_curve25519(form, publicKey);
  } catch {
    form = null;
  }
  forms.set(name, form);
  return form;
}

/** The X25519 secret that goes with an Ed25519 secret key (64 bytes), in locked memory. */
export function x25519SecretOfEd25519(secretKey: Uint8Array): Uint8Array {
  const out = lockedBytes(32);
  sodium.crypto_sign_ed25519_sk_to_curve25519(out, secretKey);
  return out;
}
