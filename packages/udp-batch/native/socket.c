/*
 * The life of a socket:
 *
 *     open --> watched --close, or the environment's end--> closing --> freed
 *
 * libuv calls `on_event` with 1 when datagrams wait, 2 when it can be written to again after it could not, 3 for both. What is
 * not read is announced again on the next turn of the loop.
 */
#include "udp.h"

#include <errno.h>
#include <netinet/udp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif
#ifndef UDP_GRO
#define UDP_GRO 104
#endif

enum { READABLE = 1, WRITABLE = 2 };

static void on_poll(uv_poll_t *poll, int status, int events);

/* Frees a socket once libuv is done with it; by then the environment may be gone. */
static void on_poll_closed(uv_handle_t *handle) {
  struct socket *socket = handle->data;
  napi_remove_async_cleanup_hook(socket->cleanup);
  free(socket);
}

/* Closes the file at once, so that the port is free before the call returns; the memory follows later. */
static void shut(struct socket *socket) {
  if (socket->closing) return;
  socket->closing = true;
  uv_poll_stop(&socket->poll);
  close(socket->fd);
  socket->fd = -1;
  napi_delete_reference(socket->env, socket->on_event);
  for (int i = 0; i < ARRAYS; i++) {
    if (socket->arrays[i]) napi_delete_reference(socket->env, socket->arrays[i]);
  }
  napi_async_destroy(socket->env, socket->context);
  uv_close((uv_handle_t *)&socket->poll, on_poll_closed);
}

/* Without this a worker that ends would leave libuv with a handle in freed memory. */
static void on_environment_end(napi_async_cleanup_hook_handle cleanup, void *data) {
  (void)cleanup;
  shut(data);
}

static int watch(struct socket *socket) {
  return uv_poll_start(&socket->poll, UV_READABLE | (socket->writable_wanted ? UV_WRITABLE : 0), on_poll);
}

static void announce(struct socket *socket, int32_t what) {
  napi_env env = socket->env;
  napi_handle_scope scope;
  if (napi_open_handle_scope(env, &scope) != napi_ok) return;
  napi_value callback, receiver, argument, error;
  if (napi_get_reference_value(env, socket->on_event, &callback) == napi_ok &&
      napi_get_global(env, &receiver) == napi_ok && napi_create_int32(env, what, &argument) == napi_ok &&
      napi_make_callback(env, socket->context, receiver, callback, 1, &argument, NULL) == napi_pending_exception &&
      napi_get_and_clear_last_exception(env, &error) == napi_ok) {
    napi_fatal_exception(env, error);
  }
  napi_close_handle_scope(env, scope);
}

static void on_poll(uv_poll_t *poll, int status, int events) {
  struct socket *socket = poll->data;
  if (status != 0) {
    /* libuv stops polling on an error; to a datagram socket none is final. Asking for it clears it. */
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(socket->fd, SOL_SOCKET, SO_ERROR, &error, &size);
    watch(socket);
    events = READABLE;
  }
  announce(socket, ((events & UV_READABLE) ? READABLE : 0) | ((events & UV_WRITABLE) ? WRITABLE : 0));
}

/* A bound socket, or a negative errno. What a kernel does not have is left out: slower, but it works. */
static int bound(struct socket *socket_, int32_t port, int32_t receive_buffer, int32_t send_buffer) {
  int one = 1;
  int fd = socket(socket_->family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return -errno;
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &send_buffer, sizeof send_buffer);
  union address address = {0};
  socklen_t size;
  if (socket_->family == AF_INET6) {
    address.v6.sin6_family = AF_INET6;
    address.v6.sin6_port = htons((uint16_t)port);
    size = sizeof address.v6;
    if (setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one) < 0) goto failed;
  } else {
    address.v4.sin_family = AF_INET;
    address.v4.sin_port = htons((uint16_t)port);
    size = sizeof address.v4;
  }
  if (bind(fd, &address.any, size) < 0) goto failed;
  socket_->gro = setsockopt(fd, IPPROTO_UDP, UDP_GRO, &one, sizeof one) == 0;
  int segment = 0;
  size = sizeof segment;
  socket_->gso = getsockopt(fd, IPPROTO_UDP, UDP_SEGMENT, &segment, &size) == 0;
  return fd;
failed:;
  int error = -errno;
  close(fd);
  return error;
}

/* open(family: 4 | 6, port, receiveBuffer, sendBuffer, arrays: TypedArray[], onEvent: (what: number) => void): number */
napi_value socket_open(napi_env env, napi_callback_info info) {
  static const char expected[] = "open expects a family, a port, two sizes, six typed arrays and a function";
  napi_value values[6];
  int32_t family, port, receive_buffer, send_buffer;
  if (!arguments(env, info, 6, values) || !int_argument(env, values[0], &family) ||
      !int_argument(env, values[1], &port) || !int_argument(env, values[2], &receive_buffer) ||
      !int_argument(env, values[3], &send_buffer)) {
    return NULL;
  }
  if ((family != 4 && family != 6) || port < 0 || port > 65535) return throw_misuse(env, expected);
  uv_loop_t *loop;
  napi_value resource;
  struct instance *instance = instance_of(env);
  int32_t handle = free_place(instance);
  struct socket *socket = calloc(1, sizeof *socket);
  if (handle < 0 || !socket) {
    free(socket);
    return throw_errno(env, ENOMEM, "open");
  }
  socket->env = env;
  socket->family = family == 4 ? AF_INET : AF_INET6;
  socket->fd = bound(socket, port, receive_buffer, send_buffer);
  if (socket->fd < 0) {
    int error = -socket->fd;
    free(socket);
    return throw_errno(env, error, "bind");
  }
  if (napi_get_uv_event_loop(env, &loop) != napi_ok || uv_poll_init(loop, &socket->poll, socket->fd) != 0) {
    close(socket->fd);
    free(socket);
    return throw_errno(env, EIO, "open");
  }
  /* From here on libuv knows the socket, so that it is taken down by `shut`, never by a bare free. */
  socket->poll.data = socket;
  bool done = napi_create_string_utf8(env, "udp-batch", NAPI_AUTO_LENGTH, &resource) == napi_ok &&
              napi_add_async_cleanup_hook(env, on_environment_end, socket, &socket->cleanup) == napi_ok &&
              napi_async_init(env, NULL, resource, &socket->context) == napi_ok &&
              napi_create_reference(env, values[5], 1, &socket->on_event) == napi_ok;
  for (uint32_t i = 0; done && i < ARRAYS; i++) {
    napi_value array;
    bool is_typed = false;
    done = napi_get_element(env, values[4], i, &array) == napi_ok && napi_is_typedarray(env, array, &is_typed) == napi_ok &&
           is_typed && napi_create_reference(env, array, 1, &socket->arrays[i]) == napi_ok;
  }
  int error = done ? watch(socket) : 0;
  if (!done || error) {
    shut(socket);
    return done ? throw_errno(env, -error, "open") : throw_misuse(env, expected);
  }
  instance->sockets[handle] = socket;
  return integer(env, handle);
}

/* close(handle): the port is free on return. */
napi_value socket_close(napi_env env, napi_callback_info info) {
  napi_value values[1];
  int32_t handle;
  struct socket *socket;
  if (!arguments(env, info, 1, values) || !(socket = socket_argument(env, values[0])) ||
      !int_argument(env, values[0], &handle)) {
    return NULL;
  }
  instance_of(env)->sockets[handle] = NULL;
  shut(socket);
  return undefined(env);
}

/* port(handle): the one it is bound to. */
napi_value socket_port(napi_env env, napi_callback_info info) {
  napi_value values[1];
  struct socket *socket;
  union address address;
  socklen_t size = sizeof address;
  if (!arguments(env, info, 1, values) || !(socket = socket_argument(env, values[0]))) return NULL;
  if (getsockname(socket->fd, &address.any, &size) < 0) return throw_errno(env, errno, "port");
  return integer(env, ntohs(socket->family == AF_INET6 ? address.v6.sin6_port : address.v4.sin_port));
}

/* modes(handle): 1 when the kernel merges what arrives, plus 2 when it splits what leaves. */
napi_value socket_modes(napi_env env, napi_callback_info info) {
  napi_value values[1];
  struct socket *socket;
  if (!arguments(env, info, 1, values) || !(socket = socket_argument(env, values[0]))) return NULL;
  return integer(env, (socket->gro ? 1 : 0) | (socket->gso ? 2 : 0));
}

/* writable(handle, on: boolean): whether to say when it can be written to again. */
napi_value socket_writable(napi_env env, napi_callback_info info) {
  napi_value values[2];
  struct socket *socket;
  bool on;
  if (!arguments(env, info, 2, values) || !(socket = socket_argument(env, values[0]))) return NULL;
  if (napi_get_value_bool(env, values[1], &on) != napi_ok) return throw_misuse(env, "writable expects a boolean");
  if (on == socket->writable_wanted) return undefined(env);
  socket->writable_wanted = on;
  int error = watch(socket);
  return error ? throw_errno(env, -error, "writable") : undefined(env);
}
