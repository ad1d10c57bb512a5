/*
 * Name, MTU, hardware address and state of a device's network interface, by ioctl. The name is asked of the kernel
 * every time, because anybody with the right may rename an interface.
 */
#include "tuntap2.h"

#include <errno.h>
#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/if_tun.h>
#include <linux/netlink.h>
#include <linux/sockios.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* Fills in the interface's present name; 0 or an errno. */
static int current_name(const struct device *device, struct ifreq *request) {
  memset(request, 0, sizeof *request);
  if (ioctl(device->fd, TUNGETIFF, request) < 0) return errno;
  /* The call also filled in the flags, which share their place with everything else that is asked for. */
  memset(&request->ifr_ifru, 0, sizeof request->ifr_ifru);
  return 0;
}

static int open_socket(void) { return socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE); }

/* One request about the interface, its name filled in already; 0 or an errno. */
static int ask(unsigned long what, struct ifreq *request) {
  int fd = open_socket();
  if (fd < 0) return errno;
  int error = ioctl(fd, what, request) < 0 ? errno : 0;
  close(fd);
  return error;
}

int interface_socket(napi_env env, const struct device *device, unsigned int *index) {
  struct ifreq request;
  int error = current_name(device, &request);
  int fd = -1;
  if (!error) {
    fd = open_socket();
    if (fd < 0 || ioctl(fd, SIOCGIFINDEX, &request) < 0) error = errno;
  }
  if (!error) {
    *index = (unsigned int)request.ifr_ifindex;
    return fd;
  }
  if (fd >= 0) close(fd);
  throw_errno(env, error, "interface");
  return -1;
}

/* Takes the device from the first argument and asks; false after throwing. */
static bool get(napi_env env, napi_callback_info info, unsigned long what, struct ifreq *request) {
  napi_value values[1];
  struct device *device;
  if (!arguments(env, info, 1, values) || !(device = device_argument(env, values[0]))) return false;
  int error = current_name(device, request);
  if (!error) error = ask(what, request);
  if (error) throw_errno(env, error, "interface");
  return !error;
}

/* name(handle): string */
napi_value interface_name(napi_env env, napi_callback_info info) {
  napi_value values[1], result;
  struct device *device;
  struct ifreq request;
  if (!arguments(env, info, 1, values) || !(device = device_argument(env, values[0]))) return NULL;
  int error = current_name(device, &request);
  if (error) return throw_errno(env, error, "name");
  napi_create_string_utf8(env, request.ifr_name, NAPI_AUTO_LENGTH, &result);
  return result;
}

/* getMtu(handle): number */
napi_value interface_get_mtu(napi_env env, napi_callback_info info) {
  struct ifreq request;
  napi_value result;
  if (!get(env, info, SIOCGIFMTU, &request)) return NULL;
  napi_create_int32(env, request.ifr_mtu, &result);
  return result;
}

/* setMtu(handle, mtu: number) */
napi_value interface_set_mtu(napi_env env, napi_callback_info info) {
  napi_value values[2];
  struct device *device;
  struct ifreq request;
  int32_t mtu;
  if (!arguments(env, info, 2, values) || !(device = device_argument(env, values[0])) ||
      !int_argument(env, values[1], &mtu)) {
    return NULL;
  }
  int error = current_name(device, &request);
  if (!error) {
    request.ifr_mtu = mtu;
    error = ask(SIOCSIFMTU, &request);
  }
  return error ? throw_errno(env, error, "mtu") : undefined(env);
}

/* getMac(handle): string */
napi_value interface_get_mac(napi_env env, napi_callback_info info) {
  struct ifreq request;
  napi_value result;
  char text[18];
  if (!get(env, info, SIOCGIFHWADDR, &request)) return NULL;
  const uint8_t *mac = (const uint8_t *)request.ifr_hwaddr.sa_data;
  snprintf(text, sizeof text, "%02x:%02x:%02x:%02x:%02x:%02x", mac[0], mac[1], mac[2], mac[3], mac[4], mac[5]);
  napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &result);
  return result;
}

/* setMac(handle, mac: Uint8Array of 6 bytes) */
napi_value interface_set_mac(napi_env env, napi_callback_info info) {
  napi_value values[2];
  struct device *device;
  struct ifreq request;
  void *mac;
  size_t length;
  if (!arguments(env, info, 2, values) || !(device = device_argument(env, values[0]))) return NULL;
  if (napi_get_typedarray_info(env, values[1], NULL, &length, &mac, NULL, NULL) != napi_ok || length != 6) {
    return throw_misuse(env, "a hardware address has 6 bytes");
  }
  int error = current_name(device, &request);
  if (!error) {
    request.ifr_hwaddr.sa_family = ARPHRD_ETHER;
    memcpy(request.ifr_hwaddr.sa_data, mac, 6);
    error = ask(SIOCSIFHWADDR, &request);
  }
  return error ? throw_errno(env, error, "mac") : undefined(env);
}

/* getUp(handle): boolean */
napi_value interface_get_up(napi_env env, napi_callback_info info) {
  struct ifreq request;
  napi_value result;
  if (!get(env, info, SIOCGIFFLAGS, &request)) return NULL;
  napi_get_boolean(env, (request.ifr_flags & IFF_UP) != 0, &result);
  return result;
}

/* setUp(handle, up: boolean) */
napi_value interface_set_up(napi_env env, napi_callback_info info) {
  napi_value values[2];
  struct device *device;
  struct ifreq request;
  bool up;
  if (!arguments(env, info, 2, values) || !(device = device_argument(env, values[0]))) return NULL;
  if (napi_get_value_bool(env, values[1], &up) != napi_ok) return throw_misuse(env, "setUp expects a boolean");
  int error = current_name(device, &request);
  if (!error) error = ask(SIOCGIFFLAGS, &request);
  if (!error) {
    request.ifr_flags = (short)(up ? request.ifr_flags | IFF_UP : request.ifr_flags & ~IFF_UP);
    error = ask(SIOCSIFFLAGS, &request);
  }
  return error ? throw_errno(env, error, "state") : undefined(env);
}
