/*
 * The life of a device:
 *
 *     open --> idle <--> watched --> (gone: someone deleted the interface)
 *                \          |          |
 *                 +--- close, or the environment's end ---> closing --> freed
 *
 * While watched, libuv calls `on_event(0)` whenever packets wait. Reading is left to the callback: what it does not
 * read is announced again on the next turn of the loop.
 */
#include "tuntap2.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static void on_poll(uv_poll_t *poll, int status, int events);

/* Frees a device once libuv is done with it; by then the environment may be gone. */
static void on_poll_closed(uv_handle_t *handle) {
  struct device *device = handle->data;
  napi_remove_async_cleanup_hook(device->cleanup);
  free(device);
}

/* Closes the file at once, so that the interface disappears before the call returns; the memory follows later. */
static void shut(struct device *device) {
  if (device->closing) return;
  device->closing = true;
  uv_poll_stop(&device->poll);
  close(device->fd);
  device->fd = -1;
  napi_delete_reference(device->env, device->on_event);
  napi_async_destroy(device->env, device->context);
  uv_close((uv_handle_t *)&device->poll, on_poll_closed);
}

/* Without this a worker that ends would leave libuv with a handle in freed memory. */
static void on_environment_end(napi_async_cleanup_hook_handle cleanup, void *data) {
  (void)cleanup;
  shut(data);
}

static int watch(struct device *device) {
  int error = uv_poll_start(&device->poll, UV_READABLE, on_poll);
  device->watched = error == 0;
  return error;
}

/* Calls the device's callback with 0 (packets wait) or a negative errno (the device is gone). */
static void announce(struct device *device, int32_t what) {
  napi_env env = device->env;
  napi_handle_scope scope;
  if (napi_open_handle_scope(env, &scope) != napi_ok) return;
  napi_value callback, receiver, argument, error;
  if (napi_get_reference_value(env, device->on_event, &callback) == napi_ok &&
      napi_get_global(env, &receiver) == napi_ok && napi_create_int32(env, what, &argument) == napi_ok &&
      napi_make_callback(env, device->context, receiver, callback, 1, &argument, NULL) == napi_pending_exception &&
      napi_get_and_clear_last_exception(env, &error) == napi_ok) {
    napi_fatal_exception(env, error);
  }
  napi_close_handle_scope(env, scope);
}

static void on_poll(uv_poll_t *poll, int status, int events) {
  (void)events;
  struct device *device = poll->data;
  if (status == 0) {
    announce(device, 0);
    return;
  }
  /* libuv stops polling on an error. Only a deleted interface is final: it is known by its file being detached. */
  struct ifreq request = {0};
  device->watched = false;
  if (ioctl(device->fd, TUNGETIFF, &request) < 0) {
    announce(device, -errno);
  } else {
    int error = watch(device);
    if (error) announce(device, error);
  }
}

/* Attaches a new file to a device of that name; returns it or a negative errno. */
static int attach(bool tap, const char *name) {
  int fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return -errno;
  struct ifreq request = {0};
  request.ifr_flags = (short)((tap ? IFF_TAP : IFF_TUN) | IFF_NO_PI);
  memcpy(request.ifr_name, name, strnlen(name, IFNAMSIZ - 1));
  if (ioctl(fd, TUNSETIFF, &request) < 0) {
    int error = -errno;
    close(fd);
    return error;
  }
  return fd;
}

/* open(tap: boolean, name: string, onEvent: (what: number) => void): number */
napi_value device_open(napi_env env, napi_callback_info info) {
  napi_value values[3];
  bool tap;
  char name[IFNAMSIZ];
  size_t length;
  if (!arguments(env, info, 3, values)) return NULL;
  if (napi_get_value_bool(env, values[0], &tap) != napi_ok ||
      napi_get_value_string_utf8(env, values[1], name, sizeof name, &length) != napi_ok) {
    return throw_misuse(env, "open expects a boolean, a name and a function");
  }
  uv_loop_t *loop;
  napi_value resource;
  struct instance *instance = instance_of(env);
  int32_t handle = free_place((void ***)&instance->devices, &instance->device_count);
  struct device *device = calloc(1, sizeof *device);
  if (handle < 0 || !device) {
    free(device);
    return throw_errno(env, ENOMEM, "open");
  }
  device->env = env;
  device->fd = attach(tap, name);
  if (device->fd < 0) {
    int error = -device->fd;
    free(device);
    return throw_errno(env, error, "open");
  }
  if (napi_get_uv_event_loop(env, &loop) != napi_ok || uv_poll_init(loop, &device->poll, device->fd) != 0) {
    close(device->fd);
    free(device);
    return throw_errno(env, EIO, "open");
  }
  /* From here on libuv knows the device, so that it is taken down by `shut`, never by a bare free. */
  device->poll.data = device;
  if (napi_create_string_utf8(env, "tuntap2", NAPI_AUTO_LENGTH, &resource) != napi_ok ||
      napi_add_async_cleanup_hook(env, on_environment_end, device, &device->cleanup) != napi_ok ||
      napi_async_init(env, NULL, resource, &device->context) != napi_ok ||
      napi_create_reference(env, values[2], 1, &device->on_event) != napi_ok) {
    shut(device);
    return throw_misuse(env, "open expects a boolean, a name and a function");
  }
  instance->devices[handle] = device;
  napi_value result;
  napi_create_int32(env, handle, &result);
  return result;
}

/* close(handle): the interface is gone on return, unless it was made persistent by others. */
napi_value device_close(napi_env env, napi_callback_info info) {
  napi_value values[1];
  int32_t handle;
  struct device *device;
  if (!arguments(env, info, 1, values) || !(device = device_argument(env, values[0])) ||
      !int_argument(env, values[0], &handle)) {
    return NULL;
  }
  instance_of(env)->devices[handle] = NULL;
  shut(device);
  return undefined(env);
}

/* watch(handle, on: boolean) */
napi_value device_watch(napi_env env, napi_callback_info info) {
  napi_value values[2];
  struct device *device;
  bool on;
  if (!arguments(env, info, 2, values) || !(device = device_argument(env, values[0]))) return NULL;
  if (napi_get_value_bool(env, values[1], &on) != napi_ok) return throw_misuse(env, "watch expects a boolean");
  if (on == device->watched) return undefined(env);
  if (on) {
    int error = watch(device);
    if (error) return throw_errno(env, -error, "watch");
  } else {
    uv_poll_stop(&device->poll);
    device->watched = false;
  }
  return undefined(env);
}

/* hold(handle, on: boolean): whether a watched device keeps the process alive. */
napi_value device_hold(napi_env env, napi_callback_info info) {
  napi_value values[2];
  struct device *device;
  bool on;
  if (!arguments(env, info, 2, values) || !(device = device_argument(env, values[0]))) return NULL;
  if (napi_get_value_bool(env, values[1], &on) != napi_ok) return throw_misuse(env, "hold expects a boolean");
  if (on) {
    uv_ref((uv_handle_t *)&device->poll);
  } else {
    uv_unref((uv_handle_t *)&device->poll);
  }
  return undefined(env);
}

/* dropped(handle, outgoing: boolean): packets dropped since open, from the system (false) or towards it (true). */
napi_value device_dropped(napi_env env, napi_callback_info info) {
  napi_value values[2], result;
  struct device *device;
  bool outgoing;
  if (!arguments(env, info, 2, values) || !(device = device_argument(env, values[0]))) return NULL;
  if (napi_get_value_bool(env, values[1], &outgoing) != napi_ok) return throw_misuse(env, "dropped expects a boolean");
  napi_create_int64(env, outgoing ? device->dropped_out : device->dropped_in, &result);
  return result;
}
