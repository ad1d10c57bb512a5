/*
 * The few functions of OpenSSL 3 that are used here. They are part of Node (or of the libcrypto that Node was linked
 * with), so nothing is linked and no header of OpenSSL is needed; where they are missing the addon does not load.
 */
#pragma once

#include <stddef.h>

typedef struct evp_cipher_st EVP_CIPHER;
typedef struct evp_cipher_ctx_st EVP_CIPHER_CTX;
typedef struct evp_mac_st EVP_MAC;
typedef struct evp_mac_ctx_st EVP_MAC_CTX;
typedef struct ossl_lib_ctx_st OSSL_LIB_CTX;
typedef struct ossl_param_st OSSL_PARAM;

void OPENSSL_cleanse(void *memory, size_t length);

EVP_CIPHER *EVP_CIPHER_fetch(OSSL_LIB_CTX *context, const char *name, const char *properties);
void EVP_CIPHER_free(EVP_CIPHER *cipher);
EVP_CIPHER_CTX *EVP_CIPHER_CTX_new(void);
void EVP_CIPHER_CTX_free(EVP_CIPHER_CTX *context);
int EVP_EncryptInit_ex2(EVP_CIPHER_CTX *context, const EVP_CIPHER *cipher, const unsigned char *key,
                        const unsigned char *iv, const OSSL_PARAM *params);
int EVP_EncryptUpdate(EVP_CIPHER_CTX *context, unsigned char *out, int *out_length, const unsigned char *in,
                      int length);

EVP_MAC *EVP_MAC_fetch(OSSL_LIB_CTX *context, const char *name, const char *properties);
void EVP_MAC_free(EVP_MAC *mac);
EVP_MAC_CTX *EVP_MAC_CTX_new(EVP_MAC *mac);
void EVP_MAC_CTX_free(EVP_MAC_CTX *context);
int EVP_MAC_init(EVP_MAC_CTX *context, const unsigned char *key, size_t length, const OSSL_PARAM *params);
int EVP_MAC_update(EVP_MAC_CTX *context, const unsigned char *data, size_t length);
int EVP_MAC_final(EVP_MAC_CTX *context, unsigned char *out, size_t *out_length, size_t size);
