/*
 * Phantom's layer cipher by OpenSSL: the same bytes as src/crypto/layer.ts, where the construction is described.
 * Each hash's key of 16 bytes is followed by 16 bytes of room in `keys`, which are not used here.
 */
#include "cipher.h"

#include <string.h>

enum { HASH_1 = 0, HASH_2 = 32, WORD_KEY = 64, STREAM_KEY = 96, BLOCK = 64 };

static const uint8_t zeros[BLOCK];

bool tools_open(struct tools *tools) {
  EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, "ChaCha20", NULL);
  EVP_MAC *mac = EVP_MAC_fetch(NULL, "POLY1305", NULL);
  tools->stream = EVP_CIPHER_CTX_new();
  tools->hash = mac ? EVP_MAC_CTX_new(mac) : NULL;
  bool fine = cipher && tools->stream && tools->hash &&
              EVP_EncryptInit_ex2(tools->stream, cipher, zeros, zeros, NULL) == 1;
  /* The contexts hold what they need of both. */
  EVP_CIPHER_free(cipher);
  EVP_MAC_free(mac);
  if (!fine) tools_close(tools);
  return fine;
}

void tools_close(struct tools *tools) {
  EVP_CIPHER_CTX_free(tools->stream);
  EVP_MAC_CTX_free(tools->hash);
  tools->stream = NULL;
  tools->hash = NULL;
}

bool tools_forget(struct tools *tools) {
  return EVP_EncryptInit_ex2(tools->stream, NULL, zeros, zeros, NULL) == 1 &&
         EVP_MAC_init(tools->hash, zeros, 2 * WORD, NULL) == 1;
}

/* out = word + H(rest), modulo 2^128: Poly1305 adds the second half of its key at the end. */
static bool add_hash(struct tools *tools, uint8_t *out, const uint8_t *word, const uint8_t *rest, const uint8_t *key) {
  uint8_t both[2 * WORD];
  size_t length;
  memcpy(both, key, WORD);
  memcpy(both + WORD, word, WORD);
  bool fine = EVP_MAC_init(tools->hash, both, sizeof both, NULL) == 1 &&
              EVP_MAC_update(tools->hash, rest, REST) == 1 && EVP_MAC_final(tools->hash, out, &length, WORD) == 1;
  OPENSSL_cleanse(both, sizeof both);
  return fine;
}

/* out = word - H(rest), as ~(~word + H). */
static bool subtract_hash(struct tools *tools, uint8_t *out, const uint8_t *word, const uint8_t *rest,
                          const uint8_t *key) {
  uint8_t complement[WORD];
  for (int i = 0; i < WORD; i++) complement[i] = (uint8_t)~word[i];
  bool fine = add_hash(tools, complement, complement, rest, key);
  for (int i = 0; i < WORD; i++) out[i] = (uint8_t)~complement[i];
  OPENSSL_cleanse(complement, sizeof complement);
  return fine;
}

/* ChaCha20 from the block that `start` names: block counter and nonce, 16 bytes. */
static bool chacha(struct tools *tools, uint8_t *out, const uint8_t *in, int length, const uint8_t *start,
                   const uint8_t *key) {
  int done;
  return EVP_EncryptInit_ex2(tools->stream, NULL, key, start, NULL) == 1 &&
         EVP_EncryptUpdate(tools->stream, out, &done, in, length) == 1;
}

static uint32_t load(const uint8_t *at) {
  return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static void store(uint8_t *at, uint32_t value) {
  for (int i = 0; i < 4; i++) at[i] = (uint8_t)(value >> 8 * i);
}

/*
 * XChaCha20 with the nonce `word` and 8 zeros. OpenSSL has no HChaCha20, but it is a block of ChaCha20 whose first and
 * last four words have not had the initial state added, so that is subtracted again.
 */
static bool mask_stream(struct tools *tools, uint8_t *rest, const uint8_t *word, const uint8_t *key) {
  static const uint8_t constant[] = "expand 32-byte k";
  uint8_t block[BLOCK], subkey[32];
  if (!chacha(tools, block, zeros, BLOCK, word, key)) return false;
  for (int at = 0; at < WORD; at += 4) {
    store(subkey + at, load(block + at) - load(constant + at));
    store(subkey + WORD + at, load(block + 48 + at) - load(word + at));
  }
  bool fine = chacha(tools, rest, rest, REST, zeros, subkey);
  OPENSSL_cleanse(block, sizeof block);
  OPENSSL_cleanse(subkey, sizeof subkey);
  return fine;
}

bool encipher(struct tools *tools, uint8_t *body, const uint8_t *keys) {
  uint8_t *first = body, *second = body + WORD, *rest = second;
  uint8_t x[WORD];
  if (!add_hash(tools, x, first, rest, keys + HASH_1)) return false;
  if (!chacha(tools, first, second, WORD, x, keys + WORD_KEY)) return false;
  memcpy(second, x, WORD);
  return mask_stream(tools, rest, first, keys + STREAM_KEY) && add_hash(tools, first, first, rest, keys + HASH_2);
}

bool decipher(struct tools *tools, uint8_t *body, const uint8_t *keys) {
  uint8_t *first = body, *second = body + WORD, *rest = second;
  uint8_t x[WORD];
  if (!subtract_hash(tools, first, first, rest, keys + HASH_2)) return false;
  if (!mask_stream(tools, rest, first, keys + STREAM_KEY)) return false;
  memcpy(x, second, WORD);
  return chacha(tools, second, first, WORD, x, keys + WORD_KEY) && subtract_hash(tools, first, x, rest, keys + HASH_1);
}
