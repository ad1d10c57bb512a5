/* What the addon exports, and how its functions take arguments and report errors. */
#include "tuntap2.h"

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

struct device *device_argument(napi_env env, napi_value value) {
  int32_t handle;
  if (!int_argument(env, value, &handle)) return NULL;
  struct instance *instance = instance_of(env);
  if (handle >= 0 && handle < instance->device_count && instance->devices[handle]) return instance->devices[handle];
  throw_misuse(env, "the device is closed");
  return NULL;
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
  napi_throw_type_error(env, "ERR_TUNTAP_MISUSE", message);
  return NULL;
}

napi_value undefined(napi_env env) {
  napi_value value = NULL;
  napi_get_undefined(env, &value);
  return value;
}

int32_t free_place(void ***table, int32_t *count) {
  for (int32_t i = 0; i < *count; i++) {
    if (!(*table)[i]) return i;
  }
  int32_t larger = *count ? *count * 2 : 4;
  void **grown = realloc(*table, (size_t)larger * sizeof(void *));
  if (!grown) return -1;
  memset(grown + *count, 0, (size_t)(larger - *count) * sizeof(void *));
  int32_t place = *count;
  *table = grown;
  *count = larger;
  return place;
}

static void instance_free(napi_env env, void *data, void *hint) {
  (void)env;
  (void)hint;
  struct instance *instance = data;
  /* Devices are freed by their own clean-up hooks, references to arenas with the environment. */
  for (int32_t i = 0; i < instance->arena_count; i++) free(instance->arenas[i]);
  free(instance->arenas);
  free(instance->devices);
  free(instance);
}

static const struct {
  const char *name;
  napi_callback function;
} exported[] = {
    {"open", device_open},
    {"close", device_close},
    {"watch", device_watch},
    {"hold", device_hold},
    {"dropped", device_dropped},
    {"name", interface_name},
    {"getMtu", interface_get_mtu},
    {"setMtu", interface_set_mtu},
    {"getMac", interface_get_mac},
    {"setMac", interface_set_mac},
    {"getUp", interface_get_up},
    {"setUp", interface_set_up},
    {"addresses", addresses_list},
    {"addAddress", addresses_add},
    {"preferAddress", addresses_prefer},
    {"removeAddress", addresses_remove},
    {"confine", confine},
    {"route", confined_route},
    {"register", arena_register},
    {"release", arena_release},
    {"read", batch_read},
    {"write", batch_write},
};

NAPI_MODULE_INIT() {
  struct instance *instance = calloc(1, sizeof *instance);
  if (!instance || napi_set_instance_data(env, instance, instance_free, NULL) != napi_ok) {
    free(instance);
    return throw_errno(env, ENOMEM, "loading tuntap2");
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
