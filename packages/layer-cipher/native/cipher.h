#pragma once

#include "openssl.h"

#include <stdbool.h>
#include <stdint.h>

enum { BODY = 1304, WORD = 16, REST = BODY - WORD, KEYS = 128 };

/* What one environment (the main thread, or a worker) needs of OpenSSL. */
struct tools {
  EVP_CIPHER_CTX *stream;
  EVP_MAC_CTX *hash;
};

bool tools_open(struct tools *tools);
void tools_close(struct tools *tools);

/* Puts zeros in the place of the last key that the contexts were given. */
bool tools_forget(struct tools *tools);

/* On `body` (BODY bytes) in place under `keys` (KEYS bytes). False when OpenSSL refuses; the body is then garbage. */
bool encipher(struct tools *tools, uint8_t *body, const uint8_t *keys);
bool decipher(struct tools *tools, uint8_t *body, const uint8_t *keys);
