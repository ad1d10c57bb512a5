import sodium from 'sodium-native';

export const signatureLength = 64;

/** Ed25519 (RFC 8032). `secretKey` is 64 bytes. */
export function sign(message: Uint8Array, secretKey: Uint8Array): Uint8Array {
  const signature = new Uint8Array(signatureLength);
  sodium.crypto_sign_detached(signature, message, secretKey);
  return signature;
}

export function verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  return sodium.crypto_sign_verify_detached(signature, message, publicKey);
}
