/*
 * A prefix that one device alone may carry, by rules of routing that stay when the device is gone:
 *
 *     24: to PREFIX    lookup TABLE + 1   in which there is what single devices carry: destinations, and what comes from an address
 *     25: to PREFIX    lookup TABLE       in which there is nothing but a route by each device that carries the rest
 *     26: to PREFIX    unreachable
 *     26: from PREFIX  unreachable
 *
 * They come before all tables but that of the machine's own addresses, so that no default route, and no nearer one that
 * somebody on the network announces, takes such packets. Two tables, since a route without a source is not found
 * beside one with a source to the same destination (which takes CONFIG_IPV6_SUBTREES). Unreachable is said by rules and not by a route, since a socket
 * that is bound to another interface passes over a route.
 */
#include "tuntap2.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { single_at = 24, carried_at = 25, refused_at = 26 };

struct prefix {
  uint8_t bytes[16];
  int32_t length;
};

/* The prefix's own first bits are the table's number: nobody else's is the same by chance. */
static uint32_t table_of(const struct prefix *prefix) {
  uint32_t first;
  memcpy(&first, prefix->bytes, sizeof first);
  return ntohl(first);
}

/* Makes a rule about packets to or from the prefix, unless there is one already; `table` 0: they are unreachable. */
static int add_rule(int fd, const struct prefix *prefix, bool is_source, uint32_t priority, uint32_t table) {
  struct {
    struct nlmsghdr head;
    struct fib_rule_hdr rule;
    char attributes[64];
  } request = {0};
  request.head.nlmsg_len = NLMSG_LENGTH(sizeof request.rule);
  request.head.nlmsg_type = RTM_NEWRULE;
  request.head.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;
  request.rule.family = AF_INET6;
  request.rule.action = table ? FR_ACT_TO_TBL : FR_ACT_UNREACHABLE;
  *(is_source ? &request.rule.src_len : &request.rule.dst_len) = (uint8_t)prefix->length;
  netlink_attribute(&request, is_source ? FRA_SRC : FRA_DST, prefix->bytes, sizeof prefix->bytes);
  netlink_attribute(&request, FRA_PRIORITY, &priority, sizeof priority);
  if (table) netlink_attribute(&request, FRA_TABLE, &table, sizeof table);
  int error = netlink_transact(fd, &request.head);
  return error == EEXIST ? 0 : error;
}

/*
 * A route by the device to a destination, for packets from anybody (`source` NULL) or from one source; of several devices the oldest
 * one's counts. It goes with the device, or by `type` RTM_DELROUTE.
 */
static int change_route(int fd, unsigned short type, uint32_t table, const struct prefix *destination,
                        const struct prefix *source, uint32_t index) {
  struct {
    struct nlmsghdr head;
    struct rtmsg route;
    char attributes[96];
  } request = {0};
  request.head.nlmsg_len = NLMSG_LENGTH(sizeof request.route);
  request.head.nlmsg_type = type;
  request.head.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | (type == RTM_NEWROUTE ? NLM_F_CREATE | NLM_F_REPLACE : 0);
  request.route.rtm_family = AF_INET6;
  request.route.rtm_dst_len = (uint8_t)destination->length;
  request.route.rtm_protocol = RTPROT_STATIC;
  request.route.rtm_scope = RT_SCOPE_UNIVERSE;
  request.route.rtm_type = RTN_UNICAST;
  netlink_attribute(&request, RTA_DST, destination->bytes, sizeof destination->bytes);
  if (source) {
    request.route.rtm_src_len = (uint8_t)source->length;
    netlink_attribute(&request, RTA_SRC, source->bytes, sizeof source->bytes);
  }
  netlink_attribute(&request, RTA_TABLE, &table, sizeof table);
  netlink_attribute(&request, RTA_OIF, &index, sizeof index);
  netlink_attribute(&request, RTA_PRIORITY, &index, sizeof index);
  return netlink_transact(fd, &request.head);
}

/* Reads a prefix from its text and its length; false after throwing. */
static bool prefix_argument(napi_env env, napi_value text_value, napi_value length_value, struct prefix *prefix) {
  char text[INET6_ADDRSTRLEN];
  size_t length;
  if (!int_argument(env, length_value, &prefix->length)) return false;
  if (napi_get_value_string_utf8(env, text_value, text, sizeof text, &length) == napi_ok &&
      inet_pton(AF_INET6, text, prefix->bytes) == 1 && prefix->length >= 32 && prefix->length <= 128) {
    return true;
  }
  throw_misuse(env, "an IPv6 prefix of at least 32 bits was expected");
  return false;
}

/* confine(handle, prefix: string, prefix length: number, carries: 0 or 1): whether this device carries what has no other route */
napi_value confine(napi_env env, napi_callback_info info) {
  napi_value values[4];
  struct device *device;
  struct prefix prefix;
  int32_t carries;
  unsigned int index;
  if (!arguments(env, info, 4, values) || !(device = device_argument(env, values[0])) ||
      !prefix_argument(env, values[1], values[2], &prefix) || !int_argument(env, values[3], &carries)) {
    return NULL;
  }
  int fd = interface_socket(env, device, &index);
  if (fd < 0) return NULL;
  /* What forbids comes before what allows, so that nothing slips out between. */
  int error = add_rule(fd, &prefix, false, refused_at, 0);
  if (!error) error = add_rule(fd, &prefix, true, refused_at, 0);
  if (!error) error = add_rule(fd, &prefix, false, single_at, table_of(&prefix) + 1);
  if (!error) error = add_rule(fd, &prefix, false, carried_at, table_of(&prefix));
  if (!error && carries) error = change_route(fd, RTM_NEWROUTE, table_of(&prefix), &prefix, NULL, index);
  close(fd);
  return error ? throw_errno(env, error, "rules") : undefined(env);
}

/*
 * route(handle, destination: string, length: number, source: string, length: number, add: 0 or 1): packets within a confined prefix
 * that this device carries, whatever other one carries the rest; a source of length 0 is any
 */
napi_value confined_route(napi_env env, napi_callback_info info) {
  napi_value values[6];
  struct device *device;
  struct prefix destination, source;
  int32_t source_length, add;
  unsigned int index;
  if (!arguments(env, info, 6, values) || !(device = device_argument(env, values[0])) ||
      !prefix_argument(env, values[1], values[2], &destination) || !int_argument(env, values[4], &source_length) ||
      (source_length != 0 && !prefix_argument(env, values[3], values[4], &source)) || !int_argument(env, values[5], &add)) {
    return NULL;
  }
  int fd = interface_socket(env, device, &index);
  if (fd < 0) return NULL;
  int error = change_route(fd, add ? RTM_NEWROUTE : RTM_DELROUTE, table_of(&destination) + 1, &destination,
                           source_length ? &source : NULL, index);
  close(fd);
  return error ? throw_errno(env, error, "route") : undefined(env);
}
