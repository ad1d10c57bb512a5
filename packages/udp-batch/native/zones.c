/* Zones of link-local addresses are interfaces: a number to the kernel, a name to people. */
#include "udp.h"

#include <net/if.h>

/* zoneName(index): the interface's name, '' when there is none. */
napi_value zone_name(napi_env env, napi_callback_info info) {
  napi_value values[1], result = NULL;
  int32_t index;
  char name[IF_NAMESIZE] = "";
  if (!arguments(env, info, 1, values) || !int_argument(env, values[0], &index)) return NULL;
  if (index <= 0 || !if_indextoname((unsigned)index, name)) name[0] = '\0';
  napi_create_string_utf8(env, name, NAPI_AUTO_LENGTH, &result);
  return result;
}

/* zoneIndex(name): 0 when there is no such interface. */
napi_value zone_index(napi_env env, napi_callback_info info) {
  napi_value values[1];
  char name[IF_NAMESIZE];
  size_t length;
  if (!arguments(env, info, 1, values)) return NULL;
  if (napi_get_value_string_utf8(env, values[0], name, sizeof name, &length) != napi_ok) {
    return throw_misuse(env, "zoneIndex expects a name");
  }
  return integer(env, (int32_t)if_nametoindex(name));
}
