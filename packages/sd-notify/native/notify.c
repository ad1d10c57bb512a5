/*
 * One function: a datagram to a Unix socket. Node has no Unix datagram sockets, and a sandboxed service may not run
 * systemd-notify.
 */
#include <errno.h>
#include <node_api.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* 0, or an errno. */
static int send_to(const char *path, size_t path_length, const char *state, size_t length) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  /* A path needs its closing zero; an abstract name begins with a zero, written as "@", and has none at its end. */
  size_t room = sizeof address.sun_path - (path[0] == '@' ? 0 : 1);
  if ((path[0] != '/' && path[0] != '@') || path_length > room) return EINVAL;
  memcpy(address.sun_path, path, path_length);
  if (path[0] == '@') address.sun_path[0] = 0;
  socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + path_length + (path[0] == '@' ? 0 : 1));
  int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return errno;
  int error = sendto(fd, state, length, MSG_NOSIGNAL, (struct sockaddr *)&address, size) < 0 ? errno : 0;
  close(fd);
  return error;
}

/* A string argument as malloc'ed bytes, or NULL. */
static char *text(napi_env env, napi_value value, size_t *length) {
  if (napi_get_value_string_utf8(env, value, NULL, 0, length) != napi_ok || *length == 0) return NULL;
  char *bytes = malloc(*length + 1);
  if (bytes && napi_get_value_string_utf8(env, value, bytes, *length + 1, length) != napi_ok) {
    free(bytes);
    return NULL;
  }
  return bytes;
}

/* send(path: string, state: string): 0, or the errno */
static napi_value notify_send(napi_env env, napi_callback_info info) {
  napi_value values[2], result = NULL;
  size_t count = 2, path_length, length;
  int error = EINVAL;
  if (napi_get_cb_info(env, info, &count, values, NULL, NULL) == napi_ok && count == 2) {
    char *path = text(env, values[0], &path_length);
    char *state = text(env, values[1], &length);
    if (path && state) error = send_to(path, path_length, state, length);
    free(path);
    free(state);
  }
  napi_create_int32(env, error, &result);
  return result;
}

NAPI_MODULE_INIT() {
  napi_value function;
  if (napi_create_function(env, "send", NAPI_AUTO_LENGTH, notify_send, NULL, &function) != napi_ok ||
      napi_set_named_property(env, exports, "send", function) != napi_ok) {
    return NULL;
  }
  return exports;
}
