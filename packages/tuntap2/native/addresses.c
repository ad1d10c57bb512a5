/* The addresses of a device's interface, over route netlink: what `ip address` does, without running it. */
#include "tuntap2.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_addr.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A request for one address: the fixed part and room for IFA_LOCAL, IFA_ADDRESS and IFA_CACHEINFO. */
struct change {
  struct nlmsghdr head;
  struct ifaddrmsg address;
  char attributes[64];
};

static int32_t family_of(int32_t version) { return version == 6 ? AF_INET6 : AF_INET; }

static size_t address_size(int32_t family) { return family == AF_INET6 ? 16 : 4; }

void netlink_attribute(void *request, unsigned short type, const void *data, size_t size) {
  struct nlmsghdr *head = request;
  struct rtattr *attribute = (struct rtattr *)((char *)request + NLMSG_ALIGN(head->nlmsg_len));
  attribute->rta_type = type;
  attribute->rta_len = (unsigned short)RTA_LENGTH(size);
  memcpy(RTA_DATA(attribute), data, size);
  head->nlmsg_len = NLMSG_ALIGN(head->nlmsg_len) + RTA_ALIGN(attribute->rta_len);
}

int netlink_transact(int fd, struct nlmsghdr *head) {
  _Alignas(struct nlmsghdr) char answer[4096];
  if (send(fd, head, head->nlmsg_len, 0) < 0) return errno;
  ssize_t size = recv(fd, answer, sizeof answer, 0);
  if (size < 0) return errno;
  const struct nlmsghdr *reply = (const struct nlmsghdr *)answer;
  if (!NLMSG_OK(reply, (size_t)size) || reply->nlmsg_type != NLMSG_ERROR) return EPROTO;
  return -((const struct nlmsgerr *)NLMSG_DATA(reply))->error;
}

/* How long is the kernel waited for at most, in ms? It takes less than one unless the machine is overloaded. */
enum { settle_limit = 1000 };

/* A socket that hears of every change to IPv6 addresses, or -1. */
static int open_listener(void) {
  struct sockaddr_nl local = {.nl_family = AF_NETLINK, .nl_groups = RTMGRP_IPV6_IFADDR};
  int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (fd >= 0 && bind(fd, (struct sockaddr *)&local, sizeof local) == 0) return fd;
  if (fd >= 0) close(fd);
  return -1;
}

/* Whether one of the messages says that the interface has that IPv6 address. */
static bool announces(const char *messages, size_t size, unsigned int index, const uint8_t *address) {
  for (const struct nlmsghdr *head = (const struct nlmsghdr *)messages; NLMSG_OK(head, size);
       head = NLMSG_NEXT(head, size)) {
    const struct ifaddrmsg *message = NLMSG_DATA(head);
    if (head->nlmsg_type != RTM_NEWADDR || message->ifa_index != index) continue;
    size_t left = IFA_PAYLOAD(head);
    for (const struct rtattr *each = IFA_RTA(message); RTA_OK(each, left); each = RTA_NEXT(each, left)) {
      if (each->rta_type == IFA_ADDRESS && RTA_PAYLOAD(each) == 16 && !memcmp(RTA_DATA(each), address, 16)) return true;
    }
  }
  return false;
}

/*
 * The kernel takes an IPv6 address first and routes packets to it a moment later, from a work queue; what comes between
 * is lost. It tells when that is done.
 */
static void wait_until_routed(int listener, unsigned int index, const uint8_t *address) {
  _Alignas(struct nlmsghdr) char messages[8192];
  uint64_t deadline = uv_hrtime() + settle_limit * 1000000ull;
  for (uint64_t now = uv_hrtime(); now < deadline; now = uv_hrtime()) {
    struct pollfd poll_for = {.fd = listener, .events = POLLIN};
    if (poll(&poll_for, 1, (int)((deadline - now) / 1000000) + 1) <= 0) continue;
    ssize_t size = recv(listener, messages, sizeof messages, MSG_DONTWAIT);
    if (size > 0 && announces(messages, (size_t)size, index, address)) return;
  }
}

/*
 * (handle, version: 4 or 6, address: string, prefix length: number) for every change; with `count` 5 also a number: whether
 * programs shall take the address when they do not choose one.
 */
static napi_value change_address(napi_env env, napi_callback_info info, size_t count, unsigned short type,
                                 unsigned short flags) {
  napi_value values[5];
  struct device *device;
  int32_t version, prefix, preferred = 1;
  char text[INET6_ADDRSTRLEN];
  uint8_t bytes[16];
  size_t length;
  if (!arguments(env, info, count, values) || (count == 5 && !int_argument(env, values[4], &preferred)) || !(device = device_argument(env, values[0])) ||
      !int_argument(env, values[1], &version) || !int_argument(env, values[3], &prefix)) {
    return NULL;
  }
  int32_t family = family_of(version);
  if (napi_get_value_string_utf8(env, values[2], text, sizeof text, &length) != napi_ok ||
      inet_pton(family, text, bytes) != 1 || prefix < 0 || prefix > (int32_t)address_size(family) * 8) {
    return throw_misuse(env, "an address and a prefix length of its family were expected");
  }
  struct change change = {0};
  change.head.nlmsg_len = NLMSG_LENGTH(sizeof change.address);
  change.head.nlmsg_type = type;
  change.head.nlmsg_flags = (unsigned short)(NLM_F_REQUEST | NLM_F_ACK | flags);
  change.address.ifa_family = (unsigned char)family;
  change.address.ifa_prefixlen = (unsigned char)prefix;
  /* Whoever sets an address here knows that it is theirs: asking the network for two seconds would only delay. */
  if (family == AF_INET6 && type == RTM_NEWADDR) change.address.ifa_flags = IFA_F_NODAD;
  int fd = interface_socket(env, device, &change.address.ifa_index);
  if (fd < 0) return NULL;
  int listener = family == AF_INET6 && (flags & NLM_F_EXCL) ? open_listener() : -1;
  netlink_attribute(&change, IFA_LOCAL, bytes, address_size(family));
  netlink_attribute(&change, IFA_ADDRESS, bytes, address_size(family));
  if (count == 5) {
    const struct ifa_cacheinfo lives = {.ifa_prefered = preferred ? UINT32_MAX : 0, .ifa_valid = UINT32_MAX};
    netlink_attribute(&change, IFA_CACHEINFO, &lives, sizeof lives);
  }
  int error = netlink_transact(fd, &change.head);
  close(fd);
  if (listener >= 0) {
    if (!error) wait_until_routed(listener, change.address.ifa_index, bytes);
    close(listener);
  }
  return error ? throw_errno(env, error, "address") : undefined(env);
}

/* addAddress(handle, version, address, prefix) */
napi_value addresses_add(napi_env env, napi_callback_info info) {
  return change_address(env, info, 4, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL);
}

/* preferAddress(handle, version, address, prefix, preferred: 0 or 1): an address that is not preferred is deprecated */
napi_value addresses_prefer(napi_env env, napi_callback_info info) {
  return change_address(env, info, 5, RTM_NEWADDR, NLM_F_REPLACE);
}

/* removeAddress(handle, version, address, prefix) */
napi_value addresses_remove(napi_env env, napi_callback_info info) {
  return change_address(env, info, 4, RTM_DELADDR, 0);
}

/* Appends the address in one netlink message to `list`, if it is one of the interface. */
static void collect(napi_env env, const struct nlmsghdr *head, unsigned int index, napi_value list, uint32_t *count) {
  const struct ifaddrmsg *message = NLMSG_DATA(head);
  if (head->nlmsg_type != RTM_NEWADDR || message->ifa_index != index) return;
  const void *found = NULL;
  size_t left = IFA_PAYLOAD(head);
  for (const struct rtattr *each = IFA_RTA(message); RTA_OK(each, left); each = RTA_NEXT(each, left)) {
    /* On a point-to-point interface IFA_ADDRESS is the other end; IFA_LOCAL, where present, is ours. */
    if (each->rta_type == IFA_LOCAL || (each->rta_type == IFA_ADDRESS && !found)) found = RTA_DATA(each);
  }
  char address[INET6_ADDRSTRLEN], text[INET6_ADDRSTRLEN + 4];
  napi_value value;
  if (!found || !inet_ntop(message->ifa_family, found, address, sizeof address)) return;
  snprintf(text, sizeof text, "%s/%u", address, message->ifa_prefixlen);
  if (napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &value) == napi_ok) {
    napi_set_element(env, list, (*count)++, value);
  }
}

/* addresses(handle, version): string[] in CIDR form, in the kernel's order */
napi_value addresses_list(napi_env env, napi_callback_info info) {
  napi_value values[2], list;
  struct device *device;
  int32_t version;
  unsigned int index;
  if (!arguments(env, info, 2, values) || !(device = device_argument(env, values[0])) ||
      !int_argument(env, values[1], &version)) {
    return NULL;
  }
  int fd = interface_socket(env, device, &index);
  if (fd < 0) return NULL;
  struct {
    struct nlmsghdr head;
    struct ifaddrmsg address;
  } request = {0};
  request.head.nlmsg_len = NLMSG_LENGTH(sizeof request.address);
  request.head.nlmsg_type = RTM_GETADDR;
  request.head.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  request.address.ifa_family = (unsigned char)family_of(version);
  _Alignas(struct nlmsghdr) char answer[32768];
  uint32_t count = 0;
  bool done = false;
  int error = send(fd, &request, request.head.nlmsg_len, 0) < 0 ? errno : 0;
  napi_create_array(env, &list);
  while (!done && !error) {
    ssize_t size = recv(fd, answer, sizeof answer, 0);
    if (size <= 0) {
      error = size < 0 ? errno : EPROTO;
      break;
    }
    size_t left = (size_t)size;
    for (const struct nlmsghdr *head = (const struct nlmsghdr *)answer; NLMSG_OK(head, left);
         head = NLMSG_NEXT(head, left)) {
      if (head->nlmsg_type == NLMSG_DONE) done = true;
      if (head->nlmsg_type == NLMSG_ERROR) error = -((const struct nlmsgerr *)NLMSG_DATA(head))->error;
      collect(env, head, index, list, &count);
    }
  }
  close(fd);
  return error ? throw_errno(env, error, "addresses") : list;
}
