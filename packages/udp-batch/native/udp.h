/*
 * UDP sockets for one JavaScript environment (the main thread or a worker), read and written many datagrams at a time. Sockets are
 * known to JavaScript by small integers. No variable is shared between environments: everything hangs on `struct instance`.
 */
#ifndef UDP_BATCH_H
#define UDP_BATCH_H

#include <netinet/in.h>
#include <node_api.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uv.h>

/* Messages of one call, and the longest one: what the kernel has merged of one sender is one message. */
enum { MESSAGES = 16, MESSAGE_SIZE = 65536 };
/* Senders that are remembered; a power of two. */
enum { PEERS = 4096 };
/* How an address stands in the arrays that JavaScript shares: 16 bytes (IPv4 in the first 4), port, zone, both as the machine has them. */
enum { ADDRESS_SIZE = 24, PORT_AT = 16, ZONE_AT = 20 };

union address {
  struct sockaddr any;
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
};

/* Typed arrays of JavaScript's; looked up at each call, since it may have given their memory away. */
enum { IN_BYTES, IN_DESCRIPTORS, IN_ADDRESSES, OUT_BYTES, OUT_DESCRIPTORS, OUT_ADDRESSES, ARRAYS };

/* One open socket. It outlives `close` until libuv has let go of its poll handle. */
struct socket {
  napi_env env;
  napi_async_context context;
  napi_ref on_event;
  napi_ref arrays[ARRAYS];
  napi_async_cleanup_hook_handle cleanup;
  uv_poll_t poll;
  int fd;
  int family;
  bool writable_wanted;
  bool closing;
  /* Whether the kernel merges what arrives, and splits what leaves. */
  bool gro;
  bool gso;
  union address peers[PEERS];
};

struct instance {
  struct socket **sockets;
  int32_t count;
};

/* module.c: arguments and errors. Every function below that returns false or NULL has thrown. */
bool arguments(napi_env env, napi_callback_info info, size_t count, napi_value *values);
bool int_argument(napi_env env, napi_value value, int32_t *result);
struct instance *instance_of(napi_env env);
struct socket *socket_argument(napi_env env, napi_value value);
/* A free place in the instance's table, which grows when it is full; -1 without memory. */
int32_t free_place(struct instance *instance);
/* Throws an Error with `code` (e.g. EADDRINUSE), `errno` and a message of the form "doing: reason". Returns NULL. */
napi_value throw_errno(napi_env env, int error, const char *doing);
/* Throws an Error for what a caller of this addon did wrong. Returns NULL. */
napi_value throw_misuse(napi_env env, const char *message);
napi_value undefined(napi_env env);
napi_value integer(napi_env env, int32_t value);

/* socket.c */
napi_value socket_open(napi_env env, napi_callback_info info);
napi_value socket_close(napi_env env, napi_callback_info info);
napi_value socket_port(napi_env env, napi_callback_info info);
napi_value socket_modes(napi_env env, napi_callback_info info);
napi_value socket_writable(napi_env env, napi_callback_info info);

/* batch.c */
napi_value batch_receive(napi_env env, napi_callback_info info);
napi_value batch_send(napi_env env, napi_callback_info info);

/* zones.c */
napi_value zone_name(napi_env env, napi_callback_info info);
napi_value zone_index(napi_env env, napi_callback_info info);

#endif
