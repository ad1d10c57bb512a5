/*
 * Many datagrams per call. The kernel merges what arrives from one sender in a row into one message of equal segments (UDP_GRO), and splits a
 * message that is sent into such (UDP_SEGMENT); several messages go by one system call (recvmmsg, sendmmsg).
 *
 *     receive  fills the message slots of IN_BYTES and a descriptor for each: length, segment, peer, whether the peer is new there; a new
 *              one's address stands in IN_ADDRESSES, in the message's place
 *     send     takes descriptors: offset in OUT_BYTES, length, segment, peer; the address of a peer stands in its place in OUT_ADDRESSES
 */
#include "udp.h"

#include <errno.h>
#include <netinet/udp.h>
#include <string.h>
#include <sys/socket.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif
#ifndef UDP_GRO
#define UDP_GRO 104
#endif

enum { LENGTH, SEGMENT, PEER, IS_NEW, FIELDS };
enum { OFFSET, OUT_LENGTH, OUT_SEGMENT, OUT_PEER };

struct view {
  void *data;
  size_t bytes;
};

/* The memory of the three arrays from `first` on, for the length of one call. */
static bool open_views(napi_env env, const struct socket *socket, int first, struct view *views) {
  for (int i = 0; i < 3; i++) {
    napi_value array;
    napi_typedarray_type type;
    size_t length;
    if (napi_get_reference_value(env, socket->arrays[first + i], &array) != napi_ok ||
        napi_get_typedarray_info(env, array, &type, &length, &views[i].data, NULL, NULL) != napi_ok) {
      throw_misuse(env, "the arrays cannot be read");
      return false;
    }
    views[i].bytes = type == napi_int32_array ? length * sizeof(int32_t) : length;
  }
  return true;
}

static bool same(const union address *a, const union address *b) {
  if (a->any.sa_family != b->any.sa_family) return false;
  if (a->any.sa_family == AF_INET) {
    return a->v4.sin_port == b->v4.sin_port && a->v4.sin_addr.s_addr == b->v4.sin_addr.s_addr;
  }
  return a->v6.sin6_port == b->v6.sin6_port && a->v6.sin6_scope_id == b->v6.sin6_scope_id &&
         memcmp(&a->v6.sin6_addr, &b->v6.sin6_addr, sizeof a->v6.sin6_addr) == 0;
}

/* FNV-1a over address and port. Whoever makes two senders share a place gains that their addresses are read anew each time. */
static uint32_t place_of(const union address *address) {
  const uint8_t *bytes = address->any.sa_family == AF_INET ? (const uint8_t *)&address->v4.sin_addr
                                                            : (const uint8_t *)&address->v6.sin6_addr;
  size_t size = address->any.sa_family == AF_INET ? 4 : 16;
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < size; i++) hash = (hash ^ bytes[i]) * 16777619u;
  uint16_t port = address->any.sa_family == AF_INET ? address->v4.sin_port : address->v6.sin6_port;
  hash = (hash ^ (port & 0xff)) * 16777619u;
  hash = (hash ^ (port >> 8)) * 16777619u;
  return (hash ^ (hash >> 16)) & (PEERS - 1);
}

static void write_address(uint8_t *to, const union address *address) {
  uint16_t port;
  uint32_t zone = 0;
  memset(to, 0, ADDRESS_SIZE);
  if (address->any.sa_family == AF_INET) {
    memcpy(to, &address->v4.sin_addr, 4);
    port = ntohs(address->v4.sin_port);
  } else {
    memcpy(to, &address->v6.sin6_addr, 16);
    port = ntohs(address->v6.sin6_port);
    zone = address->v6.sin6_scope_id;
  }
  memcpy(to + PORT_AT, &port, sizeof port);
  memcpy(to + ZONE_AT, &zone, sizeof zone);
}

static socklen_t read_address(union address *address, int family, const uint8_t *from) {
  uint16_t port;
  memset(address, 0, sizeof *address);
  memcpy(&port, from + PORT_AT, sizeof port);
  address->any.sa_family = (sa_family_t)family;
  if (family == AF_INET) {
    memcpy(&address->v4.sin_addr, from, 4);
    address->v4.sin_port = htons(port);
    return sizeof address->v4;
  }
  memcpy(&address->v6.sin6_addr, from, 16);
  memcpy(&address->v6.sin6_scope_id, from + ZONE_AT, sizeof address->v6.sin6_scope_id);
  address->v6.sin6_port = htons(port);
  return sizeof address->v6;
}

/* receive(handle): how many messages came; 0 when none waits. Errors of the network are none of a datagram service's. */
napi_value batch_receive(napi_env env, napi_callback_info info) {
  napi_value values[1];
  struct socket *socket;
  struct view views[3];
  if (!arguments(env, info, 1, values) || !(socket = socket_argument(env, values[0])) ||
      !open_views(env, socket, IN_BYTES, views)) {
    return NULL;
  }
  if (views[0].bytes < (size_t)MESSAGES * MESSAGE_SIZE || views[1].bytes < MESSAGES * FIELDS * sizeof(int32_t) ||
      views[2].bytes < MESSAGES * ADDRESS_SIZE) {
    return throw_misuse(env, "the arrays are too small");
  }
  uint8_t *bytes = views[0].data;
  int32_t *descriptors = views[1].data;
  struct mmsghdr messages[MESSAGES];
  struct iovec vectors[MESSAGES];
  union address senders[MESSAGES];
  union {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
  } controls[MESSAGES];
  for (int i = 0; i < MESSAGES; i++) {
    vectors[i] = (struct iovec){bytes + (size_t)i * MESSAGE_SIZE, MESSAGE_SIZE};
    messages[i] = (struct mmsghdr){.msg_hdr = {.msg_name = &senders[i],
                                               .msg_namelen = sizeof senders[i],
                                               .msg_iov = &vectors[i],
                                               .msg_iovlen = 1,
                                               .msg_control = controls[i].bytes,
                                               .msg_controllen = sizeof controls[i].bytes}};
  }
  int count;
  do {
    count = recvmmsg(socket->fd, messages, MESSAGES, MSG_DONTWAIT, NULL);
  } while (count < 0 && errno == EINTR);
  for (int i = 0; i < count; i++) {
    int segment = (int)messages[i].msg_len;
    for (struct cmsghdr *note = CMSG_FIRSTHDR(&messages[i].msg_hdr); note; note = CMSG_NXTHDR(&messages[i].msg_hdr, note)) {
      if (note->cmsg_level == IPPROTO_UDP && note->cmsg_type == UDP_GRO) memcpy(&segment, CMSG_DATA(note), sizeof segment);
    }
    uint32_t place = place_of(&senders[i]);
    bool is_new = !same(&socket->peers[place], &senders[i]);
    if (is_new) {
      socket->peers[place] = senders[i];
      write_address((uint8_t *)views[2].data + (size_t)i * ADDRESS_SIZE, &senders[i]);
    }
    int32_t *descriptor = descriptors + i * FIELDS;
    descriptor[LENGTH] = (int32_t)messages[i].msg_len;
    descriptor[SEGMENT] = segment;
    descriptor[PEER] = (int32_t)place;
    descriptor[IS_NEW] = is_new;
  }
  return integer(env, count < 0 ? 0 : count);
}

/* One message as single datagrams, for kernels and cards that do not split; false when the socket is full. */
static bool send_single(struct socket *socket, const struct msghdr *whole, size_t segment) {
  const uint8_t *from = whole->msg_iov->iov_base;
  for (size_t left = whole->msg_iov->iov_len, size; left > 0; from += size, left -= size) {
    size = left < segment ? left : segment;
    if (sendto(socket->fd, from, size, MSG_DONTWAIT, whole->msg_name, whole->msg_namelen) < 0 && errno == EAGAIN) return false;
  }
  return true;
}

/* send(handle, first, count): how many descriptors were dealt with: sent, or lost as datagrams are. Fewer: the socket is full. */
napi_value batch_send(napi_env env, napi_callback_info info) {
  napi_value values[3];
  int32_t first, number;
  struct socket *socket;
  struct view views[3];
  if (!arguments(env, info, 3, values) || !(socket = socket_argument(env, values[0])) ||
      !int_argument(env, values[1], &first) || !int_argument(env, values[2], &number) ||
      !open_views(env, socket, OUT_BYTES, views)) {
    return NULL;
  }
  if (first < 0 || number < 0 || ((size_t)first + (size_t)number) * FIELDS * sizeof(int32_t) > views[1].bytes) {
    return throw_misuse(env, "there are no such descriptors");
  }
  const int32_t *descriptors = views[1].data;
  struct mmsghdr messages[MESSAGES];
  struct iovec vectors[MESSAGES];
  union address receivers[MESSAGES];
  union {
    char bytes[CMSG_SPACE(sizeof(uint16_t))];
    struct cmsghdr align;
  } controls[MESSAGES];
  int32_t done = 0;
  while (done < number) {
    int32_t count = number - done < MESSAGES ? number - done : MESSAGES;
    for (int32_t i = 0; i < count; i++) {
      const int32_t *descriptor = descriptors + (size_t)(first + done + i) * FIELDS;
      int64_t offset = descriptor[OFFSET], length = descriptor[OUT_LENGTH], peer = descriptor[OUT_PEER];
      int32_t segment = descriptor[OUT_SEGMENT];
      if (offset < 0 || length < 0 || segment < 0 || segment > UINT16_MAX || offset + length > (int64_t)views[0].bytes ||
          peer < 0 || (peer + 1) * ADDRESS_SIZE > (int64_t)views[2].bytes) {
        return throw_misuse(env, "a descriptor points outside the arrays");
      }
      vectors[i] = (struct iovec){(uint8_t *)views[0].data + offset, (size_t)length};
      socklen_t size = read_address(&receivers[i], socket->family, (uint8_t *)views[2].data + peer * ADDRESS_SIZE);
      messages[i] = (struct mmsghdr){
          .msg_hdr = {.msg_name = &receivers[i], .msg_namelen = size, .msg_iov = &vectors[i], .msg_iovlen = 1}};
      if (length <= segment) continue;
      messages[i].msg_hdr.msg_control = controls[i].bytes;
      messages[i].msg_hdr.msg_controllen = sizeof controls[i].bytes;
      struct cmsghdr *note = CMSG_FIRSTHDR(&messages[i].msg_hdr);
      note->cmsg_level = IPPROTO_UDP;
      note->cmsg_type = UDP_SEGMENT;
      note->cmsg_len = CMSG_LEN(sizeof(uint16_t));
      uint16_t pieces = (uint16_t)segment;
      memcpy(CMSG_DATA(note), &pieces, sizeof pieces);
    }
    int sent = 0;
    bool is_split = messages[0].msg_hdr.msg_control != NULL;
    if (socket->gso || !is_split) {
      do {
        sent = sendmmsg(socket->fd, messages, (unsigned)count, MSG_DONTWAIT);
      } while (sent < 0 && errno == EINTR);
    } else if (!send_single(socket, &messages[0].msg_hdr, (size_t)descriptors[(size_t)(first + done) * FIELDS + OUT_SEGMENT])) {
      break;
    } else {
      sent = 1;
    }
    if (sent > 0) {
      done += sent;
    } else if (errno == EAGAIN) {
      break;
    } else if (is_split && (errno == EIO || errno == EINVAL || errno == EOPNOTSUPP)) {
      /* The card on the way cannot. From now on without. */
      socket->gso = false;
    } else {
      /* No route, refused by a firewall, too long for the way: lost. */
      done++;
    }
  }
  return integer(env, done);
}
