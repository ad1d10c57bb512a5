/*
 * A prefix that one device alone may carry, by rules of routing that stay when the device is gone:
 *
 *     25: to PREFIX    lookup TABLE       in which there is nothing but a route by each such device
 *     26: to PREFIX    unreachable
 *     26: from PREFIX  unreachable
 *
 * They come before all tables but that of the machine's own addresses, so that no default route, and no nearer one that
 * somebody on the network announces, takes such packets. Unreachable is said by rules and not by a route, since a socket
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

enum { carried_at = 25, refused_at = 26 };

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

/* A route by the device; of several devices the oldest one's counts. It goes with the device. */
static int add_route(int fd, const struct prefix *prefix, uint32_t index) {
  struct {
    struct nlmsghdr head;
    struct rtmsg route;
    char attributes[64];
  } request = {0};
  uint32_t table = table_of(prefix);
  request.head.nlmsg_len = NLMSG_LENGTH(sizeof request.route);
  request.head.nlmsg_type = RTM_NEWROUTE;
  request.head.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_REPLACE;
  request.route.rtm_family = AF_INET6;
  request.route.rtm_dst_len = (uint8_t)prefix->length;
  request.route.rtm_protocol = RTPROT_STATIC;
  request.route.rtm_scope = RT_SCOPE_UNIVERSE;
  request.route.rtm_type = RTN_UNICAST;
  netlink_attribute(&request, RTA_DST, prefix->bytes, sizeof prefix->bytes);
  netlink_attribute(&request, RTA_TABLE, &table, sizeof table);
  netlink_attribute(&request, RTA_OIF, &index, sizeof index);
  netlink_attribute(&request, RTA_PRIORITY, &index, sizeof index);
  return netlink_transact(fd, &request.head);
}

/* confine(handle, prefix: string, prefix length: number) */
napi_value confine(napi_env env, napi_callback_info info) {
  napi_value values[3];
  struct device *device;
  struct prefix prefix;
  char text[INET6_ADDRSTRLEN];
  size_t length;
  unsigned int index;
  if (!arguments(env, info, 3, values) || !(device = device_argument(env, values[0])) ||
      !int_argument(env, values[2], &prefix.length)) {
    return NULL;
  }
  if (napi_get_value_string_utf8(env, values[1], text, sizeof text, &length) != napi_ok ||
      inet_pton(AF_INET6, text, prefix.bytes) != 1 || prefix.length < 32 || prefix.length > 128) {
    return throw_misuse(env, "an IPv6 prefix of at least 32 bits was expected");
  }
  int fd = interface_socket(env, device, &index);
  if (fd < 0) return NULL;
  /* What forbids comes before what allows, so that nothing slips out between. */
  int error = add_rule(fd, &prefix, false, refused_at, 0);
  if (!error) error = add_rule(fd, &prefix, true, refused_at, 0);
  if (!error) error = add_rule(fd, &prefix, false, carried_at, table_of(&prefix));
  if (!error) error = add_route(fd, &prefix, index);
  close(fd);
  return error ? throw_errno(env, error, "rules") : undefined(env);
}
