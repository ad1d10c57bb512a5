/** The part of sodium-native 5 that this room stands on; nothing else imports it. Names and argument order are libsodium's. */
declare module 'sodium-native' {
  type Bytes = Uint8Array;
  interface Sodium {
    randombytes_buf(out: Bytes): void;
    sodium_malloc(length: number): Buffer;
    sodium_memzero(bytes: Bytes): void;
    sodium_memcmp(a: Bytes, b: Bytes): boolean;
    crypto_generichash(out: Bytes, input: Bytes, key?: Bytes): void;
    crypto_generichash_batch(out: Bytes, inputs: Bytes[], key?: Bytes): void;
    crypto_scalarmult(out: Bytes, secretKey: Bytes, publicKey: Bytes): void;
    crypto_scalarmult_base(out: Bytes, secretKey: Bytes): void;
    crypto_sign_keypair(publicKey: Bytes, secretKey: Bytes): void;
    crypto_sign_seed_keypair(publicKey: Bytes, secretKey: Bytes, seed: Bytes): void;
    crypto_sign_detached(signature: Bytes, message: Bytes, secretKey: Bytes): void;
    crypto_sign_verify_detached(signature: Bytes, message: Bytes, publicKey: Bytes): boolean;
    crypto_core_ed25519_is_valid_point(publicKey: Bytes): boolean;
    /** Adds a point that follows from `namespace` and the key: what blinds an AP key for a day. */
    extension_tweak_ed25519_pk(out: Bytes, publicKey: Bytes, namespace: Bytes): void;
    extension_tweak_ed25519_sk_to_scalar(scalar: Bytes, secretKey: Bytes): void;
    extension_tweak_ed25519_keypair(
      publicKey: Bytes,
      scalarOut: Bytes,
      scalar: Bytes,
      namespace: Bytes,
    ): void;
    extension_tweak_ed25519_sign_detached(
      signature: Bytes,
      message: Bytes,
      scalar: Bytes,
      publicKey: Bytes,
    ): void;
    crypto_sign_ed25519_pk_to_curve25519(out: Bytes, publicKey: Bytes): void;
    crypto_sign_ed25519_sk_to_curve25519(out: Bytes, secretKey: Bytes): void;
    crypto_aead_chacha20poly1305_ietf_encrypt(
      out: Bytes,
      message: Bytes,
      associated: Bytes | null,
      nsec: null,
      nonce: Bytes,
      key: Bytes,
    ): number;
    crypto_aead_chacha20poly1305_ietf_decrypt(
      out: Bytes,
      nsec: null,
      ciphertext: Bytes,
      associated: Bytes | null,
      nonce: Bytes,
      key: Bytes,
    ): number;
    crypto_aead_xchacha20poly1305_ietf_encrypt(
      out: Bytes,
      message: Bytes,
      associated: Bytes | null,
      nsec: null,
      nonce: Bytes,
      key: Bytes,
    ): number;
    crypto_aead_xchacha20poly1305_ietf_decrypt(
      out: Bytes,
      nsec: null,
      ciphertext: Bytes,
      associated: Bytes | null,
      nonce: Bytes,
      key: Bytes,
    ): number;
    readonly crypto_pwhash_ALG_ARGON2ID13: number;
    /** In a thread of its own; the callback hears of an error (too little memory). */
    crypto_pwhash_async(
      out: Bytes,
      password: Bytes,
      salt: Bytes,
      operations: number,
      memory: number,
      algorithm: number,
      done: (error: Error | null) => void,
    ): void;
    crypto_stream_chacha20_ietf(out: Bytes, nonce: Bytes, key: Bytes): void;
    crypto_stream_chacha20_ietf_xor(out: Bytes, message: Bytes, nonce: Bytes, key: Bytes): void;
    /** Poly1305: `key` is r 16 and s 16; the result is the polynomial at r, plus s, modulo 2^128. */
    crypto_onetimeauth(out: Bytes, input: Bytes, key: Bytes): void;
    crypto_stream_xchacha20_xor(out: Bytes, message: Bytes, nonce: Bytes, key: Bytes): void;
    crypto_stream_chacha20_ietf_xor_ic(
      out: Bytes,
      message: Bytes,
      nonce: Bytes,
      counter: number,
      key: Bytes,
    ): void;
  }
  const sodium: Sodium;
  export default sodium;
}
