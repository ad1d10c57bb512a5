/*
 * For the benchmark only: a bare ChaCha20 stream and LIONESS of ChaCha20 and keyed BLAKE2b over a batch of bodies in one
 * call, as test/helpers/rival-ciphers.ts does them in libsodium's calls.
 */
#include "../../../../packages/layer-cipher/native/openssl.h"

#include <node_api.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct ossl_param_st {
  const char *key;
  unsigned type;
  void *data;
  size_t size, used;
};
int EVP_MAC_CTX_set_params(EVP_MAC_CTX *context, const OSSL_PARAM params[]);

enum { BODY = 1304, LEFT = 32, RIGHT = BODY - LEFT, KEYS = 128, UNSIGNED = 2 };

static const uint8_t zeros[16];
static EVP_CIPHER_CTX *stream;
static EVP_MAC_CTX *hash;

static bool prepare(void) {
  size_t size = LEFT;
  const OSSL_PARAM params[] = {{"size", UNSIGNED, &size, sizeof size, 0}, {0}};
  uint8_t key[LEFT] = {0};
  stream = EVP_CIPHER_CTX_new();
  hash = EVP_MAC_CTX_new(EVP_MAC_fetch(NULL, "BLAKE2BMAC", NULL));
  return stream && hash && EVP_MAC_CTX_set_params(hash, params) == 1 &&
         EVP_EncryptInit_ex2(stream, EVP_CIPHER_fetch(NULL, "ChaCha20", NULL), key, zeros, NULL) == 1;
}

static bool chacha(uint8_t *bytes, int length, const uint8_t *key) {
  int done;
  return EVP_EncryptInit_ex2(stream, NULL, key, zeros, NULL) == 1 &&
         EVP_EncryptUpdate(stream, bytes, &done, bytes, length) == 1;
}

static bool mask_right(uint8_t *body, const uint8_t *key) {
  uint8_t own[LEFT];
  for (int i = 0; i < LEFT; i++) own[i] = key[i] ^ body[i];
  return chacha(body + LEFT, RIGHT, own);
}

static bool hash_left(uint8_t *body, const uint8_t *key) {
  uint8_t digest[LEFT];
  size_t length;
  if (EVP_MAC_init(hash, key, LEFT, NULL) != 1 || EVP_MAC_update(hash, body + LEFT, RIGHT) != 1 ||
      EVP_MAC_final(hash, digest, &length, sizeof digest) != 1) {
    return false;
  }
  for (int i = 0; i < LEFT; i++) body[i] ^= digest[i];
  return true;
}

static bool lioness(uint8_t *body, const uint8_t *keys) {
  return mask_right(body, keys) && hash_left(body, keys + 32) && mask_right(body, keys + 64) &&
         hash_left(body, keys + 96);
}

/* run(lioness: number, arena: Uint8Array, keys: Uint8Array): enciphers every body of the arena under its own keys */
static napi_value run(napi_env env, napi_callback_info info) {
  napi_value values[3];
  size_t count = 3, length, keys_length;
  int32_t which;
  void *arena, *keys;
  bool fine = napi_get_cb_info(env, info, &count, values, NULL, NULL) == napi_ok && count == 3 &&
              napi_get_value_int32(env, values[0], &which) == napi_ok &&
              napi_get_typedarray_info(env, values[1], NULL, &length, &arena, NULL, NULL) == napi_ok &&
              napi_get_typedarray_info(env, values[2], NULL, &keys_length, &keys, NULL, NULL) == napi_ok;
  for (size_t i = 0; fine && i < length / BODY && i < keys_length / KEYS; i++) {
    uint8_t *body = (uint8_t *)arena + i * BODY, *key = (uint8_t *)keys + i * KEYS;
    fine = which ? lioness(body, key) : chacha(body, BODY, key);
  }
  if (!fine) napi_throw_error(env, NULL, "wrong arguments, or OpenSSL refused");
  return NULL;
}

NAPI_MODULE_INIT() {
  napi_value function;
  if (!prepare() || napi_create_function(env, "run", NAPI_AUTO_LENGTH, run, NULL, &function) != napi_ok ||
      napi_set_named_property(env, exports, "run", function) != napi_ok) {
    return NULL;
  }
  return exports;
}
