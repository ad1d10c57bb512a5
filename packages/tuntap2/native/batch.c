/*
 * Packets in batches. An arena is one Uint8Array cut into slots of equal size, and one Int32Array with four numbers
 * per slot: offset, length, segment, peer. Both are registered once; after that, calls carry integers only and
 * nothing is allocated. `read` fills slots and their descriptors; `write` sends what descriptors name, wherever it
 * lies in the arena, so that a packet can be changed in place, with `headroom` bytes before it to grow into.
 */
#include "tuntap2.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { OFFSET, LENGTH, SEGMENT, PEER, FIELDS };

/* An arena's memory for the length of one call. It is looked up each time: JavaScript may have given it away. */
struct view {
  uint8_t *bytes;
  size_t size;
  int32_t *descriptors;
  size_t slots;
  const struct arena *arena;
};

static bool open_view(napi_env env, napi_value id, struct view *view) {
  int32_t index;
  size_t fields;
  void *bytes, *descriptors;
  napi_value array;
  if (!int_argument(env, id, &index)) return false;
  const struct instance *instance = instance_of(env);
  if (index < 0 || index >= instance->arena_count || !instance->arenas[index]) {
    throw_misuse(env, "the arena is not registered");
    return false;
  }
  view->arena = instance->arenas[index];
  if (napi_get_reference_value(env, view->arena->bytes, &array) != napi_ok ||
      napi_get_typedarray_info(env, array, NULL, &view->size, &bytes, NULL, NULL) != napi_ok ||
      napi_get_reference_value(env, view->arena->descriptors, &array) != napi_ok ||
      napi_get_typedarray_info(env, array, NULL, &fields, &descriptors, NULL, NULL) != napi_ok) {
    throw_misuse(env, "the arena cannot be read");
    return false;
  }
  view->bytes = bytes;
  view->descriptors = descriptors;
  view->slots = fields / FIELDS;
  size_t fit = view->size / (size_t)view->arena->slot_size;
  if (fit < view->slots) view->slots = fit;
  return true;
}

/* (device, arena, first slot, count): the four integers of both hot calls. */
static struct device *batch_arguments(napi_env env, napi_callback_info info, struct view *view, size_t *first,
                                      size_t *count) {
  napi_value values[4];
  int32_t from, number;
  struct device *device;
  if (!arguments(env, info, 4, values) || !(device = device_argument(env, values[0])) ||
      !open_view(env, values[1], view) || !int_argument(env, values[2], &from) ||
      !int_argument(env, values[3], &number)) {
    return NULL;
  }
  if (from < 0 || number < 0 || (size_t)from + (size_t)number > view->slots) {
    throw_misuse(env, "the batch has no such slots");
    return NULL;
  }
  *first = (size_t)from;
  *count = (size_t)number;
  return device;
}

static napi_value integer(napi_env env, int32_t value) {
  napi_value result = NULL;
  napi_create_int32(env, value, &result);
  return result;
}

/* read(device, arena, first, count): packets read, 0 when none waits, or a negative errno when the device is gone */
napi_value batch_read(napi_env env, napi_callback_info info) {
  struct view view;
  size_t first, count;
  struct device *device = batch_arguments(env, info, &view, &first, &count);
  if (!device) return NULL;
  size_t slot_size = (size_t)view.arena->slot_size;
  size_t headroom = (size_t)view.arena->headroom;
  size_t room = slot_size - headroom;
  int32_t done = 0;
  for (size_t tries = 0; tries < count; tries++) {
    size_t slot = first + (size_t)done;
    size_t offset = slot * slot_size + headroom;
    ssize_t length = read(device->fd, view.bytes + offset, room);
    if (length < 0) {
      if (errno == EINTR) continue;
      if (errno == EAGAIN) break;
      return integer(env, done ? done : -errno);
    }
    /* The kernel cuts what does not fit and does not say so: a full slot cannot be told from a cut packet. */
    if ((size_t)length == room) {
      device->dropped_in++;
      continue;
    }
    int32_t *descriptor = view.descriptors + slot * FIELDS;
    descriptor[OFFSET] = (int32_t)offset;
    descriptor[LENGTH] = (int32_t)length;
    descriptor[SEGMENT] = 0;
    descriptor[PEER] = 0;
    done++;
  }
  return integer(env, done);
}

/* write(device, arena, first, count): packets the device took, or a negative errno when it is gone */
napi_value batch_write(napi_env env, napi_callback_info info) {
  struct view view;
  size_t first, count;
  struct device *device = batch_arguments(env, info, &view, &first, &count);
  if (!device) return NULL;
  int32_t taken = 0;
  for (size_t i = 0; i < count; i++) {
    const int32_t *descriptor = view.descriptors + (first + i) * FIELDS;
    int64_t offset = descriptor[OFFSET];
    int64_t length = descriptor[LENGTH];
    if (offset < 0 || length < 0 || offset + length > (int64_t)view.size) {
      return throw_misuse(env, "a descriptor points outside the arena");
    }
    ssize_t written;
    do {
      written = write(device->fd, view.bytes + offset, (size_t)length);
    } while (written < 0 && errno == EINTR);
    if (written >= 0) {
      taken++;
    } else if (errno == EBADFD || errno == EBADF) {
      return integer(env, -errno);
    } else {
      /* Not an IP packet, the interface is down, or no memory: dropped, as a network card would. */
      device->dropped_out++;
    }
  }
  return integer(env, taken);
}

/* register(bytes: Uint8Array, descriptors: Int32Array, slotSize: number, headroom: number): number */
napi_value arena_register(napi_env env, napi_callback_info info) {
  napi_value values[4];
  napi_typedarray_type bytes, descriptors;
  int32_t slot_size, headroom;
  if (!arguments(env, info, 4, values) || !int_argument(env, values[2], &slot_size) ||
      !int_argument(env, values[3], &headroom)) {
    return NULL;
  }
  if (napi_get_typedarray_info(env, values[0], &bytes, NULL, NULL, NULL, NULL) != napi_ok || bytes != napi_uint8_array ||
      napi_get_typedarray_info(env, values[1], &descriptors, NULL, NULL, NULL, NULL) != napi_ok ||
      descriptors != napi_int32_array || headroom < 0 || slot_size <= headroom) {
    return throw_misuse(env, "register expects a Uint8Array, an Int32Array and a slot size above the headroom");
  }
  struct instance *instance = instance_of(env);
  int32_t id = free_place((void ***)&instance->arenas, &instance->arena_count);
  struct arena *arena = calloc(1, sizeof *arena);
  if (id < 0 || !arena || napi_create_reference(env, values[0], 1, &arena->bytes) != napi_ok ||
      napi_create_reference(env, values[1], 1, &arena->descriptors) != napi_ok) {
    free(arena);
    return throw_errno(env, ENOMEM, "register");
  }
  arena->slot_size = slot_size;
  arena->headroom = headroom;
  instance->arenas[id] = arena;
  return integer(env, id);
}

/* release(arena) */
napi_value arena_release(napi_env env, napi_callback_info info) {
  napi_value values[1];
  int32_t id;
  if (!arguments(env, info, 1, values) || !int_argument(env, values[0], &id)) return NULL;
  struct instance *instance = instance_of(env);
  if (id < 0 || id >= instance->arena_count || !instance->arenas[id]) {
    return throw_misuse(env, "the arena is not registered");
  }
  struct arena *arena = instance->arenas[id];
  napi_delete_reference(env, arena->bytes);
  napi_delete_reference(env, arena->descriptors);
  free(arena);
  instance->arenas[id] = NULL;
  return undefined(env);
}
