/** XChaCha20-Poly1305: for what is sealed once under a key, with a nonce long enough to be drawn by chance. */
import sodium from 'sodium-native';

export const boxNonceLength = 24;
export const boxTagLength = 16;

/** 16 bytes longer than the message. `nonce`: 24 fresh random bytes. `associated` is authenticated, too. */
export function sealBox(
  message: Uint8Array,
  nonce: Uint8Array,
  key: Uint8Array,
  associated: Uint8Array | null = null,
): Uint8Array {
  const out = new Uint8Array(message.length + boxTagLength);
  sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(out, message, associated, null, nonce, key);
  return out;
}

/** Null when it was not made under this key and nonce. */
export function openBox(
  sealed: Uint8Array,
  nonce: Uint8Array,
  key: Uint8Array,
  associated: Uint8Array | null = null,
): Uint8Array | null {
  if (sealed.length < boxTagLength) return null;
  const out = new Uint8Array(sealed.length - boxTagLength);
  try {
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(out, null, sealed, associated, nonce, key);
    return out;
  } catch {
    return null;
  }
}
