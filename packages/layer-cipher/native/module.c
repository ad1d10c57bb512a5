/*
 * What the addon exports. One call ciphers one body, or a batch of them: a batch's memory (an arena with the bodies, the
 * keys, and three integers for each step) is registered once; after that, calls carry integers only.
 */
#include "cipher.h"

#include <node_api.h>
#include <stdlib.h>

/* Of a step: where the body begins in the arena, where its keys begin among the keys, and 0 to encipher, 1 to decipher. */
enum { OFFSET, KEYS_AT, DIRECTION, FIELDS };

enum { MOST_BATCHES = 64 };

/* References keep a batch's arrays alive until it is released. */
struct batch {
  napi_ref arena, keys, steps;
};

struct instance {
  struct tools tools;
  struct batch batches[MOST_BATCHES];
};

static napi_value misuse(napi_env env, const char *message) {
  napi_throw_type_error(env, "ERR_LAYER_CIPHER_MISUSE", message);
  return NULL;
}

static struct instance *instance_of(napi_env env) {
  void *data = NULL;
  napi_get_instance_data(env, &data);
  return data;
}

static bool arguments(napi_env env, napi_callback_info info, size_t count, napi_value *values) {
  size_t given = count;
  return napi_get_cb_info(env, info, &given, values, NULL, NULL) == napi_ok && given >= count;
}

/* An array's memory for the length of one call. It is looked up each time: JavaScript may have given it away. */
static bool memory(napi_env env, napi_value array, napi_typedarray_type wanted, void **data, size_t *length) {
  napi_typedarray_type type;
  return napi_get_typedarray_info(env, array, &type, length, data, NULL, NULL) == napi_ok && type == wanted;
}

static bool referenced(napi_env env, napi_ref reference, napi_typedarray_type wanted, void **data, size_t *length) {
  napi_value array;
  return napi_get_reference_value(env, reference, &array) == napi_ok && array &&
         memory(env, array, wanted, data, length);
}

static bool step(struct instance *instance, uint8_t *body, const uint8_t *keys, int32_t direction) {
  return direction ? decipher(&instance->tools, body, keys) : encipher(&instance->tools, body, keys);
}

/* one(body: Uint8Array, keys: Uint8Array, direction: number) */
static napi_value one(napi_env env, napi_callback_info info) {
  napi_value values[3];
  void *body, *keys;
  size_t body_length, keys_length;
  int32_t direction;
  if (!arguments(env, info, 3, values) ||
      !memory(env, values[0], napi_uint8_array, &body, &body_length) || body_length != BODY ||
      !memory(env, values[1], napi_uint8_array, &keys, &keys_length) || keys_length != KEYS ||
      napi_get_value_int32(env, values[2], &direction) != napi_ok) {
    return misuse(env, "a body of 1304 bytes, keys of 128 and a direction were expected");
  }
  if (!step(instance_of(env), body, keys, direction)) return misuse(env, "OpenSSL refused to cipher");
  return NULL;
}

/* forget(): after the last use of keys that are wiped. */
static napi_value forget(napi_env env, napi_callback_info info) {
  (void)info;
  if (!tools_forget(&instance_of(env)->tools)) return misuse(env, "OpenSSL refused to forget");
  return NULL;
}

/* register(arena: Uint8Array, keys: Uint8Array, steps: Int32Array): number */
static napi_value batch_register(napi_env env, napi_callback_info info) {
  napi_value values[3], result = NULL;
  void *data;
  size_t length;
  if (!arguments(env, info, 3, values) || !memory(env, values[0], napi_uint8_array, &data, &length) ||
      !memory(env, values[1], napi_uint8_array, &data, &length) ||
      !memory(env, values[2], napi_int32_array, &data, &length)) {
    return misuse(env, "an arena, keys and steps were expected");
  }
  struct batch *batches = instance_of(env)->batches;
  for (int32_t i = 0; i < MOST_BATCHES; i++) {
    if (batches[i].arena) continue;
    if (napi_create_reference(env, values[0], 1, &batches[i].arena) != napi_ok ||
        napi_create_reference(env, values[1], 1, &batches[i].keys) != napi_ok ||
        napi_create_reference(env, values[2], 1, &batches[i].steps) != napi_ok) {
      return misuse(env, "the batch cannot be kept");
    }
    napi_create_int32(env, i, &result);
    return result;
  }
  return misuse(env, "too many batches are registered");
}

static struct batch *batch_argument(napi_env env, napi_value value) {
  int32_t id;
  struct batch *batches = instance_of(env)->batches;
  if (napi_get_value_int32(env, value, &id) != napi_ok || id < 0 || id >= MOST_BATCHES || !batches[id].arena) {
    misuse(env, "the batch is not registered");
    return NULL;
  }
  return &batches[id];
}

/* release(batch: number) */
static napi_value batch_release(napi_env env, napi_callback_info info) {
  napi_value value;
  struct batch *batch;
  if (!arguments(env, info, 1, &value)) return misuse(env, "a batch was expected");
  if (!(batch = batch_argument(env, value))) return NULL;
  napi_delete_reference(env, batch->arena);
  napi_delete_reference(env, batch->keys);
  napi_delete_reference(env, batch->steps);
  *batch = (struct batch){0};
  return NULL;
}

/* run(batch: number, first: number, count: number): the steps one after the other, so that several may be for one body */
static napi_value batch_run(napi_env env, napi_callback_info info) {
  napi_value values[3];
  struct batch *batch;
  int32_t first, count;
  void *arena, *keys, *data;
  size_t arena_length, keys_length, numbers;
  if (!arguments(env, info, 3, values)) return misuse(env, "a batch, its first step and a count were expected");
  if (!(batch = batch_argument(env, values[0]))) return NULL;
  if (napi_get_value_int32(env, values[1], &first) != napi_ok ||
      napi_get_value_int32(env, values[2], &count) != napi_ok ||
      !referenced(env, batch->arena, napi_uint8_array, &arena, &arena_length) ||
      !referenced(env, batch->keys, napi_uint8_array, &keys, &keys_length) ||
      !referenced(env, batch->steps, napi_int32_array, &data, &numbers)) {
    return misuse(env, "the batch cannot be read");
  }
  if (first < 0 || count < 0 || (size_t)first + (size_t)count > numbers / FIELDS) {
    return misuse(env, "the batch has no such steps");
  }
  struct instance *instance = instance_of(env);
  const int32_t *steps = data;
  for (int32_t i = first; i < first + count; i++) {
    const int32_t *fields = steps + (size_t)i * FIELDS;
    int64_t body = fields[OFFSET], key = fields[KEYS_AT];
    if (body < 0 || key < 0 || body + BODY > (int64_t)arena_length || key + KEYS > (int64_t)keys_length) {
      return misuse(env, "a step lies outside of its memory");
    }
    if (!step(instance, (uint8_t *)arena + body, (const uint8_t *)keys + key, fields[DIRECTION])) {
      return misuse(env, "OpenSSL refused to cipher");
    }
  }
  return NULL;
}

/* References go with the environment. */
static void instance_free(napi_env env, void *data, void *hint) {
  (void)env;
  (void)hint;
  struct instance *instance = data;
  tools_close(&instance->tools);
  free(instance);
}

static bool export_function(napi_env env, napi_value exports, const char *name, napi_callback function) {
  napi_value value;
  return napi_create_function(env, name, NAPI_AUTO_LENGTH, function, NULL, &value) == napi_ok &&
         napi_set_named_property(env, exports, name, value) == napi_ok;
}

NAPI_MODULE_INIT() {
  struct instance *instance = calloc(1, sizeof *instance);
  if (!instance || !tools_open(&instance->tools)) {
    free(instance);
    napi_throw_error(env, "ERR_LAYER_CIPHER_OPENSSL", "this OpenSSL has no ChaCha20 or no Poly1305");
    return NULL;
  }
  if (napi_set_instance_data(env, instance, instance_free, NULL) != napi_ok) {
    instance_free(env, instance, NULL);
    return NULL;
  }
  if (!export_function(env, exports, "one", one) || !export_function(env, exports, "forget", forget) ||
      !export_function(env, exports, "register", batch_register) ||
      !export_function(env, exports, "release", batch_release) || !export_function(env, exports, "run", batch_run)) {
    return NULL;
  }
  return exports;
}
