/* What the addon exports, and how its functions take arguments and report errors. */
#include "udp.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool arguments(napi_env env, napi_callback_info info, size_t count, napi_value *values) {
  size_t given = count;
  if (napi_get_cb_info(env, info, &given, values, NULL, NULL) == napi_ok && given >= count) return true;
  throw_misuse(env, "too few arguments");
  return false;
}

bool int_argument(napi_env env, napi_value value, int32_t *result) {
  if (napi_get_value_int32(env, value, result) == napi_ok) return true;
  throw_misuse(env, "an integer was expected");
  return false;
}

struct instance *instance_of(napi_env env) {
  void *data = NULL;
  napi_get_instance_data(env, &data);
  return data;
}

struct socket *socket_argument(napi_env env, napi_value value) {
  int32_t handle;
  if (!int_argument(env, value, &handle)) return NULL;
  struct instance *instance = instance_of(env);
  if (handle >= 0 && handle < instance->count && instance->sockets[handle]) return instance->sockets[handle];
  throw_misuse(env, "the socket is closed");
  return NULL;
}

int32_t free_place(struct instance *instance) {
  for (int32_t i = 0; i < instance->count; i++) {
    if (!instance->sockets[i]) return i;
  }
  int32_t larger = instance->count ? instance->count * 2 : 4;
  struct socket **grown = realloc(instance->sockets, (size_t)larger * sizeof *grown);
  if (!grown) return -1;
  memset(grown + instance->count, 0, (size_t)(larger - instance->count) * sizeof *grown);
  int32_t place = instance->count;
  instance->sockets = grown;
  instance->count = larger;
  return place;
}

napi_value throw_errno(napi_env env, int error, const char *doing) {
  char text[160];
  snprintf(text, sizeof text, "%s: %s", doing, uv_strerror(-error));
  napi_value code, message, object, number;
  if (napi_create_string_utf8(env, uv_err_name(-error), NAPI_AUTO_LENGTH, &code) == napi_ok &&
      napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &message) == napi_ok &&
      napi_create_error(env, code, message, &object) == napi_ok &&
      napi_create_int32(env, -error, &number) == napi_ok &&
      napi_set_named_property(env, object, "errno", number) == napi_ok) {
    napi_throw(env, object);
  }
  return NULL;
}

napi_value throw_misuse(napi_env env, const char *message) {
  napi_throw_type_error(env, "ERR_UDP_MISUSE", message);
  return NULL;
}

napi_value undefined(napi_env env) {
  napi_value value = NULL;
  napi_get_undefined(env, &value);
  return value;
}

napi_value integer(napi_env env, int32_t value) {
  napi_value result = NULL;
  napi_create_int32(env, value, &result);
  return result;
}

static void instance_free(napi_env env, void *data, void *hint) {
  (void)env;
  (void)hint;
  struct instance *instance = data;
  /* Sockets are freed by their own clean-up hooks. */
  free(instance->sockets);
  free(instance);
}

static const struct {
  const char *name;
  napi_callback function;
} exported[] = {
    {"open", socket_open},       {"close", socket_close},       {"port", socket_port},     {"modes", socket_modes},
    {"writable", socket_writable}, {"receive", batch_receive},  {"send", batch_send},      {"zoneName", zone_name},
    {"zoneIndex", zone_index},
};

NAPI_MODULE_INIT() {
  struct instance *instance = calloc(1, sizeof *instance);
  if (!instance || napi_set_instance_data(env, instance, instance_free, NULL) != napi_ok) {
    free(instance);
    return throw_errno(env, ENOMEM, "loading udp-batch");
  }
  for (size_t i = 0; i < sizeof exported / sizeof exported[0]; i++) {
    napi_value function;
    if (napi_create_function(env, exported[i].name, NAPI_AUTO_LENGTH, exported[i].function, NULL, &function) != napi_ok ||
        napi_set_named_property(env, exports, exported[i].name, function) != napi_ok) {
      return NULL;
    }
  }
  return exports;
}
