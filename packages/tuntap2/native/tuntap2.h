/*
 * TUN and TAP devices for one JavaScript environment (the main thread or a worker). Devices and arenas are known to
 * JavaScript by small integers, so that calls on the hot path carry nothing else. No variable is shared between
 * environments: everything hangs on `struct instance`.
 */
#ifndef TUNTAP2_H
#define TUNTAP2_H

#include <node_api.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uv.h>

/* One registered pair of typed arrays; see batch.c. */
struct arena {
  napi_ref bytes;
  napi_ref descriptors;
  int32_t slot_size;
  int32_t headroom;
};

/* One open device. It outlives `close` until libuv has let go of its poll handle. */
struct device {
  napi_env env;
  napi_async_context context;
  napi_ref on_event;
  napi_async_cleanup_hook_handle cleanup;
  uv_poll_t poll;
  int fd;
  bool watched;
  bool closing;
  int64_t dropped_in;
  int64_t dropped_out;
};

struct instance {
  struct device **devices;
  int32_t device_count;
  struct arena **arenas;
  int32_t arena_count;
};

/* module.c: arguments and errors. Every function below that returns false or NULL has thrown. */
bool arguments(napi_env env, napi_callback_info info, size_t count, napi_value *values);
bool int_argument(napi_env env, napi_value value, int32_t *result);
struct instance *instance_of(napi_env env);
struct device *device_argument(napi_env env, napi_value value);
/* Throws an Error with `code` (e.g. EPERM), `errno` and a message of the form "doing: reason". Returns NULL. */
napi_value throw_errno(napi_env env, int error, const char *doing);
/* Throws an Error for what a caller of this addon did wrong. Returns NULL. */
napi_value throw_misuse(napi_env env, const char *message);
napi_value undefined(napi_env env);
/* Index of a free place in a table of pointers, which grows when it is full; -1 without memory. */
int32_t free_place(void ***table, int32_t *count);

/* device.c */
napi_value device_open(napi_env env, napi_callback_info info);
napi_value device_close(napi_env env, napi_callback_info info);
napi_value device_watch(napi_env env, napi_callback_info info);
napi_value device_hold(napi_env env, napi_callback_info info);
napi_value device_dropped(napi_env env, napi_callback_info info);

/* interface.c */
napi_value interface_name(napi_env env, napi_callback_info info);
napi_value interface_get_mtu(napi_env env, napi_callback_info info);
napi_value interface_set_mtu(napi_env env, napi_callback_info info);
napi_value interface_get_mac(napi_env env, napi_callback_info info);
napi_value interface_set_mac(napi_env env, napi_callback_info info);
napi_value interface_get_up(napi_env env, napi_callback_info info);
napi_value interface_set_up(napi_env env, napi_callback_info info);
/* The interface's number and a netlink socket to speak about it, which the caller closes; -1 after throwing. */
int interface_socket(napi_env env, const struct device *device, unsigned int *index);

/* addresses.c */
struct nlmsghdr;
/* Appends an attribute to a request that begins with its nlmsghdr and has room for it. */
void netlink_attribute(void *request, unsigned short type, const void *data, size_t size);
/* Sends one request and waits for the kernel's verdict; 0 or an errno. */
int netlink_transact(int fd, struct nlmsghdr *head);
napi_value addresses_list(napi_env env, napi_callback_info info);
napi_value addresses_add(napi_env env, napi_callback_info info);
napi_value addresses_prefer(napi_env env, napi_callback_info info);
napi_value addresses_remove(napi_env env, napi_callback_info info);

/* confine.c */
napi_value confine(napi_env env, napi_callback_info info);
napi_value confined_route(napi_env env, napi_callback_info info);

/* batch.c */
napi_value arena_register(napi_env env, napi_callback_info info);
napi_value arena_release(napi_env env, napi_callback_info info);
napi_value batch_read(napi_env env, napi_callback_info info);
napi_value batch_write(napi_env env, napi_callback_info info);

#endif
